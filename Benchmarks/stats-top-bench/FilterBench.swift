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
      let moment = makeMoment(series: series)
      let bare = median { bareScan(moment) }
      return Self.filters.compactMap { filter -> Measurement? in
        guard let parsed = try? Filter(parsing: filter.text) else { return nil }
        let query = Query(filter: parsed)
        let taken = median {
          let ranking = Ranking(query)
          ranking.advance(to: moment)
          return ranking.rows(by: .p99, .descending, limit: 80).count
        }
        return Measurement(
          what: "new filter by \(filter.name), 1 M scopes, \(series) series",
          ours: "\(tenths(taken)) ms", yardstick: "a bare scan of two columns: \(tenths(bare)) ms",
          ratio: bare / taken, target: "≤ \(Int(filter.limit)) ms", isMet: taken <= filter.limit)
      }
    }
  }

  /// A million scopes as the store holds them, over fifty seconds.
  private func makeMoment(series: Int) -> Moment {
    var traffic = Traffic(series: series, scopesPerBatch: 20_000, batches: 8)
    var intake = LineIntake(seed: 7)
    var now = Timestamp(seconds: 1_763_800_000)
    var store = Store(budgetBytes: 1 << 30)
    for _ in 0..<Self.scopes / 20_000 {
      for delivery in traffic.deliveries(through: &intake, at: now) { store.take(delivery) }
      now = now.advanced(by: .seconds(1))
      store.advance(to: now)
    }
    return store.moment(at: now)
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

  private func median(_ body: () -> Int) -> Double {
    let times = (0..<max(3, runs)).map { _ in
      let start = ContinuousClock.now
      precondition(body() > 0, "BUG: there is nothing to find")
      return (ContinuousClock.now - start) / .milliseconds(1)
    }
    return times.median
  }

  private func tenths(_ number: Double) -> Double { (number * 10).rounded() / 10 }
}
