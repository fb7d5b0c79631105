import ArgumentParser
import Intake
import Store

/// The figures of a report, before they have a format.
struct Report {
  /// What rates are over; nil where it is not known.
  let span: Duration?
  let groupBy: [String]
  /// The threshold, where it orders by the time above it.
  let slowAbove: Duration?
  /// All groups that the filter leaves, in order.
  let rows: [RankingRow]
  /// The first of them, as many as were asked for.
  let entries: [TabulationEntry]
  let tally: IntakeTally

  /// Writes the report to standard output.
  ///
  /// - Throws: `ExitCode`, after a sentence, when it cannot be written.
  func print(as format: ReportFormat) throws {
    guard System.print(text(format)) else {
      throw ExitStatus.inputOutput.saying("The report could not be written.")
    }
  }

  /// The report in a format, its last end of line included.
  private func text(_ format: ReportFormat) -> String {
    switch format {
    case .table: table
    case .json: json
    case .csv: csv
    }
  }
}

/// The formats of a report. The raw value is its name on the command line.
enum ReportFormat: String, CaseIterable, Sendable {
  case table, json, csv
}
