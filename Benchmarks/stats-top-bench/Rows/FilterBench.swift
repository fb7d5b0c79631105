import Intake
import Store

/// How long a new filter takes to answer over a million scopes held, of few names and of many.
struct FilterBench {
  private static let scopes = 1_000_000
  private static let filters = [
    (name: "tags", text: "host=web-1", limit: 25.0),
    (name: "durations", text: "dur>20ms", limit: 25),
    (name: "a metric", text: "db.queries>5", limit: 120),
  ]

  let runs: Int

  func measurements() -> [Measurement] {
    [400, 10_000].flatMap { series in
      let moment = Moment.made(scopes: Self.scopes, series: series)
      let bare = Self.times(runs) { bareScan(moment) }
      return Self.filters.compactMap { filter -> Measurement? in
        guard let parsed = try? Filter(parsing: filter.text) else { return nil }
        let times = Self.times(runs) { Self.answer(Query(filter: parsed), at: moment) }
        let taken = times.median
        return Measurement(
          what: "new filter by \(filter.name), 1 M scopes, \(series) series",
          ours: "\(Figure.text(taken)) ms",
          yardstick: "a bare scan of two columns: \(Figure.text(bare.median)) ms",
          ratio: bare.median / taken, target: "≤ \(Int(filter.limit)) ms",
          isMet: taken <= filter.limit,
          runs: [Runs("ours", "ms", times), Runs("bare scan", "ms", bare)])
      }
    }
  }

  /// Answers a query that nothing is known of, as far as a screen needs it. Returns how many rows.
  static func answer(_ query: Query, at moment: Moment) -> Int {
    let ranking = Ranking(query)
    ranking.advance(to: moment)
    return ranking.rows(by: .p99, .descending, limit: 80).count
  }

  /// Milliseconds of each run.
  static func times(_ runs: Int, _ body: () -> Int) -> [Double] {
    (0..<max(3, runs)).map { _ in
      Stopwatch.milliseconds { precondition(body() > 0, "BUG: there is nothing to find") }
    }
  }

  /// What it takes at least: the durations of the series that pass, summed up.
  private func bareScan(_ moment: Moment) -> Int {
    let passes = moment.catalog.series.indices.map { $0 % 3 == 1 }
    var (sum, count) = (UInt64(0), 0)
    for chunk in moment.chunks {
      let (series, durations) = (chunk.series, chunk.durationNanoseconds)
      for row in series.indices where passes[Int(series[row])] {
        sum &+= durations[row]
        count += 1
      }
    }
    return sum > 0 ? count : 0
  }
}
