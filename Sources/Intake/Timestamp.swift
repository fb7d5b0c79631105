/// A moment in Unix time, in whole microseconds.
///
/// The pure targets never ask for the time: whoever calls them says what time it is.
package struct Timestamp: Hashable, Comparable, Sendable {
  package let microseconds: Int64

  package init(microseconds: Int64) { self.microseconds = microseconds }
  package init(seconds: Double) { microseconds = Int64((seconds * 1e6).rounded()) }

  /// The end of the year 9999: what an `end` beyond it counts as.
  package static let latest = Timestamp(microseconds: 253_402_300_799_000_000)

  /// The whole second that this moment lies in, rounded down.
  package var second: Int64 { microseconds.flooredQuotient(by: 1_000_000) }

  package static func < (a: Self, b: Self) -> Bool { a.microseconds < b.microseconds }

  /// The moment this much later; earlier where the duration is negative.
  package func advanced(by duration: Duration) -> Timestamp {
    let (seconds, attoseconds) = duration.components
    return Timestamp(
      microseconds: microseconds &+ seconds &* 1_000_000 &+ attoseconds / 1_000_000_000_000)
  }

  /// How long after `earlier` this moment is; negative when it is before.
  package func since(_ earlier: Timestamp) -> Duration {
    .microseconds(microseconds &- earlier.microseconds)
  }
}

extension Int64 {
  /// Division that rounds down, so that moments before 1970 fall into the right second.
  package func flooredQuotient(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
