#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What doing something takes, in processor time of the thread that does it: what other programs
/// took meanwhile is left out. It is for what never waits, and there the clock on the wall says the
/// same on a machine that does nothing else.
enum Stopwatch {
  static func milliseconds(_ body: () throws -> Void) rethrows -> Double {
    let start = now
    try body()
    return now - start
  }

  static func nanoseconds(a count: Int, _ body: () throws -> Void) rethrows -> Double {
    try milliseconds(body) * 1e6 / Double(count)
  }

  /// Milliseconds.
  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }
}
