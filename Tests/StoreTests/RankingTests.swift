import Intake
import Testing

@testable import Store

@Suite struct RankingTests {
  @Test("rows come in the order asked for, equal ones by count and name, cut at the limit")
  func order() throws {
    let ranking = try World(["a": "1", "b": "3", "c": "EE", "d": "3"]).ranking()
    func names(_ key: SortKey, _ order: SortOrder, limit: Int? = nil) -> [String] {
      ranking.rows(by: key, order, limit: limit).map(\.key.scope)
    }
    #expect(names(.p99, .descending) == ["b", "d", "c", "a"])
    #expect(names(.p99, .ascending) == ["c", "a", "b", "d"])
    #expect(names(.count, .descending, limit: 2) == ["c", "a"])
    #expect(names(.errors, .descending) == ["c", "a", "b", "d"])
    #expect(names(.scope, .descending) == ["d", "c", "b", "a"])
    #expect(names(.scope, .ascending, limit: 0) == [])
  }

  @Test("every sort key orders by the figure it names", arguments: SortKey.allCases)
  func sortKeys(_ key: SortKey) throws {
    var world = World()
    var random = Seeded(8)
    world.take((0..<300).map { _ in .random(end: 0.5, &random) })
    let ranking = try world.ranking(groupBy: ["service", "shard"])
    let rows = ranking.rows(by: key, .ascending)
    let figures: [Double] = rows.map { row in
      switch key {
      case .scope: 0
      case .rate, .count: row.count
      case .p50: row.p50 / .seconds(1)
      case .p90: row.p90 / .seconds(1)
      case .p99: row.p99 / .seconds(1)
      case .max: row.max / .seconds(1)
      case .mean: row.mean / .seconds(1)
      case .total: row.total / .seconds(1)
      case .above: row.above / .seconds(1)
      // Without a window before, no group has one.
      case .change: row.change ?? 0
      case .errors: row.errors
      }
    }
    #expect(figures == figures.sorted())
    #expect(rows.count > 10)
  }

