import Datagram
import Synchronization

/// The thread that sends what is left when a program goes quiet.
///
/// It sleeps until the first line is packed, then for the delay, flushes, and sleeps again: a
/// program that emits nothing is never woken by it.
final class Flusher: Sendable {
  private let waker: Waker
  /// The thread sleeps without end, and has to be woken.
  private let isAsleep = Atomic<Bool>(false)
  private let isStopped = Atomic<Bool>(false)

  /// Nil where the system has no descriptor left: then lines wait for a full datagram.
  init?() {
    guard let waker = try? Waker() else { return nil }
    self.waker = waker
  }

  func start(
    every milliseconds: Int, isWaiting: @escaping @Sendable () -> Bool,
    _ flush: @escaping @Sendable () -> Void
  ) {
    let isStarted = Platform.startThread { [self] in
      while !isStopped.load(ordering: .acquiring) {
        isAsleep.store(true, ordering: .sequentiallyConsistent)
        // A line that was packed before this thread said that it sleeps has woken nobody.
        if !isWaiting() { waker.wait(milliseconds: nil) }
        isAsleep.store(false, ordering: .sequentiallyConsistent)
        if isStopped.load(ordering: .acquiring) { break }
        Platform.sleep(milliseconds: milliseconds)
        flush()
      }
    }
    if !isStarted { isStopped.store(true, ordering: .releasing) }
  }

  /// Says that a line is waiting. Cost: a load, but for the first line after a flush.
  func arm() {
    guard isAsleep.load(ordering: .sequentiallyConsistent),
      isAsleep.exchange(false, ordering: .sequentiallyConsistent)
    else { return }
    waker.wake()
  }

  func stop() {
    isStopped.store(true, ordering: .releasing)
    waker.wake()
  }
}

/// The outlets of the process, flushed when it ends.
enum LiveOutlets {
  private struct Entry {
    weak var outlet: Outlet?
  }

  private static let entries = Guarded<[Entry]>([])
  private static let registration: Void = Platform.atExit {
    for outlet in LiveOutlets.all() { outlet.flushIfFree() }
  }

  static func add(_ outlet: Outlet) {
    _ = registration
    entries.withLock { $0.append(Entry(outlet: outlet)) }
  }

  static func remove(_ outlet: Outlet) {
    entries.withLock { $0.removeAll { $0.outlet == nil || $0.outlet === outlet } }
  }

  private static func all() -> [Outlet] {
    entries.withLockIfAvailable { $0.compactMap(\.outlet) } ?? []
  }
}
