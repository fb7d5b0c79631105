import Intake
import Testing

@testable import Store

@Suite("Extra columns of a ranking")
struct ExtraTests {
  private static let columns: [ExtraColumn] = [
    .tag("host"), .counter("db.queries"), .timer("render"), .counter("absent"), .tag("absent"),
  ]

  private static func scope(_ second: Int, _ random: inout Seeded) -> PlainScope {
    var scope = PlainScope(
      name: ["a", "b", "c"].randomElement(using: &random) ?? "a", end: Double(second) + 0.3,
      weight: Double(Int.random(in: 1...3, using: &random)))
    if scope.name != "c" {
      let hosts = scope.name == "a" ? 1 : 3
      scope.tags = ["host": "web-\(Int.random(in: 1...hosts, using: &random))"]
    }
    if scope.name != "b" {
      scope.metrics = [
        .init(key: "db.queries", tags: ["shard": "1"], value: .counter(Double(second))),
        .init(key: "db.queries", tags: ["shard": "2"], value: .counter(2)),
        .init(key: "render", value: .timer(count: 3, nanoseconds: UInt64(second) * 1_000)),
      ]
    }
    return scope
  }

  @Test(
    "a tag's value where all scopes have the same, a metric's weighted mean; both leave with them",
    arguments: [3, 11])
  func figures(_ seed: UInt64) throws {
    var random = Seeded(seed)
    var world = World()
    let ranking = Ranking(Query(window: .tenSeconds), extras: Self.columns)
    var scopes: [PlainScope] = []
    for second in 0..<60 {
      let new = (0..<20).map { _ in Self.scope(second, &random) }
      scopes += new
      world.take(new)
      world.advance(to: Double(second) + 0.9)
      ranking.advance(to: world.moment)
    }
    let asked = Ranking(Query(window: .tenSeconds))
    asked.advance(to: world.moment)
    asked.show(Self.columns, at: world.moment)
    let inside = scopes.filter { $0.end >= 50 }
    let rows = ranking.rows(by: .scope, .ascending)
    #expect(rows.map(\.extras) == asked.rows(by: .scope, .ascending).map(\.extras))
    #expect(rows.map { $0.extras[0] } == [.value("web-1"), .values(3), nil])
    for row in rows {
      let mine = inside.filter { $0.name == row.key.scope }
      let queries = mine.reduce(0) { $0 + ($1.end - 0.3 + 2) * $1.weight } / row.count
      let render = mine.reduce(0) { $0 + ($1.end - 0.3) * 1_000 * $1.weight } / row.count
      let isCounting = row.key.scope != "b"
      guard isCounting else {
        #expect(Array(row.extras[1...2]) == [nil, nil])
        continue
      }
      guard case .amount(let amount)? = row.extras[1], case .time(let time)? = row.extras[2] else {
        Issue.record("\(row.key) has no figures")
        return
      }
      #expect(abs(amount - queries) < 1e-6)
      #expect(abs(time / .nanoseconds(1) - render) <= 1)
    }
    #expect(rows.allSatisfy { $0.extras[3] == nil && $0.extras[4] == nil })
  }

  @Test("a ranking is ordered by any of them; groups without come last, either way round")
  func order() {
    var world = World()
    func scope(_ name: String, _ host: String?, _ queries: Double?) -> PlainScope {
      PlainScope(
        name: name, tags: host.map { ["host": $0] } ?? [:],
        metrics: queries.map { [.init(key: "q", value: .counter($0))] } ?? [])
    }
    world.take([
      scope("a", "z", 1), scope("b", "y", 5), scope("c", nil, nil), scope("d", "x", 3),
      scope("d", "y", 3),
    ])
    let ranking = Ranking(Query(), extras: [.tag("host"), .counter("q")])
    ranking.advance(to: world.moment)
    func names(_ column: ExtraColumn, _ order: SortOrder) -> [String] {
      ranking.rows(by: Ordering(.extra(column), order)).map(\.key.scope)
    }
    #expect(names(.tag("host"), .ascending) == ["b", "a", "d", "c"])
    #expect(names(.tag("host"), .descending) == ["d", "a", "b", "c"])
    #expect(names(.counter("q"), .descending) == ["b", "d", "a", "c"])
    #expect(names(.counter("q"), .ascending) == ["a", "d", "b", "c"])
    #expect(names(.counter("unheard"), .ascending) == ["d", "a", "b", "c"])
  }

