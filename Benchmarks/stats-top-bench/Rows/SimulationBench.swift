import Foundation

/// Whether memory stays where it was told to: over more scopes than anybody waits for, with a clock
/// that is made up, and under a flood of names that are never the same twice.
struct SimulationBench {
  /// What may come on top of what scopes, names and answers may take.
  private static let headroomBytes = 64 << 20
  /// By how much it may still grow once the budget is full.
  private static let growthMax = 16.0 * 1_048_576

  let effort: Effort

  func measurements() throws -> [Measurement] { [try steady(), try flood()] }

  private func steady() throws -> Measurement {
    let millions = effort(quick: 30, full: 1_000)
    let (marks, _) = try run(.steady, lines: millions * 1_000_000)
    let growth = (marks.last ?? 0) - (marks.first ?? 0)
    return Measurement(
      what: "memory over \(Figure.whole(Double(millions))) M scopes, 256 MiB",
      ours: marks.map { Figure.text($0 / 1_048_576) }.joined(separator: " / ") + " MiB",
      yardstick: "after 10 %, 50 %, 100 %", ratio: nil, target: "grows ≤ 16 MiB",
      isMet: marks.count == 3 && growth <= Self.growthMax, runs: [Runs("ours", "bytes", marks)])
  }

  private func flood() throws -> Measurement {
    let millions = effort(quick: 6, full: 40)
    let (_, peak) = try run(.flood, lines: millions * 1_000_000)
    let most = Double(Simulation.memoryBytes + Self.headroomBytes)
    return Measurement(
      what: "memory under \(millions) M new names, tags, keys, senders, 256 MiB",
      ours: "at most \(Figure.mebibytes(peak))",
      yardstick: "the budget and 64 MiB: \(Figure.mebibytes(most))", ratio: most / peak,
      target: "≤ 320 MiB", isMet: peak <= most, runs: [Runs("ours", "bytes", [peak])])
  }

  private func run(_ kind: Simulation.Kind, lines: Int) throws -> (marks: [Double], peak: Double) {
    let program = Bundle.main.bundleURL.appending(path: "stats-top-bench").path
    let run = try MeasuredRun([program, "simulate", kind.rawValue, "\(lines)"], cores: 2)
    let marks = String(decoding: run.output, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    return (marks.compactMap { Double($0) }, run.peakBytes)
  }
}
