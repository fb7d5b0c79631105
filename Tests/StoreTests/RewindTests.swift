import Intake
import Testing

@testable import Store

/// A moment that is stepped back to is held against what was seen at that time.
@Suite struct RewindTests {
  /// What a screen shows of a ranking.
  private struct Seen: Equatable {
    var count: Double
    var percentiles: [Duration]
    var max: Duration
    var total: Duration
    var errors: Double
    var mark: RankingRow.Mark?
    var history: [Duration?]
  }

  private func seen(_ query: Query, at moment: Moment) -> [GroupKey: Seen] {
    let ranking = Ranking(query)
    ranking.advance(to: moment)
    let rows = ranking.rows(by: .scope, .ascending).map { row in
      (
        row.key,
        Seen(
          count: row.count, percentiles: [row.p50, row.p90, row.p99], max: row.max,
          total: row.total, errors: row.errors, mark: row.mark,
          history: ranking.history(of: row.key, cells: 12))
      )
    }
    return Dictionary(uniqueKeysWithValues: rows)
  }

  @Test(
    "however old it is, a moment has the figures, marks and sparklines that it had then",
    arguments: ["10s", "7s", "1m", "90s", "all"])
  func asItWas(_ text: String) throws {
    let window = try #require(Window(text: text))
    let query = try Query(filter: Filter(parsing: "dur>10us"), window: window)
    var random = Seeded(UInt64(text.utf8.count) + 3)
    var world = World()
    var then: [(moment: Moment, seen: [GroupKey: Seen])] = []
    for second in 0..<260 {
      let scopes = (0..<Int.random(in: 0..<9, using: &random)).map { _ in
        PlainScope.random(end: Double(second) + .random(in: 0..<1, using: &random), &random)
      }
      world.take(scopes)
      world.advance(to: Double(second) + 0.999_999)
      if second % 37 == 11 { then.append((world.moment, seen(query, at: world.moment))) }
    }
    // By now all of it lies in chunks of 5 seconds, then in chunks of 60.
    for later in [420.0, 1_700] {
      world.advance(to: later)
      for past in then {
        let rewound = world.moment.rewound(to: past.moment.now, for: window)
        let isSame = seen(query, at: rewound) == past.seen
        #expect(isSame || window == .everything)
        guard window == .everything else { continue }
        // The cells of everything held are aligned alike, but a chunk that is cut begins later.
        #expect(seen(query, at: rewound).mapValues(\.count) == past.seen.mapValues(\.count))
      }
    }
  }

  @Test("of chunks that are cut no row is lost, and all others are shared")
  func sharesChunks() {
    var world = World()
    for second in 0..<900 {
      world.take([PlainScope(name: "a", end: Double(second) + 0.5, weight: 2, error: "E", id: "x")])
      world.advance(to: Double(second) + 0.9)
    }
    let held = Set(world.moment.chunks.map(\.id))
    let rewound = world.moment.rewound(to: Source.time(503.2), for: Window(seconds: 33))
    #expect(rewound.chunks.reduce(0) { $0 + $1.count } == 504)
    #expect(rewound.chunks.filter { !held.contains($0.id) }.count <= 5)
    let starts = rewound.chunks.map(\.earliest)
    #expect(starts == starts.sorted())
    #expect(rewound.chunks.allSatisfy { $0.latest <= Source.time(504) })
  }

  @Test("the answers of a ranking that is stepped through the past are those of a fresh one")
  func steps() {
    var world = World()
    var random = Seeded(5)
    for second in 0..<300 {
      world.take((0..<5).map { _ in PlainScope.random(end: Double(second) + 0.5, &random) })
      world.advance(to: Double(second) + 0.9)
    }
    let query = Query(groupBy: ["service"], window: .tenSeconds)
    let ranking = Ranking(query)
    for second in [299, 298, 290, 120, 121, 60, 0, 150, 299] {
      let moment = world.moment.rewound(to: Source.time(Double(second) + 0.95), for: query.window)
      ranking.advance(to: moment)
      #expect(ranking.counts == world.counts(query, at: moment))
    }
  }
}

extension World {
  fileprivate func counts(_ query: Query, at moment: Moment) -> [String: Double] {
    let ranking = Ranking(query)
    ranking.advance(to: moment)
    return ranking.counts
  }
}