  @Test("a metric's column counts what the filter's tags leave")
  func filtered() throws {
    var world = World()
    world.take([
      PlainScope(
        name: "a",
        metrics: [
          .init(key: "q", tags: ["shard": "1"], value: .counter(10)),
          .init(key: "q", tags: ["shard": "2"], value: .counter(3)),
        ])
    ])
    let query = Query(filter: try Filter(parsing: "shard=2"))
    let ranking = Ranking(query, extras: [.counter("q")])
    ranking.advance(to: world.moment)
    #expect(ranking.rows(by: .scope, .ascending).map(\.extras) == [[.amount(3)]])
  }

  @Test("a tag of metrics has a column too: its values in all metrics that the filter leaves")
  func tagOfMetrics() throws {
    var world = World()
    func scope(_ name: String, _ second: Double, _ shards: [String], own: String? = nil)
      -> PlainScope
    {
      PlainScope(
        name: name, tags: own.map { ["zone": $0] } ?? [:], end: second,
        metrics: shards.map {
          .init(key: "q", tags: ["shard": $0, "zone": "z" + $0], value: .counter(1))
        })
    }
    let columns: [ExtraColumn] = [.tag("shard"), .tag("zone")]
    let ranking = Ranking(Query(window: .tenSeconds), extras: columns)
    func expect(_ extras: [[ExtraFigure?]], at second: Double) {
      world.advance(to: second)
      ranking.advance(to: world.moment)
      #expect(ranking.rows(by: .scope, .ascending).map(\.extras) == extras)
    }
    // Before any metric has the tags; to lack it counts as a value.
    world.take([PlainScope(name: "a", end: 1), PlainScope(name: "b", end: 1)])
    expect([[nil, nil], [nil, nil]], at: 2)
    world.take([scope("a", 5, ["1", "2"]), scope("b", 5, ["2"])])
    expect([[.values(3), .values(3)], [.values(2), .values(2)]], at: 6)
    // What other scopes bear changes nothing.
    world.take([scope("c", 8, [], own: "z9"), scope("d", 8, ["4"])])
    expect(
      [
        [.values(3), .values(3)], [.values(2), .values(2)], [nil, .value("z9")],
        [.value("4"), .value("z4")],
      ], at: 9)
    let filtered = Ranking(
      Query(filter: try Filter(parsing: "shard=2"), window: .tenSeconds), extras: columns)
    filtered.advance(to: world.moment)
    #expect(filtered.rows(by: .scope, .ascending).map(\.extras)[0][0] == .value("2"))
    // All leave with their chunks.
    world.take([scope("a", 17, ["3"], own: "z3")])
    expect(
      [[.value("3"), .value("z3")], [nil, .value("z9")], [.value("4"), .value("z4")]], at: 17.5)
  }

  @Test("what columns there can be is all that scopes were seen with")
  func offered() {
    var world = World()
    world.take([
      PlainScope(
        name: "a", tags: ["host": "1", "app": "x"],
        metrics: [
          .init(key: "q", tags: ["shard": "1"], value: .counter(10)),
          .init(key: "t", value: .timer(count: 1, nanoseconds: 1)),
        ])
    ])
    let columns = world.moment.catalog.extraColumns
    #expect(
      columns.filter { $0.key != "…other" } == [
        .tag("app"), .tag("host"), .tag("shard"), .counter("q"), .timer("t"),
      ])
  }
}
