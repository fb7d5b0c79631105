import Intake
import ScopedStats
import Synchronization

/// The box between the intake threads and the main thread: the only state that they share, but for the
/// registry of names where there are several intake threads.
///
/// The intake threads put deliveries in, the main thread takes all of them at once by a swap. It is
/// bounded: while the main thread does not come by, because it is busy or its terminal takes no more
/// output, the box is full at some point. From then on until it is emptied no intake thread decodes
/// anything: they shed datagrams as they come. What was decoded before goes in all the same, so no
/// scope that was decoded is ever lost, and no name that a later chunk refers to. Deliveries without a
/// chunk become one with the delivery before.
final class Handover: Sendable {
  /// What may wait before the box is full: well within what memory may exceed its budget by. The
  /// chunks that are open when it becomes full come on top, one for each thread.
  static let byteLimit = 16 << 20
  /// What a delivery takes beside its chunk's columns and names: the chunk itself, lists, totals.
  static let deliveryBytes = 4 << 10

  private struct Box {
    var deliveries: [Delivery] = []
    var byteCount = 0
    /// The last totals of each intake thread.
    var tallies: [IntakeTally]
  }

  private let byteLimit: Int
  private let box: Guarded<Box>
  /// Written under the box's lock, and read without it: each intake thread looks at it before each
  /// batch, and one batch more or less changes nothing.
  private let full = Atomic<Bool>(false)
  /// In microseconds of uptime; 0 where it was not said.
  private let nextTime = Atomic<Int>(0)
  private let stopped = Atomic<Bool>(false)

  /// - Parameter threads: how many threads put deliveries in.
  init(threads: Int = 1, byteLimit: Int = Handover.byteLimit) {
    self.byteLimit = byteLimit
    box = Guarded(Box(tallies: Array(repeating: IntakeTally(), count: threads)))
  }

  /// Adds a delivery of one of the threads, by its number.
  func put(_ delivery: Delivery, from thread: Int = 0) {
    box.withLock { box in
      box.tallies[thread] = delivery.tally
      box.byteCount += delivery.additions.byteCount
      if let chunk = delivery.chunk {
        box.byteCount += chunk.byteCount + Self.deliveryBytes
        box.deliveries.append(delivery)
      } else {
        let last = box.deliveries.popLast()
        box.deliveries.append(last?.adding(names: delivery.additions) ?? delivery)
      }
      if box.byteCount >= byteLimit { full.store(true, ordering: .relaxed) }
    }
  }

  /// Whether nothing more is to be decoded until what waits has been taken out.
  var isFull: Bool { full.load(ordering: .relaxed) }

  /// When the main thread comes by next, in microseconds of uptime, as it said when it last did, so that
  /// what has come in until then can be put in just before. Nil where it did not say.
  var nextTake: Int? {
    let time = nextTime.load(ordering: .relaxed)
    return time == 0 ? nil : time
  }

  /// Takes everything out, in the order in which it was put in; each with the totals of all threads,
  /// as they were when the last one was put in.
  ///
  /// - Parameter nextTake: when this will be called next, in microseconds of uptime, if that is known.
  func takeAll(nextTake: Int? = nil) -> [Delivery] {
    nextTime.store(nextTake ?? 0, ordering: .relaxed)
    let (deliveries, tallies) = box.withLock { box in
      defer {
        box = Box(tallies: box.tallies)
        full.store(false, ordering: .relaxed)
      }
      return (box.deliveries, box.tallies)
    }
    let total = tallies.dropFirst().reduce(into: tallies[0]) { $0.add($1) }
    return deliveries.map { $0.with(tally: total) }
  }

  /// Asks the intake threads to end. They look at this at least every 100 ms.
  func stop() { stopped.store(true, ordering: .relaxed) }
  var isStopped: Bool { stopped.load(ordering: .relaxed) }
}
