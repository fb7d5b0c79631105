import Dashboard
import Intake
import Store

/// What decoding, taking in, frames and questions cost with ten and a hundred times the series, and
/// with ten and a hundred times the scopes held.
struct GrowthBench {
  /// A cost that must not depend on the size, as exactly as it can be measured.
  private static let flat = 0.15
  /// A cost that may go with the size, and no faster.
  private static let proportional = 1.1

  let runs: Int
  let effort: Effort

  private var series: [Int] { sizes(from: effort(quick: 100, full: 500)) }
  private var scopes: [Int] { sizes(from: effort(quick: 10_000, full: 20_000)) }

  private func sizes(from least: Int) -> [Int] { [least, least * 10, least * 100] }

  func rows() -> [Growth] {
    [
      growth("decode a line", "series", series, "ns", Self.flat, decode),
      growth("decode and store a line", "scopes held", scopes, "ns", Self.flat, store),
      growth("frame", "series", series, "ms", Self.proportional, frameOfSeries),
      growth("frame", "scopes held", scopes, "ms", Self.flat, frameOfScopes),
      growth("new filter", "series", series, "ms", Self.proportional) {
        filter(.made(scopes: scopes[2] / 5, series: $0))
      },
      growth("new filter", "scopes held", scopes, "ms", Self.proportional) {
        filter(.made(scopes: $0, series: 400))
      },
    ]
  }

  private func growth(
    _ what: String, _ by: String, _ sizes: [Int], _ unit: String, _ exponentMax: Double,
    _ measure: (Int) -> [Double]
  ) -> Growth {
    Growth(
      what: what, by: by, sizes: sizes, unit: unit, runs: sizes.map(measure),
      exponentMax: exponentMax)
  }

  /// Lines whose names are known, each series in turn.
  private func decode(series: Int) -> [Double] {
    let lines = max(100_000, series)
    var traffic = Traffic(series: series, scopesPerBatch: lines, batches: 1)
    var intake = LineIntake(seed: 7)
    let now = Timestamp(seconds: 1_763_800_000)
    _ = traffic.deliveries(through: &intake, at: now)
    return (0..<runs).map { _ in
      Stopwatch.nanoseconds(a: lines) { _ = traffic.deliveries(through: &intake, at: now) }
    }
  }

  /// Lines into a store that holds so many already.
  private func store(scopes: Int) -> [Double] {
    let (batch, batches) = (1_000, 5)
    var traffic = Traffic(series: 400, scopesPerBatch: batch, batches: 8)
    var intake = LineIntake(seed: 7)
    var store = Store(budgetBytes: 4 << 30)
    var now = Timestamp(seconds: 1_763_800_000)
    func take() {
      for delivery in traffic.deliveries(through: &intake, at: now) { store.take(delivery) }
      now = now.advanced(by: .milliseconds(100))
      store.advance(to: now)
    }
    for _ in 0..<scopes / batch { take() }
    return (0..<runs).map { _ in
      Stopwatch.nanoseconds(a: batch * batches) { for _ in 0..<batches { take() } }
    }
  }

  /// Frames with 40,000 scopes/s coming in and a window of ten seconds.
  private func frameOfSeries(_ series: Int) -> [Double] {
    let traffic = Traffic(series: series, scopesPerBatch: 10_000, batches: max(8, series / 10_000))
    return frames(traffic, warm: 60, every: .milliseconds(250))
  }

  /// Frames with 400 scopes/s coming in and a window of ten seconds, however many are held.
  private func frameOfScopes(_ scopes: Int) -> [Double] {
    let traffic = Traffic(series: 100, scopesPerBatch: 100, batches: 8)
    return frames(traffic, warm: scopes / 100, every: .milliseconds(250))
  }

  private func frames(_ traffic: Traffic, warm: Int, every interval: Duration) -> [Double] {
    var loop = FrameLoop(
      traffic, memoryBytes: 4 << 30, query: Query(window: .tenSeconds))
    for _ in 0..<warm { _ = loop.frame(every: interval) }
    return (0..<40).map { _ in loop.frame(every: interval) }
  }

  private func filter(_ moment: Moment) -> [Double] {
    guard let filter = try? Filter(parsing: "host=web-1") else { return [] }
    return FilterBench.times(runs) {
      FilterBench.answer(Query(filter: filter), at: moment)
    }
  }
}
