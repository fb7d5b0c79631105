/// Tells when something happened that was timed by the clock that only goes forward, so that a scope's
/// end, which is read from that one, need not be read from the other too.
struct WallClock {
  /// For how long a comparison of the two clocks holds: the wall clock may be set, and goes on while
  /// the machine sleeps.
  static let comparisonNanosecondsMax: UInt64 = 10_000_000

  private var monotonicNanoseconds: UInt64 = 0
  private var wallNanoseconds: UInt64 = 0

  /// Microseconds since 1970.
  ///
  /// - Parameters:
  ///   - nanoseconds: by the clock that only goes forward.
  ///   - clocks: reads the two clocks, in nanoseconds.
  @inline(__always)
  mutating func microseconds(
    at nanoseconds: UInt64,
    _ clocks: () -> (monotonic: UInt64, wall: UInt64) = {
      (Platform.monotonicNanoseconds(), Platform.wallNanoseconds())
    }
  ) -> UInt64 {
    var since = Int64(bitPattern: nanoseconds &- monotonicNanoseconds)
    if since.magnitude > Self.comparisonNanosecondsMax {
      (monotonicNanoseconds, wallNanoseconds) = clocks()
      since = Int64(bitPattern: nanoseconds &- monotonicNanoseconds)
    }
    return (wallNanoseconds &+ UInt64(bitPattern: since)) / 1_000
  }
}
