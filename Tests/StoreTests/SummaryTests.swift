import Intake
import Testing

@testable import Store

private func isNear(_ value: Double, _ expected: Double, within part: Double) -> Bool {
  abs(value - expected) <= part * expected + 1e-9
}

@Suite("What is too old to be held whole is summed up") struct SummaryTests {
  private static let run = LongRun(seconds: 400, perSecond: 100)

  @Test(
    "counts, errors, sums and maxima are those of all scopes ever taken, percentiles within 1 %",
    arguments: ["", "service=api", "pay", "error", "error=A service=web", "service!=api !error"])
  func figures(_ filter: String) throws {
    let run = Self.run
    let moment = run.world.moment
    #expect(moment.earliest == run.taken.map { Source.time($0.end) }.min())
    #expect(run.exactScopes.count < run.taken.count / 3)
    let query = Query(
      filter: try Filter(parsing: filter), groupBy: ["service"], window: .everything)
    let ranking = run.world.ranking(query)
    let expected = run.reference.rows(query, now: run.world.now)
    #expect(!expected.isEmpty && ranking.rows(by: .p99, .descending).count == expected.count)
    for row in ranking.rows(by: .p99, .descending) {
      let known = try #require(expected[row.key])
      #expect(abs(row.count - known.count) < 1e-6)
      #expect(abs(row.errors - known.errors) < 1e-6)
      #expect(isNear(row.total / .nanoseconds(1), known.total, within: 1e-6))
      for (quantile, exact) in [(row.p50, known.p50), (row.p90, known.p90), (row.p99, known.p99)] {
        #expect(isNear(quantile / .nanoseconds(1), Double(exact), within: 0.01))
      }
      if filter.contains("error") {
        #expect(isNear(row.max / .nanoseconds(1), Double(known.max), within: 0.01))
      } else {
        #expect(row.max == .nanoseconds(known.max))
      }
    }
  }

