import ArgumentParser
import Foundation

/// A part of what is measured, by its name on the command line.
enum Section: String, CaseIterable, ExpressibleByArgument {
  case decode, intake, histogram, held, filter, frame, why, report, library, start, screen, memory
  case growth
}

/// Where things are that `scripts/bench` has made.
struct Workshop {
  /// What is made once and kept: recordings.
  var folder: URL
  /// An interpreter that has the engines that `report` is held against.
  var python: String?
  /// The program that measures HdrHistogram.
  var histogramYardstick: String?
  /// The lines that `library-bench` has written.
  var libraryRows: String?
}

extension Section {
  /// Measures it and adds its rows, each as soon as it is known.
  func measure(_ effort: Effort, in workshop: Workshop, into report: inout Report) throws {
    let runs = effort(quick: 5, full: 9)
    switch self {
    case .decode: add(DecodeBench(runs: runs).measurements(), to: &report)
    case .intake:
      let bench = IntakeBench(
        runs: effort(quick: 3, full: 5), seconds: effort(quick: 1, full: 3))
      add(bench.measurements(), to: &report)
    case .histogram:
      let bench = HistogramBench(runs: runs, yardstick: workshop.histogramYardstick)
      add(bench.measurements(), to: &report)
    case .held: add(HeldBench().measurements(), to: &report)
    case .filter: add(FilterBench(runs: runs).measurements(), to: &report)
    case .frame: add(FrameBench(effort: effort).measurements(), to: &report)
    case .why: add(WhyBench(runs: runs).measurements(), to: &report)
    case .report:
      let bench = RecordingBench(
        runs: runs, yardstickRuns: effort(quick: 2, full: 5),
        slowLines: effort(quick: 50_000, full: 200_000), folder: workshop.folder,
        scripts: "Benchmarks/report", python: workshop.python)
      add(try bench.measurements(), to: &report)
    case .library:
      let rows = try workshop.libraryRows.map {
        try LibraryRow.rows(in: String(contentsOfFile: $0, encoding: .utf8))
      }
      add((rows ?? []).map { Measurement($0) }, to: &report)
    case .start: add(RestBench(seconds: effort(quick: 8, full: 15)).measurements(), to: &report)
    case .screen:
      add(TerminalBench(seconds: effort(quick: 6, full: 12)).measurements(), to: &report)
    case .memory: add(try SimulationBench(effort: effort).measurements(), to: &report)
    case .growth:
      for row in GrowthBench(runs: effort(quick: 5, full: 9), effort: effort).rows() {
        report.add(row)
      }
    }
  }

  private func add(_ measurements: [Measurement], to report: inout Report) {
    for measurement in measurements { report.add(measurement) }
  }
}
