import Intake
import Testing

@testable import Store

/// What is left undone until somebody asks for it makes no difference to who asks.
@Suite struct RankingOrderTests {
  @Test("the first rows asked for are the first of all rows", arguments: SortKey.allCases)
  func firstOfAll(_ key: SortKey) {
    for order in [SortOrder.ascending, .descending] {
      for limit in [1, 2, 7, 40] {
        let all = Self.rankingOfMany().rows(by: key, order).map(\.key)
        let first = Self.rankingOfMany().rows(by: key, order, limit: limit).map(\.key)
        #expect(first == Array(all.prefix(limit)))
      }
    }
  }

  @Test(
    "of equal figures, the one with more scopes comes first, by name where that is nearly the same",
    arguments: [(100, 102, ["a", "b"]), (102, 100, ["a", "b"]), (100, 120, ["b", "a"])])
  func nearlyAsMany(_ a: Int, _ b: Int, _ names: [String]) {
    var world = World()
    for (name, count) in [("a", a), ("b", b)] {
      world.take(Array(repeating: PlainScope(name: name, end: 0.5, nanoseconds: 100), count: count))
    }
    #expect(world.ranking(Query()).rows(by: .p99, .descending).map(\.key.scope) == names)
  }

  @Test(
    "as a second order a counter's mean goes in steps too, and values of a tag do not",
    arguments: [(100.0, 102.0, ["a", "b"]), (100, 120, ["b", "a"])])
  func nearlyAsMuch(_ a: Double, _ b: Double, _ names: [String]) {
    var world = World()
    for (name, mean) in [("a", a), ("b", b)] {
      world.take([
        PlainScope(
          name: name, tags: ["host": name == "a" ? "y" : "x"], end: 0.5, nanoseconds: 100,
          metrics: [.init(key: "rows", value: .counter(mean))])
      ])
    }
    let ranking = world.ranking(Query())
    ranking.show([.counter("rows"), .tag("host")], at: world.moment)
    func order(then second: ExtraColumn, _ order: SortOrder) -> [String] {
      ranking.rows(
        by: Ordering(.figure(.p99), .descending), then: Ordering(.extra(second), order)
      ).map(\.key.scope)
    }
    #expect(order(then: .counter("rows"), .descending) == names)
    #expect(order(then: .tag("host"), .ascending) == ["b", "a"])
  }

  @Test(
    "many chunks that come at once are what they are one by one, and so is what is left of them")
  func manyAtOnce() {
    var world = World()
    let oneByOne = Ranking(Query(window: .oneMinute))
    var random = Seeded(4)
    // More groups than are looked at together, and more chunks than are looked at one by one.
    for second in 0..<20 {
      world.take(
        (0..<700).map { number in
          PlainScope(
            name: "scope \(number)", end: Double(second),
            nanoseconds: .random(in: 1_000...9_000_000, using: &random),
            weight: number % 5 == 0 ? 1.5 : number % 7 == 0 ? 3 : 1)
        })
      world.advance(to: Double(second))
      oneByOne.advance(to: world.moment)
    }
    let atOnce = Ranking(Query(window: .oneMinute))
    atOnce.advance(to: world.moment)
    for now in [20.0, 66, 72] {
      world.advance(to: now)
      oneByOne.advance(to: world.moment)
      atOnce.advance(to: world.moment)
      let rows = atOnce.rows(by: .max, .descending)
      let others = oneByOne.rows(by: .max, .descending)
      #expect(rows.count == 700)
      #expect(rows.map(\.key) == others.map(\.key))
      for (row, other) in zip(rows, others) {
        #expect((row.count, row.total, row.max) == (other.count, other.total, other.max))
        #expect((row.p50, row.p90, row.p99) == (other.p50, other.p90, other.p99))
      }
    }
  }

  private static func rankingOfMany() -> Ranking {
    var world = World()
    var random = Seeded(8)
    for second in 0..<4 {
      world.take(
        (0..<600).map { _ in
          var scope = PlainScope.random(end: Double(second), &random)
          scope.name = "scope \(random.next() % 90)"
          return scope
        })
    }
    world.advance(to: 3.5)
    return world.ranking(Query(window: .tenSeconds))
  }

  @Test(
    "a longest duration that has left the window is gone from every figure",
    arguments: SortKey.allCases)
  func longestLeft(_ key: SortKey) throws {
    var world = World()
    // The least duration of its bucket: the bucket's middle is beyond it.
    let others = UInt64(1 << 23)
    world.take([PlainScope(name: "a", end: 0.5, nanoseconds: 9_000_000_000)])
    world.take(
      (0..<40).map { PlainScope(name: "a", end: 5 + Double($0) / 20, nanoseconds: others) })
    let query = Query(window: .tenSeconds)
    let ranking = Ranking(query)
    for now in [8.0, 11, 12] {
      world.advance(to: now)
      ranking.advance(to: world.moment)
      let row = try #require(ranking.rows(by: key, .descending, limit: 1).first)
      let isIn = now < 10
      #expect(row.max == (isIn ? .seconds(9) : .nanoseconds(others)))
      #expect(isIn || row.p99 == .nanoseconds(others))
    }
  }
}
