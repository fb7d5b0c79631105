#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Lets threads at something in the order of their numbers, 0 first, each number once.
///
/// Who comes before its turn waits. So every number that is given out has to come.
final class Turnstile<State: ~Copyable & Sendable>: @unchecked Sendable {
  // The state is touched by one thread at a time: the one whose turn it is, with the mutex locked.
  private var state: State
  private var turn = 0
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let moved = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init(_ state: consuming State) {
    self.state = state
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(moved, nil)
  }

  deinit {
    pthread_cond_destroy(moved)
    pthread_mutex_destroy(mutex)
    moved.deallocate()
    mutex.deallocate()
  }

  /// Waits for a number's turn, lends the state, and lets the next number in.
  func pass(_ number: Int, _ body: (inout State) -> Void) {
    pthread_mutex_lock(mutex)
    while turn != number { pthread_cond_wait(moved, mutex) }
    body(&state)
    turn += 1
    pthread_cond_broadcast(moved)
    pthread_mutex_unlock(mutex)
  }

  /// Lends the state once everybody has passed.
  func afterAll<Result>(_ body: (inout State) -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body(&state)
  }
}
