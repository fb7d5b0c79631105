import ArgumentParser
import Datagram
import Intake
import Store

/// `stats-top report`: the same figures without a screen, for scripts.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Print one report over a recording, or over what arrives in a while.",
    discussion: """
      For example:
        stats-top report recording.jsonl --filter 'service=api dur>50ms' --limit 10
        zcat recording.jsonl.gz | stats-top report - --format json
        stats-top report --listen 127.0.0.1:8127 --for 10s --format csv
      """)

  @Argument(help: "A recording: lines of the wire format; - is standard input.")
  var file: String?

  @Option(
    help: ArgumentHelp(
      "Listen here instead, more than once for several addresses.",
      valueName: "host:port|unix:path"))
  var listen: [String] = []

  @Option(
    name: .customLong("for"), parsing: .unconditional,
    help: ArgumentHelp("How long to listen.", valueName: "duration"))
  var duration: Span?

  @OptionGroup var query: QueryOptions

  @Option(
    parsing: .unconditional, help: ArgumentHelp("At most this many lines.", valueName: "number"))
  var limit: Int?

  @Option(help: ArgumentHelp("The format.", valueName: "format"))
  var format = ReportFormat.table

  @Option(
    help: ArgumentHelp(
      "Exit with 1 when this holds for a group, more than once for several.",
      discussion: """
        For example: p99>500ms, errors>=1%, rate<10/s. Figures are \(Self.figures); signs are \
        > >= < <=. It is asked of all groups that --filter leaves, those past --limit too; where \
        there is no group, nothing fails.
        """, valueName: "condition"), transform: condition)
  var failIf: [FigureCondition] = []

  private static let figures = FigureCondition.Figure.allCases.map(\.rawValue)
    .joined(separator: " ")

  /// A condition as typed.
  ///
  /// - Throws: usage, in one sentence.
  private static func condition(_ text: String) throws -> FigureCondition {
    do throws(FigureConditionError) {
      return try FigureCondition(parsing: text)
    } catch {
      throw ValidationError(error.sentence)
    }
  }

  func validate() throws {
    switch (file, listen.isEmpty, duration) {
    case (nil, true, _): throw ValidationError("Name a file, - for standard input, or --listen.")
    case (_?, false, _): throw ValidationError("Name either a file or --listen, not both.")
    case (nil, false, nil): throw ValidationError("With --listen, say how long: --for 10s.")
    case (_?, _, _?): throw ValidationError("--for goes with --listen.")
    default: break
    }
    if query.sort == .change {
      throw ValidationError("--sort change needs a window before, and a report has only one.")
    }
    if let limit, limit < 0 { throw ValidationError("--limit is not negative.") }
    if let duration, duration.duration <= .zero {
      throw ValidationError("--for is more than zero.")
    }
  }

  func run() throws {
    System.tuneAllocator()
    let report = try file.map(read) ?? listenForAWhile()
    try report.print(as: format)
    if let sentence = report.failure(of: failIf) { throw ExitStatus.failure.saying(sentence) }
  }

  private func read(_ path: String) throws -> Report {
    var reader = ReportReader(query: try query.alone.makeQuery(window: .everything))
    var input = try InputFile(path)
    try input.forEachBlock { reader.take($0, from: path, isLast: $1) }
    let report = reader.finish(sort: query.alone.sort, limit: limit)
    if report.tally.accepted == 0, report.tally.rejectedCount > 0 {
      let count = report.tally.rejectedCount
      throw ExitStatus.badInput.saying(
        "There is no scope in the \(count) lines of \(path): \(report.complaint).")
    }
    return report
  }

  private func listenForAWhile() throws -> Report {
    let query = try query.alone.makeQuery(window: .everything)
    let length = duration?.duration ?? .zero
    do {
      let intake = try IntakeThread.start(
        listeningOn: try Addresses.parse(listen), allow: AllowList(networks: []))
      System.complain(
        "Listening on \(intake.addresses.map(\.description).joined(separator: ", ")).")
      var reader = ReportReader(query: query)
      let end = ContinuousClock.now + length
      while ContinuousClock.now < end {
        for delivery in try intake.takeAll() { reader.takeDelivery(delivery) }
        System.pause(.milliseconds(20))
      }
      for delivery in intake.stop() { reader.takeDelivery(delivery) }
      return reader.finish(sort: self.query.alone.sort, limit: limit, span: length)
    } catch let error as DatagramError {
      throw ExitStatus.of(error).saying(error.description)
    }
  }
}

extension ReportFormat: ExpressibleByArgument {}
