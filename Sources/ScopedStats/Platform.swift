#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What the library needs of the system: two clocks, the thread's number, a thread of its own, and
/// a word before the process ends.
@usableFromInline
enum Platform {
  /// Nanoseconds of a clock that only goes forward. Cost: some 25 ns.
  @usableFromInline
  static func monotonicNanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(truncatingIfNeeded: time.tv_sec) &* 1_000_000_000
      &+ UInt64(truncatingIfNeeded: time.tv_nsec)
  }

  /// Nanoseconds since 1970.
  static func wallNanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return UInt64(truncatingIfNeeded: time.tv_sec) &* 1_000_000_000
      &+ UInt64(truncatingIfNeeded: time.tv_nsec)
  }

  /// A number from 0 to 7, mostly another one for another thread.
  @inline(__always)
  static func threadShard() -> Int {
    #if canImport(Glibc)
      let bits = UInt64(pthread_self())
    #else
      let bits = UInt64(UInt(bitPattern: pthread_self()))
    #endif
    return Int(truncatingIfNeeded: ((bits >> 6) &* 0x9E37_79B9_7F4A_7C15) >> 61)
  }

  /// Lets other threads run.
  static func yield() { sched_yield() }

  /// Lets this thread rest.
  static func sleep(milliseconds: Int) { usleep(UInt32(milliseconds) * 1000) }

  /// Runs something before the process ends normally.
  static func atExit(_ body: @convention(c) () -> Void) { atexit(body) }

  /// Starts a thread that takes no signals, and that nobody waits for. False where there is none.
  static func startThread(_ body: @escaping @Sendable () -> Void) -> Bool {
    var everySignal = sigset_t()
    var signalsBefore = sigset_t()
    sigfillset(&everySignal)
    pthread_sigmask(SIG_SETMASK, &everySignal, &signalsBefore)
    defer { pthread_sigmask(SIG_SETMASK, &signalsBefore, nil) }
    let box = Unmanaged.passRetained(ThreadBody(run: body))
    #if canImport(Darwin)
      var thread: pthread_t?
      let status = pthread_create(&thread, nil, { runThread($0) }, box.toOpaque())
      if status == 0, let thread { pthread_detach(thread) }
    #else
      var thread = pthread_t()
      let status = pthread_create(&thread, nil, { runThread($0) }, box.toOpaque())
      if status == 0 { pthread_detach(thread) }
    #endif
    if status != 0 { box.release() }
    return status == 0
  }
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void
  init(run: @escaping @Sendable () -> Void) { self.run = run }
}

private func runThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let context { Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run() }
  return nil
}
