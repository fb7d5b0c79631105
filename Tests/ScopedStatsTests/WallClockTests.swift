import Testing

@testable import ScopedStats

@Suite("When a scope ended")
struct WallClockTests {
  private static let second: UInt64 = 1_000_000_000
  private static let wall: UInt64 = 1_763_800_000 * second

  @Test("times between two comparisons of the clocks are told by the one that only goes forward")
  func between() {
    var clock = WallClock()
    var comparisons = 0
    func microseconds(at nanoseconds: UInt64) -> UInt64 {
      clock.microseconds(at: nanoseconds) {
        comparisons += 1
        return (5 * Self.second, Self.wall)
      }
    }
    #expect(microseconds(at: 5 * Self.second) == Self.wall / 1_000)
    #expect(microseconds(at: 5 * Self.second + 1_500_999) == Self.wall / 1_000 + 1_500)
    // Ended on another thread before the comparison.
    #expect(microseconds(at: 5 * Self.second - 2_000) == Self.wall / 1_000 - 2)
    #expect(comparisons == 1)
  }

  @Test("a wall clock that is set is followed after ten milliseconds")
  func isSet() {
    var clock = WallClock()
    _ = clock.microseconds(at: Self.second) { (Self.second, Self.wall) }
    let later = Self.second + WallClock.comparisonNanosecondsMax
    let before = clock.microseconds(at: later) { (later, Self.wall + 3_600 * Self.second) }
    #expect(before == (Self.wall + WallClock.comparisonNanosecondsMax) / 1_000)
    let after = clock.microseconds(at: later + 1) {
      (later + 1_001, Self.wall + 3_600 * Self.second)
    }
    #expect(after == (Self.wall + 3_600 * Self.second) / 1_000 - 1)
  }
}
