import Intake
import Synchronization

/// The box between the intake thread and the main thread: the only state that they share.
///
/// The intake thread puts deliveries in, the main thread takes all of them at once by a swap. It is
/// bounded: while the main thread does not come by, chunks past the limit are left out and counted,
/// but never the names that came with them, for later chunks refer to these.
final class Handover: Sendable {
  /// Chunks may wait up to this many bytes: well within what memory may exceed its budget by.
  static let byteLimit = 24 << 20

  private struct Box {
    var deliveries: [Delivery] = []
    var byteCount = 0
  }

  private let box = Mutex(Box())
  private let stopped = Atomic<Bool>(false)

  /// Adds a delivery. Returns how many scopes had to be left out: all of its chunk, or none.
  func put(_ delivery: Delivery) -> UInt64 {
    box.withLock { box in
      let size = delivery.chunk?.byteCount ?? 0
      if box.byteCount + size <= Self.byteLimit {
        box.deliveries.append(delivery)
        box.byteCount += size
        return 0
      }
      let names = Delivery(chunk: nil, additions: delivery.additions, tally: delivery.tally)
      if let last = box.deliveries.last, last.chunk == nil {
        box.deliveries[box.deliveries.count - 1] = last.followed(by: names)
      } else {
        box.deliveries.append(names)
      }
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
  /// Two deliveries without chunks as one.
  fileprivate func followed(by next: Delivery) -> Delivery {
    var additions = additions
    additions.strings += next.additions.strings
    additions.tagSets += next.additions.tagSets
    additions.series += next.additions.series
    additions.metrics += next.additions.metrics
    return Delivery(chunk: nil, additions: additions, tally: next.tally)
  }
}