  @Test("a filter by duration is off by no more than the scopes within 0.8 % of it")
  func durations() throws {
    let query = Query(filter: try Filter(parsing: "dur>3ms"), window: .everything)
    let shown = Self.run.world.ranking(query).totals.shown
    func weight(from nanoseconds: Double) -> Double {
      Self.run.taken.filter { Double($0.nanoseconds) > nanoseconds }.reduce(0) { $0 + $1.weight }
    }
    #expect(
      shown <= weight(from: 3e6 * (1 - 1 / 127)) && shown >= weight(from: 3e6 * (1 + 1 / 127)))
  }

  @Test("the slowest scopes are opened whole, however long ago they finished")
  func slowest() throws {
    let run = Self.run
    let profile = Profile(of: GroupKey(scope: "job"), in: Query(window: .everything))
    profile.advance(to: run.world.moment)
    let slowest = run.taken.filter { $0.name == "job" }.max { $0.nanoseconds < $1.nanoseconds }
    let instance = try #require(profile.slowest(1).first)
    #expect(instance.id == slowest?.id)
    #expect(
      instance.counters.map(\.name.key) == ["db"] && instance.timers.map(\.name.key) == ["wait"])
    let old = profile.slowest(100).filter { $0.end < run.world.moment.exactSince ?? $0.end }
    #expect(old.count > 10)
    let byID = Dictionary(uniqueKeysWithValues: run.taken.map { ($0.id, $0) })
    for instance in old {
      let scope = try #require(byID[instance.id ?? ""])
      #expect(instance.duration == .nanoseconds(scope.nanoseconds))
      #expect(instance.tags.map(\.value) == [scope.tags["service"]])
      #expect(instance.error == scope.error && instance.weight == scope.weight)
    }
  }

  @Test(
    "a term about metrics, or about a tag of theirs, is answered from exact scopes alone",
    arguments: ["db>4", "wait>1ms", "shard=2", "shard!=2", "db>4 service=api"])
  func metricTerms(_ filter: String) throws {
    let run = Self.run
    let query = Query(filter: try Filter(parsing: filter), window: .everything)
    let ranking = run.world.ranking(query)
    let exact = Reference(scopes: run.exactScopes).rows(query, now: run.world.now)
    for row in ranking.rows(by: .p99, .descending) {
      #expect(
        row.count == exact[row.key]?.count && row.max == exact[row.key].map { .nanoseconds($0.max) }
      )
    }
    #expect(ranking.precision == .exact)
    let span = try #require(run.world.moment.exactSince.map { run.world.moment.now.since($0) })
    #expect(abs((ranking.totals.span - span) / .seconds(1)) < 1)
    #expect(ranking.rows(by: .p99, .descending).count == 3)
  }

  @Test("an id is looked for among all scopes that are held whole, the slowest of old ones too")
  func ids() throws {
    let slowest = try #require(
      Self.run.taken.dropLast(10_000).max { $0.nanoseconds < $1.nanoseconds })
    for (filter, count) in [("id=\(slowest.id)", slowest.weight), ("!id", 0)] {
      let query = Query(filter: try Filter(parsing: filter), window: .everything)
      #expect(Self.run.world.ranking(query).totals.shown == count)
    }
  }

  @Test("timers, counters, tags of metrics and columns of them are those of exact scopes")
  func metrics() throws {
    let run = Self.run
    let scopes = run.exactScopes.filter { $0.name == "job" }
    func mean(_ value: (PlainScope.Metric.Value) -> Double?) -> Double {
      let sum = scopes.reduce(0) { sum, scope in
        sum + scope.weight * scope.metrics.compactMap { value($0.value) }.reduce(0, +)
      }
      return sum / scopes.reduce(0) { $0 + $1.weight }
    }
    let counted = mean { if case .counter(let value) = $0 { value } else { nil } }
    let query = Query(window: .everything)
    let profile = Profile(of: GroupKey(scope: "job"), in: query)
    profile.advance(to: run.world.moment)
    #expect(isNear(profile.counters[0].perScope, counted, within: 1e-9))
    let ranking = Ranking(query, extras: [.counter("db")])
    ranking.advance(to: run.world.moment)
    let row = try #require(ranking.row(of: GroupKey(scope: "job")))
    guard case .amount(let amount)?? = row.extras.first else {
      Issue.record("no figure of the counter")
      return
    }
    #expect(isNear(amount, counted, within: 1e-9))
    let facets = FacetIndex(query)
    while facets.advance(to: run.world.moment, rowLimit: 100_000) < 1 {}
    let shards = try #require(facets.facets.first { $0.key == "shard" })
    #expect(isNear(shards.values.reduce(0) { $0 + $1.part }, 1, within: 1e-9))
    let services = try #require(facets.facets.first { $0.key == "service" })
    let all = run.taken.reduce(0) { $0 + $1.weight }
    #expect(isNear(services.values.reduce(0) { $0 + $1.count }, all, within: 1e-9))
  }

  @Test("why is asked of exact scopes; of a box in the time of summaries there is nothing to say")
  func why() {
    let moment = Self.run.world.moment
    let key = GroupKey(scope: "job")
    let query = Query(window: .everything)
    let asked = Explanation(of: key, in: query, slow: .slowest, at: moment)
    let exact = Self.run.exactScopes.filter { $0.name == "job" }.count
    #expect(asked.slowRows + asked.otherRows == exact)
    #expect(asked.summarisedUntil != nil && asked.verdict != .onlySummaries)
    let box = LatencyBox(
      start: Source.time(0), end: Source.time(60), shortest: .zero, longest: .seconds(1))
    #expect(Explanation(of: key, in: query, slow: .box(box), at: moment).verdict == .onlySummaries)
  }

  @Test("in the map of latency and in a box each scope counts once, in whatever cells")
  func map() throws {
    let run = Self.run
    let profile = Profile(of: GroupKey(scope: "job"), in: Query(window: .everything))
    profile.advance(to: run.world.moment)
    let all = run.taken.filter { $0.name == "job" }.reduce(0) { $0 + $1.weight }
    for cellsMax in [10, 60, 900] {
      let grid = try #require(profile.heatGrid(cellsMax: cellsMax))
      let ranks = 0..<LatencyLadder.rankCount
      #expect(isNear(grid.weight(cells: grid.cells, ranks: ranks), all, within: 1e-6))
      // Summaries fill the time that they are about evenly: no cell of it is empty.
      let held = (run.world.moment.earliest?.second ?? 0) + 1..<run.world.moment.now.second
      let inside = grid.cells.filter { held.contains($0 * grid.cellSeconds) }
      #expect(inside.allSatisfy { grid.weight(cells: $0..<$0 + 1, ranks: ranks) > 0 })
      let box = grid.box(cells: grid.cells, ranks: ranks)
      let boxed = profile.instances(in: box, limit: 10)
      #expect(isNear(boxed.weight, all, within: 1e-6) && boxed.foldedWeight > all / 2)
    }
  }

  @Test("the history of p99 has no gap in the time of summaries, and hardly any other shape")
  func history() throws {
    let history = Self.run.world.ranking(Query(window: .everything))
      .history(of: GroupKey(scope: "job"), cells: 90)
    let first = try #require(history.firstIndex { $0 != nil })
    // The last cell is that of the running second, which begins a new one.
    let shown = history[first..<89].compactMap(\.self)
    #expect(shown.count == 80)
    let isAlike = shown.enumerated().count { cell, p99 in
      let scopes = Self.run.taken.filter { $0.name == "job" && Int($0.end) / 5 == cell }
      return (p99 > .milliseconds(10)) == (Reference.row(scopes).p99 > 10_000_000)
    }
    #expect(isAlike > 60)
  }

  @Test("stepped back to, windows that follow each other share the scopes of summaries out")
  func steppedBack() {
    let moment = Self.run.world.moment
    let window = Window(seconds: 7)
    let seconds = stride(from: moment.now.second % 7 + 6, to: 380, by: 7)
    var shown = 0.0
    for second in seconds {
      let ranking = Ranking(Query(window: window))
      ranking.advance(to: moment.rewound(to: Source.time(Double(second) + 0.5), for: window))
      shown += ranking.totals.shown
    }
    let first = Double(seconds.first { _ in true } ?? 0) - 6
    let last = Double(seconds.reversed().first { _ in true } ?? 0) + 1
    let expected = Self.run.taken.filter { first <= $0.end && $0.end < last }
      .reduce(0) { $0 + $1.weight }
    #expect(isNear(shown, expected, within: 0.02))
  }

  @Test("a frozen moment answers the same while its scopes become summaries of summaries")
  func frozen() {
    var run = LongRun(seconds: 120)
    let frozen = run.world.moment
    let ranking = Ranking(Query(groupBy: ["service"], window: .everything))
    ranking.advance(to: frozen)
    let counts = ranking.counts
    let p99 = ranking.rows(by: .scope, .ascending).map(\.p99)
    run.run(seconds: 120, perSecond: 100)
    ranking.advance(to: run.world.moment)
    #expect(ranking.counts != counts)
    ranking.advance(to: frozen)
    #expect(ranking.counts.mapValues { $0.rounded() } == counts.mapValues { $0.rounded() })
    #expect(ranking.rows(by: .scope, .ascending).map(\.p99) == p99)
    let fresh = Ranking(ranking.query)
    fresh.advance(to: frozen)
    #expect(fresh.counts == counts)
  }
}
