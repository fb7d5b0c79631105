import Synchronization

/// How many open scopes of the process were opened within a bound recording.
private let openWithinBound = Atomic<Int>(0)

/// A scope that begins in one place and ends in another, as a tracer's spans do. It is not bound to a
/// task: what counts for it has to hold it, or run in `adopt`.
///
/// Ending it twice does nothing the second time, and one that is never ended is given back, unsent,
/// when nobody holds it any more.
package final class OpenScope: Sendable {
  let running: RunningScope
  private let isEnded = Atomic<Bool>(false)
  private let emitter: Emitter?

  package init(_ name: String, emitter: Emitter?) {
    // A tracer says by its context what a scope is within, so one that it carries does not count.
    running = RunningScope(name, [:], within: ScopeReference.bound.get())
    self.emitter = emitter
    if running.enclosing != nil { openWithinBound.add(1, ordering: .relaxed) }
  }

  deinit {
    if takeEnd() { running.end(nil).recording.release() }
  }

  /// Whether there may be a carried scope that is further in than the bound recording: one load.
  static var isAnyWithinBound: Bool { openWithinBound.load(ordering: .relaxed) != 0 }

  /// Whether it was opened where `bound` was the bound recording, and so is the inner one of the two,
  /// and has not ended.
  func isOpen(within bound: ScopeReference) -> Bool {
    running.enclosing == bound && !isEnded.load(ordering: .acquiring)
  }

  /// True for the one call that is to end it.
  private func takeEnd() -> Bool {
    guard !isEnded.exchange(true, ordering: .acquiringAndReleasing) else { return false }
    if running.enclosing != nil { openWithinBound.subtract(1, ordering: .relaxed) }
    return true
  }

  /// What may be said of the scope while it runs.
  package var scope: Scope { Scope(reference: running.scope) }

  /// Adds one call to a timer of the scope.
  package func add(_ duration: Duration, to timer: MetricTimer) {
    timer.add(duration, to: running.scope)
  }

  /// Ends the scope and sends it.
  package func end() {
    guard takeEnd() else { return }
    Emitter.emit(running.end(nil), to: emitter)
  }
}
