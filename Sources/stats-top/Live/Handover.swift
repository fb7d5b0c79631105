import Intake
import ScopedStats
import Synchronization

/// The box between the intake thread and the main thread: the only state that they share.
///
/// The intake thread puts deliveries in, the main thread takes all of them at once by a swap. It is
/// bounded: while the main thread does not come by, because it is busy or its terminal takes no more
/// output, the box is full at some point. From then on until it is emptied the intake thread decodes
/// nothing, and sheds datagrams as they come. What it had decoded before goes in all the same, so no
/// scope that was decoded is ever lost, and no name that a later chunk refers to. Deliveries without a
/// chunk become one with the delivery before.
final class Handover: Sendable {
  /// What may wait before the box is full: well within what memory may exceed its budget by. One
  /// chunk may come on top, the one that was open when it became full.
  static let byteLimit = 24 << 20
  /// What a delivery takes beside its chunk's columns and names: the chunk itself, lists, totals.
  static let deliveryBytes = 4 << 10

  private struct Box {
    var deliveries: [Delivery] = []
    var byteCount = 0
  }

  private let byteLimit: Int
  private let box = Guarded(Box())
  private let stopped = Atomic<Bool>(false)

  init(byteLimit: Int = Handover.byteLimit) { self.byteLimit = byteLimit }

  /// Adds a delivery.
  func put(_ delivery: Delivery) {
    box.withLock { box in
      box.byteCount += delivery.additions.byteCount
      if let chunk = delivery.chunk {
        box.byteCount += chunk.byteCount + Self.deliveryBytes
        box.deliveries.append(delivery)
      } else {
        let last = box.deliveries.popLast()
        box.deliveries.append(last?.followed(byNamesOf: delivery) ?? delivery)
      }
    }
  }

  /// Whether nothing more is to be decoded until what waits has been taken out.
  var isFull: Bool { box.withLock { $0.byteCount >= byteLimit } }

  /// Takes everything out, in the order in which it was put in.
  func takeAll() -> [Delivery] {
    box.withLock { box in
      defer { box = Box() }
      return box.deliveries
    }
  }

  /// Asks the intake thread to end. It looks at this at least every 100 ms.
  func stop() { stopped.store(true, ordering: .relaxed) }
  var isStopped: Bool { stopped.load(ordering: .relaxed) }
}

extension Delivery {
  /// This delivery with the names and the totals of the next. Names that come early do no harm.
  fileprivate consuming func followed(byNamesOf next: Delivery) -> Delivery {
    let chunk = chunk
    var additions = additions
    additions.strings += next.additions.strings
    additions.tagSets += next.additions.tagSets
    additions.series += next.additions.series
    additions.metrics += next.additions.metrics
    return Delivery(chunk: chunk, additions: additions, tally: next.tally)
  }
}