  @Test("groups are a name with the values of the tags on the scope; metrics' tags make no group")
  func groupBy() throws {
    var world = World()
    world.take([
      PlainScope(name: "a", tags: ["host": "1", "zone": "x"]),
      PlainScope(name: "a", tags: ["host": "1", "zone": "y"]),
      PlainScope(name: "a", tags: ["host": "2"]),
      PlainScope(
        name: "a", metrics: [.init(key: "k", tags: ["host": "3"], value: .counter(1))]),
    ])
    #expect(try world.ranking().counts == ["a": 4])
    #expect(try world.ranking(groupBy: ["host"]).counts == ["a|1": 2, "a|2": 1, "a|–": 1])
    #expect(
      try world.ranking(groupBy: ["zone", "host"]).counts
        == ["a|x|1": 1, "a|y|1": 1, "a|–|2": 1, "a|–|–": 1])
  }

  @Test("a weight counts in counts, errors, sums and percentiles")
  func weights() throws {
    var world = World()
    world.take([
      PlainScope(name: "a", nanoseconds: 100, weight: 97, error: "E"),
      PlainScope(name: "a", nanoseconds: 900, weight: 3),
    ])
    let row = try #require(try world.ranking().rows(by: .p99, .descending).first)
    #expect(row.count == 100)
    #expect(row.errors == 97)
    #expect(row.total == .nanoseconds(97 * 100 + 3 * 900))
    #expect(row.p90 == .nanoseconds(100))
    #expect(row.p99 == .nanoseconds(900))
    #expect(row.isFew)
  }

  @Test("twenty scopes are no longer few")
  func few() throws {
    for count in [19, 20] {
      var world = World()
      world.take((0..<count).map { _ in PlainScope(name: "a") })
      #expect(try world.ranking().rows(by: .p99, .descending)[0].isFew == (count == 19))
    }
  }

  @Test("shares are of the time of all groups shown, and totals know what a filter hides")
  func shares() throws {
    let world = World(["a": "3", "b": "1", "c": "6"])
    let ranking = try world.ranking("scope!=c")
    #expect(ranking.rows(by: .total, .descending).map(\.share) == [0.75, 0.25])
    #expect(ranking.totals.shown == 2)
    #expect(ranking.totals.all == 3)
    #expect(ranking.totals.groupsShown == 2)
    #expect(ranking.totals.groupsAll == 3)
  }

  @Test("a group first seen in the window is new, unless nothing older is held")
  func new() {
    var world = World(["old": "1111111111"])
    let ranking = Ranking(Query(window: .tenSeconds))
    func marks() -> [RankingRow.Mark?] {
      ranking.advance(to: world.moment)
      return ranking.rows(by: .scope, .ascending).map(\.mark)
    }
    #expect(marks() == [nil])
    world.play(["old": "11", "fresh": "-1"])
    #expect(marks() == [.new, nil])
    world.play(["old": "1111111111", "fresh": "1111111111"])
    #expect(marks() == [nil, nil])
  }

  @Test("a group that comes back after the window before is not new")
  func comesBack() throws {
    let world = World([
      "a": "1---------------------------------------1", "b": String(repeating: "1", count: 41),
    ])
    let rows = try world.ranking(window: .tenSeconds).rows(by: .scope, .ascending)
    #expect(rows.map(\.mark) == [nil, nil])
  }

  @Test(
    "a group is slower when its p99 is twice that of the window before, both of 20 scopes",
    arguments: [
      ("aaaaaaaaaa", "2222222222", RankingRow.Mark?.none),
      ("aaaaaaaaaa", "aaaaaaaaa9", nil), ("1a1a1a1a1a", "aaaaaaaaa9", nil),
    ])
  func notSlower(_ before: String, _ now: String, _ mark: RankingRow.Mark?) throws {
    let world = World(["a": before + now])
    #expect(try world.ranking(window: .tenSeconds).rows(by: .p99, .descending)[0].mark == mark)
  }

  @Test("twice as slow as the window before is marked, less is not", arguments: [19, 21])
  func slower(_ milliseconds: UInt64) throws {
    var world = World()
    for second in 0..<20 {
      world.take(
        (0..<4).map { _ in
          PlainScope(
            name: "a", end: Double(second) + 0.5,
            nanoseconds: second < 10 ? 10_000_000 : milliseconds * 1_000_000)
        })
    }
    world.advance(to: 19.9)
    let mark = try world.ranking(window: .tenSeconds).rows(by: .p99, .descending)[0].mark
    #expect(mark == (milliseconds > 20 ? .slower : nil))
  }

  /// All scopes are in one bucket, in which p99 is bounded by the longest of them: 100 ms and less than
  /// one more.
  @Test("the change is that of an answer made anew, whichever of the longest scopes leave")
  func changeKeptUp() throws {
    var world = World()
    var random = Seeded(5)
    let kept = Ranking(Query(window: .tenSeconds))
    for second in 0..<60 {
      world.take(
        (0..<8).map { number in
          PlainScope(
            name: "a", end: Double(second) + Double(number) / 10,
            nanoseconds: .random(in: 100_000_000...100_900_000, using: &random))
        })
      world.advance(to: Double(second) + 0.9)
      kept.advance(to: world.moment)
      let fresh = Ranking(Query(window: .tenSeconds))
      fresh.advance(to: world.moment)
      let row = kept.rows(by: .p99, .descending)[0]
      #expect(row.change == fresh.rows(by: .p99, .descending)[0].change, "second \(second)")
      #expect((row.change != nil) == (second >= 14))
    }
  }

  @Test("figures past all bounds saturate: nothing traps, and the order stays")
  func saturation() throws {
    var world = World()
    world.take([
      PlainScope(
        name: "a", nanoseconds: .max, weight: 1e300,
        metrics: [
          .init(key: "t", value: .timer(count: .max, nanoseconds: .max, max: .max)),
          .init(key: "t", value: .timer(count: .max, nanoseconds: .max, max: .max)),
          .init(key: "c", value: .counter(1e308)), .init(key: "c", value: .counter(1e308)),
        ]),
      PlainScope(name: "b", nanoseconds: 0),
    ])
    for _ in 0..<30 { world.take([PlainScope(name: "a", nanoseconds: .max, weight: 1e308)]) }
    let ranking = Ranking(Query(window: .tenSeconds))
    ranking.advance(to: world.moment)
    #expect(ranking.rows(by: .mean, .descending).map(\.key.scope) == ["a", "b"])
    let profile = Profile(of: GroupKey(scope: "a"), in: Query(window: .tenSeconds))
    profile.advance(to: world.moment)
    #expect(profile.timers.count == 1)
    #expect(profile.slowest(100).count == 31)
    #expect(!profile.slowest(100).map(\.wireJSON).contains { $0.contains("nan") })
    world.take([PlainScope(name: "a", end: 11)])
    world.advance(to: 11.5)
    ranking.advance(to: world.moment)
    profile.advance(to: world.moment)
    #expect(ranking.counts == ["a": 1])
    #expect(profile.figures?.total == .milliseconds(1))
  }

  @Test("with nothing held there is nothing to show")
  func empty() throws {
    let ranking = try World().ranking("service=api")
    #expect(ranking.totals == RankingTotals())
    #expect(ranking.rows(by: .p99, .descending).isEmpty)
    #expect(ranking.history(of: GroupKey(scope: "a"), cells: 2) == [nil, nil])
  }
}
