import Intake
import Testing

@testable import Store

@Suite("Groups are ranked by the harm they do")
struct HarmTests {
  @Test(
    "the time above a threshold is what scopes took beyond it, weighted, and leaves with them",
    arguments: [1, 7, 20])
  func above(_ seed: UInt64) throws {
    var random = Seeded(seed)
    var world = World()
    let query = Query(window: .tenSeconds, slowAbove: .milliseconds(2))
    let ranking = Ranking(query)
    var scopes: [PlainScope] = []
    for second in 0..<40 {
      let new = (0..<30).map { _ in
        PlainScope(
          name: ["a", "b", "c"].randomElement(using: &random) ?? "a", end: Double(second) + 0.3,
          nanoseconds: UInt64.random(in: 0...6_000_000, using: &random),
          weight: Double(Int.random(in: 1...3, using: &random)))
      }
      scopes += new
      world.take(new)
      world.advance(to: Double(second) + 0.9)
      ranking.advance(to: world.moment)
    }
    for row in ranking.rows(by: .above, .descending) {
      let beyond = scopes.filter { $0.name == row.key.scope && $0.end >= 30 }.map {
        Double(max(2_000_000, $0.nanoseconds) - 2_000_000) * $0.weight
      }
      #expect(row.above == Duration(nanoseconds: beyond.reduce(0, +)))
    }
    #expect(ranking.rows(by: .above, .descending).count == 3)
  }

  @Test("change is p99 against the window before; groups without one come last, either way round")
  func change() throws {
    var world = World()
    for second in 0..<20 {
      let isLate = second >= 10
      for (name, milliseconds) in [("slower", isLate ? 30 : 10), ("faster", isLate ? 5 : 10)] {
        world.take(
          (0..<4).map { _ in
            PlainScope(
              name: name, end: Double(second) + 0.5, nanoseconds: UInt64(milliseconds) * 1_000_000)
          })
      }
      world.take([PlainScope(name: "few", end: Double(second) + 0.5)])
    }
    world.advance(to: 19.9)
    let ranking = try world.ranking(window: .tenSeconds)
    let rows = ranking.rows(by: .change, .descending)
    #expect(rows.map(\.key.scope) == ["slower", "faster", "few"])
    #expect(rows.map { $0.change.map { ($0 * 10).rounded() / 10 } } == [3, 0.5, nil])
    let turned = ranking.rows(by: .change, .ascending)
    #expect(turned.map(\.key.scope) == ["faster", "slower", "few"])
  }

  @Test("equal groups are ordered by a second column, and by name where that is equal too")
  func second() throws {
    let ranking = try World(["a": "1", "b": "3", "c": "22", "d": "3"]).ranking()
    func names(_ second: Ordering) -> [String] {
      ranking.rows(by: .errors, .descending, then: second).map(\.key.scope)
    }
    #expect(names(Ordering(.p99)) == ["b", "d", "c", "a"])
    #expect(names(Ordering(.p99, .ascending)) == ["a", "c", "b", "d"])
    #expect(ranking.rows(by: .errors, .descending).map(\.key.scope) == ["c", "a", "b", "d"])
  }

  @Test("a report sums up the time above the threshold too")
  func report() {
    var world = World()
    world.take([
      PlainScope(name: "a", nanoseconds: 700_000_000, weight: 2), PlainScope(name: "a"),
    ])
    var tabulation = Tabulation(Query(window: .everything))
    for chunk in world.moment.chunks { tabulation.take(chunk, catalog: world.moment.catalog) }
    let rows = tabulation.rows(by: .above, .descending)
    #expect(rows.map(\.row.above) == [.milliseconds(400)])
  }
}
