import Testing

@testable import TextUI

@Suite("Figures")
struct FigureTests {
  @Test(
    "a duration has three significant digits and its unit",
    arguments: [
      (0, "0 ns"), (12, "12 ns"), (999, "999 ns"), (1_000, "1.00 µs"), (9_994, "9.99 µs"),
      (9_995, "10.0 µs"), (980_000, "980 µs"), (999_499, "999 µs"), (999_500, "1.00 ms"),
      (41_200_000, "41.2 ms"), (99_949_999, "99.9 ms"), (99_950_000, "100 ms"),
      (180_000_000, "180 ms"), (2_310_000_000, "2.31 s"), (59_949_999_999, "59.9 s"),
      (59_950_000_000, "1m 00s"), (252_000_000_000, "4m 12s"), (3_599_499_999_999, "59m 59s"),
      (3_599_500_000_000, "1h 00m"), (3_900_000_000_000, "1h 05m"), (86_400_000_000_000, "1d 00h"),
      (273_600_000_000_000, "3d 04h"), (8_636_000_000_000_000, "99d 23h"),
      (UInt64.max, "213504d"),
    ])
  func durations(nanoseconds: UInt64, expected: String) {
    #expect(Figure.duration(nanoseconds: nanoseconds).text == expected)
  }

  @Test(
    "seconds and durations are shown as their nanoseconds are",
    arguments: [
      (0.0412, "41.2 ms"), (-0.26, "-260 ms"), (1e300, "213504d"), (.nan, "–"),
      (.infinity, "–"),
    ])
  func seconds(seconds: Double, expected: String) {
    #expect(Figure.duration(seconds: seconds).text == expected)
  }

  @Test("a duration keeps its sign and saturates")
  func durationType() {
    #expect(Figure.duration(.milliseconds(41.2)).text == "41.2 ms")
    #expect(Figure.duration(.milliseconds(-5)).text == "-5.00 ms")
    #expect(Figure.duration(.seconds(Int64.max)).text == "213504d")
    #expect(Figure.duration(.zero).text == "0 ns")
  }

  @Test("padded durations line up on their unit")
  func padding() {
    let column = [UInt64(41_200_000), 180_000_000, 2_310_000_000].map(Figure.duration(nanoseconds:))
    #expect(column.map(\.padded) == ["41.2 ms", "180 ms", "2.31 s "])
    #expect(Figure.noDuration.padded == "–   ")
    #expect(Figure.duration(nanoseconds: 252_000_000_000).padded == "4m 12s")
    #expect(Figure.bytes(12).padded == "12 B  ")
  }

  @Test(
    "a count is grouped by thousands",
    arguments: [
      (0, "0"), (999, "999"), (6126, "6,126"), (1e6, "1,000,000"), (2.5, "3"), (-12.4, "-12"),
      (999_999_999_999_999, "999,999,999,999,999"), (1.25e15, "1.3P"), (1e22, "10000E"),
      (1e60, "∞"), (.nan, "–"),
    ])
  func counts(value: Double, expected: String) {
    #expect(Figure.count(value).text == expected)
  }

  @Test("the largest count is shown whole")
  func largestCount() {
    #expect(Figure.count(UInt64.max).text == "18,446,744,073,709,551,615")
  }

  @Test(
    "a rate keeps two or three digits",
    arguments: [
      (0, "0/s"), (0.04, "<0.1/s"), (0.05, "0.1/s"), (0.1, "0.1/s"), (9.94, "9.9/s"),
      (9.95, "10/s"), (102, "102/s"), (999.4, "999/s"), (999.5, "1.0k/s"), (1_200, "1.2k/s"),
      (12_400, "12.4k/s"), (102_400, "102k/s"), (3.1e6, "3.1M/s"), (-1, "–"), (.infinity, "–"),
    ])
  func rates(value: Double, expected: String) {
    #expect(Figure.rate(perSecond: value).text == expected)
  }

  @Test(
    "only nothing is 0% and only all is 100%",
    arguments: [
      (0, "0%"), (0.001, "<1%"), (0.005, "1%"), (0.31, "31%"), (0.994, "99%"), (0.996, ">99%"),
      (1, "100%"), (1.5, "150%"), (-0.2, "-20%"), (.nan, "–"),
    ])
  func shares(value: Double, expected: String) {
    #expect(Figure.share(value).text == expected)
  }

  @Test(
    "a factor keeps two digits",
    arguments: [(15, "15×"), (2.34, "2.3×"), (0.01, "<0.1×"), (0, "0.0×"), (1234, "1.2k×")])
  func factors(value: Double, expected: String) {
    #expect(Figure.factor(value).text == expected)
  }

  @Test(
    "an amount has one decimal while it is small",
    arguments: [
      (0, "0"), (0.01, "<0.1"), (-0.01, ">-0.1"), (0.2, "0.2"), (3.14, "3.1"), (48, "48.0"),
      (99.95, "100"), (1204, "1,204"), (3.14e6, "3.1M"),
    ])
  func amounts(value: Double, expected: String) {
    #expect(Figure.amount(value).text == expected)
  }

  @Test(
    "memory is shown in units of 1,024",
    arguments: [
      (0, "0 B"), (512, "512 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (39_845_888, "38 MiB"),
      (256 << 20, "256 MiB"), (1_610_612_736, "1.5 GiB"), ((1 << 30) - 1, "1.0 GiB"),
    ])
  func bytes(value: Int, expected: String) {
    #expect(Figure.bytes(value).text == expected)
  }

  @Test("no duration below 99 days takes more than seven cells")
  func widths() {
    var nanoseconds: UInt64 = 1
    while nanoseconds < 99 * 86_400_000_000_000 {
      #expect(TextWidth.of(Figure.duration(nanoseconds: nanoseconds).padded) <= 7)
      nanoseconds += max(1, nanoseconds / 97)
    }
  }

  @Test(
    "a count in a column stays short: whole up to a million, then rounded",
    arguments: [(0.0, "0"), (6_126, "6,126"), (999_999, "999,999"), (2_269_089, "2.3M")])
  func shortCounts(value: Double, expected: String) {
    #expect(Figure.shortCount(value).text == expected)
  }
}
