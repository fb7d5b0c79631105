import Intake
import Testing

@testable import Store

/// Random scopes, asked random questions while they come in, age, merge and leave: every figure is
/// held against the slow reference.
@Suite struct ExactnessTests {
  static let filters = [
    "", "service=api", "service!=api", "shard=2", "shard!=2", "!shard", "!canary", "canary=true",
    "shard~^[12]$", "shard!~2", "dur>1ms", "dur<=20us", "error", "!error", "error=Timeout",
    "error!=Timeout", "users", "scope~^(GET|POST)", "scope=job", "scope!=job,x", "id=a1", "id~b",
    "id!=b2", "!id", "db>3", "db>=2s", "cache<5", "db=2", "shard=2 db>3", "shard!=2 db>1",
    "service=api,web shard=1 error", "db>1 cache>1", "shard=1 db<1s cache>0 !canary dur>1us",
  ]

  @Test(
    "every figure is that of the slow reference, for any filter, at any age", arguments: filters)
  func anyFilter(_ text: String) throws {
    var random = Seeded(UInt64(text.count) + 7)
    for window in Window.presets {
      let groupBy = random.one(of: [[], ["service"], ["shard", "canary"]])
      let query = try Query(filter: Filter(parsing: text), groupBy: groupBy, window: window)
      check(query, &random)
    }
  }

  private func isNear(_ figure: Duration, _ exact: UInt64, isExact: Bool) -> Bool {
    if isExact { return figure == .nanoseconds(exact) }
    return abs(figure / .nanoseconds(1) - Double(exact)) <= max(0.5, Double(exact) * 0.01)
  }

  private func check(_ query: Query, _ random: inout Seeded) {
    var world = World()
    var reference = Reference(scopes: [])
    let ranking = Ranking(query)
    for step in 0..<24 {
      world.now += random.one(of: [0.1, 0.3, 1, 4])
      if step == 15 { world.now += 30 }
      let scopes = (0..<Int.random(in: 0..<25, using: &random)).map { _ in
        PlainScope.random(
          end: max(0, world.now - Double.random(in: -0.5...3, using: &random)), &random)
      }
      reference.scopes += scopes
      world.take(scopes)
      world.advance(to: world.now)
      ranking.advance(to: world.moment)
      expectSame(ranking, reference, world.now)
    }
    expectSame(world.ranking(query), reference, world.now)
  }

  private func expectSame(_ ranking: Ranking, _ reference: Reference, _ now: Double) {
    let expected = reference.rows(ranking.query, now: now)
    let rows = ranking.rows(by: .p99, .descending)
    let comment = Comment(rawValue: "\(ranking.query.filter.text) \(ranking.query.window) \(now)")
    #expect(Set(rows.map(\.key)) == Set(expected.keys), comment)
    for row in rows {
      guard let right = expected[row.key] else { continue }
      #expect(row.count == right.count, comment)
      #expect(abs(row.total / .nanoseconds(1) - right.total) <= 1, comment)
      #expect(row.max == .nanoseconds(right.max), comment)
      #expect(row.errors == right.errors, comment)
      #expect(row.isFew == (right.rows < 20), comment)
      for (figure, exact) in [(row.p50, right.p50), (row.p90, right.p90), (row.p99, right.p99)] {
        #expect(isNear(figure, exact, isExact: row.isFew), comment)
      }
    }
    let totals = ranking.totals
    #expect(totals.shown == expected.values.reduce(0) { $0 + $1.count }, comment)
    #expect(totals.groupsShown == expected.count, comment)
    let unfiltered = reference.rows(
      Query(groupBy: ranking.query.groupBy, window: ranking.query.window), now: now)
    #expect(totals.all == unfiltered.values.reduce(0) { $0 + $1.count }, comment)
    #expect(totals.groupsAll == unfiltered.count, comment)
  }
}
