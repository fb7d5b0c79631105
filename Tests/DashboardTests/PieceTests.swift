import Intake
import Store
import TextUI
import Testing

@testable import Dashboard

@Suite("The pieces that screens are made of")
struct PieceTests {
  @Test(
    "a time of day is local, before 1970 and past midnight too",
    arguments: [
      (0, 0, "00:00:00.000"), (1_763_820_131_042_000, 0, "14:02:11.042"),
      (1_763_820_131_000_000, 3_600 * 10, "00:02:11.000"),
      (1_763_820_131_000_000, -3_600 * 15, "23:02:11.000"), (-1, 0, "23:59:59.999"),
    ])
  func clock(_ microseconds: Int64, _ offset: Int, _ text: String) {
    let moment = Timestamp(microseconds: microseconds)
    #expect(Show.fineClock(moment, utcOffsetSeconds: offset) == text)
  }

  @Test(
    "how far back is said in one unit",
    arguments: [
      (0, "0 s"), (119, "119 s"), (120, "2 min"), (7_199, "119 min"), (7_200, "2 h"),
      (172_800, "2 d"),
    ])
  func reach(_ seconds: Int, _ text: String) {
    #expect(Show.reach(.seconds(seconds)) == text)
  }

  @Test("what comes between two ticks far apart is spread over the seconds between them")
  func spread() throws {
    var meter = IntakeMeter(start: Timestamp(microseconds: 10_500_000))
    meter.record(weight: 1_024_000, at: Timestamp(microseconds: 15_500_000))
    #expect(meter.history == [100, 200, 200, 200, 200])
    #expect(abs(try #require(meter.ratePerSecond) - 200) < 0.001)
    meter.record(weight: 1_024_000, at: Timestamp(microseconds: 15_500_000))
    meter.record(weight: 5_120_000, at: Timestamp(microseconds: 9_915_500_000))
    #expect(meter.history.count == IntakeMeter.secondsShown)
  }

  @Test("what comes before the meter starts is no rate")
  func delay() throws {
    var meter = IntakeMeter(start: Timestamp(microseconds: 2_000_000))
    meter.record(weight: 70_000_000, at: Timestamp(microseconds: 1_500_000))
    #expect(meter.ratePerSecond == nil)
    meter.record(weight: 80_000_000, at: Timestamp(microseconds: 2_000_000))
    #expect(meter.ratePerSecond == nil)
    meter.record(weight: 80_000_000 + 1_024_000, at: Timestamp(microseconds: 4_500_000))
    #expect(abs(try #require(meter.ratePerSecond) - 400) < 0.001)
  }

  @Test("the rate goes on being right where the running total goes round")
  func roundTotal() throws {
    var meter = IntakeMeter(start: Timestamp(microseconds: 0))
    meter.record(weight: .max - 1_023, at: Timestamp(microseconds: 1_000_000))
    for second in 1..<10 as Range<Int64> {
      meter.record(
        weight: UInt64(second - 1) * 3_072,
        at: Timestamp(microseconds: (second + 1) * 1_000_000))
    }
    #expect(abs(try #require(meter.ratePerSecond) - 3) < 0.001)
  }

  @Test(
    "rows are shared among panels, a line in turn, and none is worth less than two",
    arguments: [
      ([3, 3], 20, [4, 4]), ([9, 2], 9, [6, 3]), ([9, 9], 9, [5, 4]), ([1, 9], 6, [2, 4]),
      ([9, 9], 5, []), ([], 9, []),
    ])
  func heights(_ counts: [Int], _ rows: Int, _ heights: [Int]) {
    #expect(PanelLayout<Int>.heights(counts: counts, rows: rows) == heights)
  }

  @Test("of a row too long the least needed pieces fall away, the last of equals first")
  func strip() {
    var strip = Strip()
    strip.add("name", priority: 0)
    strip.add("a", priority: 2)
    strip.add("b", priority: 2)
    strip.add("c", priority: 1)
    #expect(strip.width == 13)
    #expect(strip.fitted(to: 12).pieces.map(\.text.text) == ["name", "a", "c"])
    #expect(strip.fitted(to: 7).pieces.map(\.text.text) == ["name", "c"])
    #expect(strip.fitted(to: 1).pieces.map(\.text.text) == ["name"])
    var screen = Screen(size: Size(rows: 1, columns: 6))
    #expect(strip.draw(into: &screen, at: Point(row: 0, column: 0), width: 3) == 3)
    #expect(screen.lines == ["na…   "])
  }

  @Test("the sorted column never falls away, and the name is as wide as it can be")
  func columns() {
    for key in SortKey.allCases {
      let table = RankingTable(width: 39, sort: .figure(key))
      #expect(table.sortKeys.contains(.figure(key)))
    }
    let wide = RankingTable(width: 119, sort: .figure(.p99))
    #expect(wide.historyCells == 12)
    let keys: [SortKey] = [.scope, .rate, .count, .p50, .p90, .p99, .max, .total, .errors]
    #expect(wide.sortKeys == keys.map { .figure($0) })
    #expect(RankingTable(width: 79, sort: .figure(.p99)).historyCells == 0)
  }

  @Test("columns are found by their names, and by no others")
  func columnNames() {
    let extras: [ExtraColumn] = [.tag("host"), .counter("db.queries"), .timer("a:b")]
    for column in RankingColumn.all + extras.map({ .extra($0) }) {
      #expect(RankingColumn(name: column.name) == column)
    }
    for name in ["", "scope", "P99", "tag:", "host", ":a", "label:x"] {
      #expect(RankingColumn(name: name) == nil, "\(name)")
    }
  }

  @Test(
    "the first-run hint fits the address",
    arguments: [
      ("udp 127.0.0.1:8127", ">/dev/udp/127.0.0.1/8127"), ("udp [::1]:9", ">/dev/udp/::1/9"),
      ("udp 0.0.0.0:8127", ">/dev/udp/127.0.0.1/8127"), ("udp [::]:7", ">/dev/udp/::1/7"),
      ("unix /run/stats.sock", nil), ("", nil),
    ])
  func bashTest(_ address: String, _ target: String?) {
    #expect(Model.bashTest(address: address)?.target == target)
  }

  @Test("of a tag with many values a scope shows a few, and says how many more there are")
  func manyValues() {
    let size = Size(rows: 40, columns: 120)
    var shop = Shop(size: size)
    for index in 0..<50 {
      shop.add(
        Feed.Line(
          scope: "GET /", seconds: 0.01, end: shop.now, tags: [("user", "u\(index)")]))
    }
    shop.deliver()
    shop.tick()
    shop.press(.enter)
    #expect(shop.screen(size).lines.contains { $0.contains("user… 44 more") })
    shop.press(.backTab)
    shop.type("G")
    shop.press(.enter)
    #expect(shop.model.context == .tags)
  }
}
