/// The durations that terms such as `dur>50ms` leave, in nanoseconds: one comparison or two a row.
///
/// Empty when `shortest` is above `longest`, as after `dur>5ms dur<1ms`.
struct DurationRange: Hashable, Sendable {
  private(set) var shortest = UInt64.min
  private(set) var longest = UInt64.max

  static let all = DurationRange()

  @inline(__always)
  func contains(_ nanoseconds: UInt64) -> Bool {
    shortest <= nanoseconds && nanoseconds <= longest
  }

  /// Leaves out what another range leaves out.
  mutating func narrow(to other: DurationRange) {
    shortest = max(shortest, other.shortest)
    longest = min(longest, other.longest)
  }

  private init() {}

  /// What a comparison with a bound leaves; nil where that is not one range, or where a `Double`
  /// does not tell whole nanoseconds apart (from 104 days on).
  ///
  /// - Parameter isTurned: whether the comparison must not hold.
  init?(_ comparison: Comparison, _ bound: Double, isTurned: Bool) {
    guard bound.magnitude < 9_007_199_254_740_992 else { return nil }
    switch (comparison, isTurned) {
    case (.greater, false), (.lessOrEqual, true): shortest = Self.whole(bound.rounded(.down) + 1)
    case (.greaterOrEqual, false), (.less, true): shortest = Self.whole(bound.rounded(.up))
    case (.less, false), (.greaterOrEqual, true): self = .below(bound.rounded(.up))
    case (.lessOrEqual, false), (.greater, true): self = .below(bound.rounded(.down) + 1)
    case (.equal, false):
      self = .below(bound.rounded(.down) + 1)
      shortest = max(shortest, Self.whole(bound.rounded(.up)))
    case (.equal, true): return nil
    }
  }

  private static func below(_ end: Double) -> DurationRange {
    var range = all
    if end > 0 { range.longest = whole(end) - 1 } else { (range.shortest, range.longest) = (1, 0) }
    return range
  }

  private static func whole(_ nanoseconds: Double) -> UInt64 { UInt64(max(0, nanoseconds)) }
}
