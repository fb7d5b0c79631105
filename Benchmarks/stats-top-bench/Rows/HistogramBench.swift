import Foundation
import Intake
import Store

/// What it takes to count a duration, and to read three percentiles, beside HdrHistogram for Swift
/// on the same durations. That is measured by `hdr-yardstick`, a package of its own, so that nobody
/// fetches it who does not measure.
struct HistogramBench {
  private static let rounds = 100
  private static let readings = 20_000
  private static let recordMax = 3.0
  private static let percentilesMax = 500.0

  let runs: Int
  /// The program that measures the other one; nil where it was not built.
  let yardstick: String?

  func measurements() -> [Measurement] {
    let theirs = yardstickRuns()
    let durations = makeDurations()
    var (record, percentiles): ([Double], [Double]) = ([], [])
    for _ in 0..<runs {
      var histogram = Histogram()
      record.append(
        Stopwatch.nanoseconds(a: Self.rounds * durations.count) {
          for _ in 0..<Self.rounds { add(durations, to: &histogram) }
        })
      percentiles.append(
        Stopwatch.nanoseconds(a: Self.readings) { read(histogram, Self.readings) })
    }
    return [
      row(
        "histogram: record a duration", record, theirs["record"], most: Self.recordMax,
        target: "≤ 3 ns"),
      row(
        "histogram: three percentiles", percentiles, theirs["percentiles"],
        most: Self.percentilesMax, target: "≤ 500 ns"),
    ]
  }

  private func row(
    _ what: String, _ ours: [Double], _ theirs: [Double]?, most: Double, target: String
  ) -> Measurement {
    Measurement(
      what: what, ours: "\(Figure.text(ours.median)) ns",
      yardstick: theirs.map { "HdrHistogram for Swift \(Figure.text($0.median)) ns" } ?? "–",
      ratio: theirs.map { $0.median / ours.median }, target: target,
      isMet: ours.median <= most,
      runs: [Runs("ours", "ns", ours)] + (theirs.map { [Runs("HdrHistogram", "ns", $0)] } ?? []))
  }

  private func add(_ durations: [UInt64], to histogram: inout Histogram) {
    for duration in durations {
      histogram.add(1, toBucket: DurationScale.bucket(ofNanoseconds: duration))
    }
  }

  private func read(_ histogram: Histogram, _ count: Int) {
    var sum = 0
    for _ in 0..<count {
      let (p50, p90, p99) = histogram.buckets(at: (0.5, 0.9, 0.99))
      sum &+= p50 &+ p90 &+ p99
    }
    precondition(sum > 0, "BUG: nothing was recorded")
  }

  /// The same as `hdr-yardstick` makes: from 0.2 to 21 ms, most of them short.
  private func makeDurations() -> [UInt64] {
    var random = SplitMix(seed: 88)
    return (0..<65_536).map { _ in
      let root = random.next() & 1_023
      return 200_000 + root * root * 20
    }
  }

  private func yardstickRuns() -> [String: [Double]] {
    guard let yardstick else { return [:] }
    guard let text = try? MeasuredRun([yardstick, "\(runs)"], cores: 1).output else { return [:] }
    return (try? JSONDecoder().decode([String: [Double]].self, from: text)) ?? [:]
  }
}
