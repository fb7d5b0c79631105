import Foundation

/// What `stats-top report` takes over a recording of a million lines, on one core and on two,
/// beside programs that are made to ask such questions.
///
/// All are asked the same of the same file, and their answers are held against ours. Of engines
/// that come as a Python module, the time of the import is left out; of ours, all counts.
struct RecordingBench {
  private static let lines = 1_000_000
  private static let peakMax = 32.0 * 1_048_576
  private static let ratioMin = 4.0
  /// By how much two runs of the same differ on a machine that others use.
  private static let noise = 1.1

  let runs: Int
  let yardstickRuns: Int
  /// Of the file, for programs that would take minutes over all of it.
  let slowLines: Int
  let folder: URL
  let scripts: String
  let python: String?

  func measurements() throws -> [Measurement] {
    guard let program = TerminalProgram.statsTop else { return [] }
    let file = try Recording.file(lines: Self.lines, in: folder)
    let part = try Recording.file(lines: slowLines, in: folder)
    let (one, two) = try ours(program, file)
    let answers = [
      Self.lines: try answers(of: one[0]),
      slowLines: try answers(of: MeasuredRun(words(program, part), cores: 1)),
    ]
    let others = ReportContender.all(
      python: python, folder: scripts, lines: Self.lines, slowLines: slowLines
    ).compactMap { outcome(of: $0, over: $0.lines == slowLines ? part : file, ours: answers) }
    return [time(one, others), memory(one, others), cores(one, two)]
  }

  private func words(_ program: String, _ file: URL) -> [String] {
    [program, "report", file.path, "--format", "json"]
  }

  /// On one core and on two, in turn.
  private func ours(_ program: String, _ file: URL) throws -> (
    one: [MeasuredRun], two: [MeasuredRun]
  ) {
    let words = words(program, file)
    var (one, two): ([MeasuredRun], [MeasuredRun]) = ([], [])
    // The first one brings the file into memory.
    _ = try MeasuredRun(words, cores: 1)
    for _ in 0..<runs {
      one.append(try MeasuredRun(words, cores: 1))
      two.append(try MeasuredRun(words, cores: 2))
    }
    return (one, two)
  }

  private func answers(of run: MeasuredRun) throws -> [ScopeAnswer] {
    try AnswerFormat.report.read(run.output).answers
  }
}

extension RecordingBench {
  /// What another program took, and whether it says the same.
  struct Other {
    var name: String
    var isScaled: Bool
    var runs: [ReportContender.Outcome]
    var difference: String?

    var processorSeconds: Double { runs.map(\.processorSeconds).median }
  }

  /// Nil, with a sentence, where it is not installed or fails.
  private func outcome(
    of contender: ReportContender, over file: URL, ours: [Int: [ScopeAnswer]]
  ) -> Other? {
    do {
      let count = contender.lines == Self.lines ? yardstickRuns : 1
      let runs = try (0..<count).map { _ in try contender.run(file, scaledTo: Self.lines) }
      let difference = ours[contender.lines]?.difference(from: runs[0].answers)
      return Other(
        name: contender.name, isScaled: contender.lines < Self.lines, runs: runs,
        difference: difference)
    } catch {
      FileHandle.standardError.write(Data("Left out \(contender.name): \(error)\n".utf8))
      return nil
    }
  }

  private func time(_ one: [MeasuredRun], _ others: [Other]) -> Measurement {
    let seconds = one.map(\.processorSeconds)
    let differing = others.first { $0.difference != nil }
    let duckDB = others.first { $0.name == "DuckDB" }
    let ratio = duckDB.map { $0.processorSeconds / seconds.median }
    let scale = Self.lines / slowLines
    let beside = others.map {
      "\($0.name) \(Figure.text($0.processorSeconds)) s" + ($0.isScaled ? " (\(scale) ×)" : "")
    }
    return Measurement(
      what: "report over 1 M lines, one core: processor time",
      ours: differing.map { "answers differ: \($0.name), \($0.difference ?? "")" }
        ?? "\(Figure.text(seconds.median)) s, wall \(Figure.text(one.map(\.wallSeconds).median)) s",
      yardstick: beside.isEmpty ? "–" : beside.joined(separator: ", "), ratio: ratio,
      target: "≥ 4 × DuckDB",
      isMet: ratio.map { $0 >= Self.ratioMin && differing == nil },
      runs: [
        Runs("ours", "s", seconds), Runs("ours, wall", "s", one.map(\.wallSeconds)),
      ] + others.map { Runs($0.name, "s", $0.runs.map(\.processorSeconds)) })
  }

  private func memory(_ one: [MeasuredRun], _ others: [Other]) -> Measurement {
    let bytes = one.map(\.peakBytes)
    let beside = others.filter { !$0.isScaled }.map {
      "\($0.name) \(Figure.mebibytes($0.runs.map(\.peakBytes).median))"
    }
    return Measurement(
      what: "report over 1 M lines, one core: peak memory",
      ours: Figure.mebibytes(bytes.median),
      yardstick: beside.isEmpty ? "–" : beside.joined(separator: ", "),
      ratio: others.first { $0.name == "DuckDB" }.map {
        $0.runs.map(\.peakBytes).median / bytes.median
      }, target: "≤ 32 MiB", isMet: bytes.median <= Self.peakMax,
      runs: [Runs("ours", "bytes", bytes)]
        + others.map { Runs($0.name, "bytes", $0.runs.map(\.peakBytes)) })
  }

  private func cores(_ one: [MeasuredRun], _ two: [MeasuredRun]) -> Measurement {
    let (single, double) = (one.map(\.wallSeconds), two.map(\.wallSeconds))
    let ratio = zip(single, double).map { $0 / $1 }.median
    return Measurement(
      what: "report over 1 M lines, two cores: wall time",
      ours: "\(Figure.text(double.median)) s",
      yardstick: "one core: \(Figure.text(single.median)) s", ratio: ratio,
      target: "no slower than one", isMet: ratio * Self.noise >= 1,
      runs: [Runs("two cores", "s", double), Runs("one core", "s", single)])
  }
}
