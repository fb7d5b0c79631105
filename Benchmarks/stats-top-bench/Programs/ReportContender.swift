import Foundation

/// A program that is asked about a recording.
struct ReportContender {
  let name: String
  let format: AnswerFormat
  /// How many lines it is given. Where they are fewer than stats-top reads, its time is scaled, and
  /// the table says so: the slow ones would take minutes.
  let lines: Int
  let words: @Sendable (_ file: String) -> [String]

  /// The time of one run, as if over so many lines, and the most memory; with what it answered.
  struct Outcome {
    var processorSeconds: Double
    var wallSeconds: Double
    var peakBytes: Double
    var answers: [ScopeAnswer]
  }

  /// - Parameter allLines: what a part of the file is scaled to.
  func run(_ file: URL, scaledTo allLines: Int) throws -> Outcome {
    let run = try MeasuredRun(words(file.path), cores: 1)
    let (answers, seconds) = try format.read(run.output)
    let scale = Double(allLines) / Double(lines)
    return Outcome(
      processorSeconds: (seconds ?? run.processorSeconds) * scale,
      wallSeconds: run.wallSeconds * scale, peakBytes: run.peakBytes, answers: answers)
  }

  /// All of them. Those that are not installed fail when they are run.
  ///
  /// - Parameters:
  ///   - python: an interpreter that has the engines.
  ///   - folder: where the scripts are.
  static func all(python: String?, folder: String, lines: Int, slowLines: Int) -> [Self] {
    let engines = python.map { python in
      [("DuckDB", "duckdb"), ("chdb", "chdb"), ("polars", "polars"), ("Python orjson", "orjson")]
        .map { name, engine in
          Self(name: name, format: .timedRows, lines: lines) {
            [python, "\(folder)/yardsticks.py", engine, $0]
          }
        }
    }
    return (engines ?? []) + [
      Self(name: "jq", format: .rows, lines: slowLines) {
        ["jq", "-n", "-c", "-f", "\(folder)/answers.jq", $0]
      },
      Self(name: "Miller", format: .miller, lines: slowLines) {
        [
          "mlr", "--ijsonl", "--ojson", "flatten", "-f", "counters", "then", "stats1", "-a",
          // It takes the value after the nearest rank; just below, it takes that one.
          "count,sum,p49.99,p89.99,p98.99", "-f", "dur,counters.rows", "-g", "scope", $0,
        ]
      },
    ]
  }
}
