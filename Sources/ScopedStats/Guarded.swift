import Synchronization

/// A mutex with what it guards.
///
/// Thread Sanitizer does not see what orders a `Mutex` on Linux, for the standard library is not
/// built with it, and reports a race wherever one is used. So the order is said once more, by a store
/// and a load of a number that nobody reads: that is two plain moves on x86.
package struct Guarded<State: ~Copyable & Sendable>: ~Copyable, Sendable {
  @usableFromInline let mutex: Mutex<State>
  @usableFromInline let turn = Atomic<Int>(0)

  @inlinable
  package init(_ state: consuming sending State) { mutex = Mutex(state) }

  /// Waits for the lock, and lends what it guards.
  @inlinable
  package func withLock<Result: Sendable>(_ body: (inout State) -> Result) -> Result {
    mutex.withLock { state in
      _ = turn.load(ordering: .acquiring)
      defer { turn.store(0, ordering: .releasing) }
      return body(&state)
    }
  }

  /// Lends what it guards; nil where somebody else has the lock.
  @inlinable
  package func withLockIfAvailable<Result: Sendable>(_ body: (inout State) -> Result) -> Result? {
    mutex.withLockIfAvailable { state in
      _ = turn.load(ordering: .acquiring)
      defer { turn.store(0, ordering: .releasing) }
      return body(&state)
    }
  }
}
