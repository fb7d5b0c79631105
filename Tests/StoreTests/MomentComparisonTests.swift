import Intake
import Testing

@testable import Store

/// Marbles of the window before, then those of the window now, ten seconds each.
@Suite struct MomentComparisonTests {
  private func comparison(_ marbles: [String: String]) -> MomentComparison {
    comparison(World(marbles))
  }

  private func comparison(_ world: World, window: Window = .tenSeconds) -> MomentComparison {
    let query = Query(window: window)
    let (then, now) = (Ranking(query), Ranking(query))
    let end = Source.time(world.now.rounded(.down) - Double(window.seconds ?? 0) + 0.999_999)
    then.advance(to: world.moment.rewound(to: end, for: window))
    now.advance(to: world.moment)
    return MomentComparison(then: then, now: now)
  }

  /// A window of `count` scopes after the other, all of the same length.
  private func world(_ windows: [(count: Int, milliseconds: Double)]) -> World {
    var world = World()
    for (number, window) in windows.enumerated() {
      world.take(
        (0..<window.count).map { index in
          PlainScope(
            name: "a", end: Double(number) * 10 + 9.9 * Double(index) / Double(window.count),
            nanoseconds: UInt64(window.milliseconds * 1e6))
        })
    }
    world.advance(to: Double(windows.count) * 10 - 0.1)
    return world
  }

  private func kinds(_ comparison: MomentComparison) -> [String] {
    comparison.changes.map { change in
      switch change.kind {
      case .new: "\(change.key.scope) new"
      case .gone: "\(change.key.scope) gone"
      case .slower: "\(change.key.scope) slower"
      case .faster: "\(change.key.scope) faster"
      }
    }
  }

  @Test("what stays as it is is not listed")
  func nothing() {
    let same = comparison(["a": "aaaaaaaaaaaaaaaaaaaa", "b": "12121212121212121212"])
    #expect(same.changes.isEmpty)
    #expect(same.comparedCount == 1)
    #expect(same.fewCount == 1)
  }

  @Test("what finished in one window alone is new or gone, however few, and those of few come last")
  func newAndGone() {
    let answer = comparison([
      "few": "----------1---------", "many": "----------aaaaaaaaaa", "old": "aaaaaaaaaa----------",
      "rare": "--9-----------------", "stays": "aaaaaaaaaaaaaaaaaaaa",
    ])
    #expect(kinds(answer) == ["many new", "old gone", "rare gone", "few new"])
    #expect(answer.changes.map(\.isFew) == [false, false, true, true])
    #expect(answer.changes[0].extra == .milliseconds(200))
    #expect(answer.changes[1].extra == .milliseconds(-200))
  }

  @Test(
    "slower and faster are told from 1.5 times on, of 20 scopes in both",
    arguments: [
      (40, 10.0, 40, 16.0, "a slower"), (40, 16, 40, 10, "a faster"), (40, 10, 40, 14, nil),
      (19, 10, 40, 90, nil), (40, 10, 19, 90, nil), (20, 10, 20, 16, "a slower"),
      (40, 0, 40, 10, nil),
    ] as [(Int, Double, Int, Double, String?)])
  func thresholds(
    _ then: Int, _ before: Double, _ now: Int, _ after: Double, _ expected: String?
  ) {
    let answer = comparison(world([(then, before), (now, after)]))
    #expect(kinds(answer) == (expected.map { [$0] } ?? []))
  }

  @Test("the factor is that of the percentile that changed most, the extra time that of all scopes")
  func figures() throws {
    let change = try #require(comparison(world([(40, 10), (80, 30)])).changes.first)
    guard case .slower(let factor) = change.kind else {
      Issue.record("\(change.kind)")
      return
    }
    #expect(abs(factor - 3) < 0.05)
    #expect(change.extra == .milliseconds(1_600))
    #expect(change.then?.count == 40)
    #expect(change.now?.count == 80)
  }

  @Test(
    "a few outliers make no scope slower, a slow tail does", arguments: [(2, false), (6, true)])
  func tail(_ outliers: Int, _ isSlower: Bool) {
    var world = world([(60, 10), (60 - outliers, 10)])
    world.take(
      (0..<outliers).map { PlainScope(name: "a", end: 12 + Double($0), nanoseconds: 500_000_000) })
    #expect(kinds(comparison(world)) == (isSlower ? ["a slower"] : []))
  }

  @Test("most harm comes first: time lost, then what is gone, then time saved")
  func order() {
    var world = World()
    let plan: [(String, Double, Double)] = [
      ("bad", 10, 30), ("better", 90, 10), ("best", 300, 10), ("worse", 10, 90), ("equal", 10, 30),
    ]
    for (name, before, after) in plan {
      for (start, milliseconds) in [(0.0, before), (10.0, after)] {
        world.take(
          (0..<40).map {
            PlainScope(
              name: name, end: start + Double($0) * 0.2, nanoseconds: UInt64(milliseconds * 1e6))
          })
      }
    }
    world.advance(to: 19.9)
    #expect(
      kinds(comparison(world))
        == ["worse slower", "bad slower", "equal slower", "best faster", "better faster"])
  }

  @Test("scopes that vary as widely as they like are not called slower or faster by chance")
  func chance() {
    var random = Seeded(11)
    var claims = 0
    for _ in 0..<20 {
      var world = World()
      for group in 0..<25 {
        // Log-normal, sigma 1: the slowest in a hundred take ten times the median.
        let count = Int.random(in: 20..<400, using: &random)
        world.take(
          (0..<count * 2).map { index in
            let normal =
              1.73 * (0..<4).reduce(-2.0) { sum, _ in sum + .random(in: 0..<1, using: &random) }
            var nanoseconds = 1e7
            for _ in 0..<8 { nanoseconds *= 1 + normal / 8 + normal * normal / 128 }
            return PlainScope(
              name: "g\(group)", end: index < count ? 5 : 15,
              nanoseconds: UInt64(max(1, nanoseconds)))
          })
      }
      world.advance(to: 19.9)
      claims += comparison(world).changes.count
    }
    // Of five hundred groups.
    #expect(claims <= 5)
  }

  @Test("figures past all bounds are compared without a trap")
  func saturation() {
    var world = World()
    for end in [5.0, 15] {
      for _ in 0..<30 {
        world.take([
          PlainScope(name: "a", end: end, nanoseconds: end > 10 ? .max : 1, weight: 1e300),
          PlainScope(name: "b", end: end, nanoseconds: end > 10 ? 0 : .max, weight: 1e300),
        ])
      }
    }
    world.advance(to: 19.9)
    #expect(!comparison(world).changes.isEmpty)
  }
}
