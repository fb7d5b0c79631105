import Intake
import ScopedStats
import Synchronization

/// The box between the intake thread and the main thread: the only state that they share.
///
/// The intake thread puts deliveries in, the main thread takes all of them at once by a swap. It is
/// bounded: while the main thread does not come by, because its terminal takes no more output, chunks
/// past the limit are left out and counted, but never the names that came with them, for later chunks
/// refer to these. Deliveries without a chunk become one with the delivery before.
final class Handover: Sendable {
  /// Chunks may wait up to this many bytes: well within what memory may exceed its budget by.
  static let byteLimit = 24 << 20
  /// What a delivery takes beside its chunk's columns: the chunk itself, lists, totals, samples.
  static let deliveryBytes = 4 << 10

  private struct Box {
    var deliveries: [Delivery] = []
    var byteCount = 0
  }

  private let box = Guarded(Box())
  private let stopped = Atomic<Bool>(false)

  /// Adds a delivery. Returns how many scopes had to be left out: all of its chunk, or none.
  func put(_ delivery: Delivery) -> UInt64 {
    box.withLock { box in
      if let chunk = delivery.chunk {
        let size = chunk.byteCount + Self.deliveryBytes
        if box.byteCount + size <= Self.byteLimit {
          box.deliveries.append(delivery)
          box.byteCount += size
          return 0
        }
      }
      let last = box.deliveries.popLast()
      box.deliveries.append(last?.followed(byNamesOf: delivery) ?? delivery.withoutChunk)
      return UInt64(delivery.chunk?.count ?? 0)
    }
  }

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
  /// The names and the totals alone.
  fileprivate var withoutChunk: Delivery {
    Delivery(chunk: nil, additions: additions, tally: tally)
  }

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
