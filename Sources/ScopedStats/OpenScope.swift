import Synchronization

/// A scope that begins in one place and ends in another, as a tracer's spans do. It is not bound to a
/// task: what counts for it has to hold it, or run in `adopt`.
///
/// Ending it twice does nothing the second time, and one that is never ended is given back, unsent,
/// when nobody holds it any more.
package final class OpenScope: Sendable {
  private let running: RunningScope
  private let isEnded = Atomic<Bool>(false)
  private let emitter: Emitter?

  package init(_ name: String, emitter: Emitter?) {
    // A tracer says by its context what a scope is within, so one that it carries does not count.
    running = RunningScope(name, [:], within: ScopeReference.bound.get())
    self.emitter = emitter
  }

  deinit {
    if !isEnded.load(ordering: .acquiring) { running.end(nil).recording.release() }
  }

  /// What may be said of the scope while it runs.
  package var scope: Scope { Scope(reference: running.scope) }

  /// To count for the scope from code that knows nothing of it.
  package var recording: Recording { Recording(reference: running.scope) }

  /// Adds one call to a timer of the scope.
  package func add(_ duration: Duration, to timer: MetricTimer) {
    timer.add(duration, to: running.scope)
  }

  /// Ends the scope and sends it.
  package func end() {
    guard !isEnded.exchange(true, ordering: .acquiringAndReleasing) else { return }
    Emitter.emit(running.end(nil), to: emitter)
  }
}
