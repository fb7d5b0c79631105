import ArgumentParser
import Datagram
import Intake
import Store

/// `stats-top report`: the same figures without a screen, for scripts.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Print one report over recordings, or over what arrives in a while.",
    discussion: """
      For example:
        stats-top report recording.jsonl --filter 'service=api dur>50ms' --limit 10
        stats-top report monday.jsonl.gz tuesday.jsonl.zst --group-by host --format json
        stats-top report --listen 127.0.0.1:8127 --for 10s --fail-if 'p99>500ms'
      """)

  @Argument(
    help: ArgumentHelp(
      "Recordings: lines of the wire format; - is standard input.",
      discussion: """
        One report is over all of them, as if they were one. What gzip or zstd compressed is \
        unpacked by these, whatever it is called.
        """, valueName: "file"))
  var files: [String] = []

  @Option(
    help: ArgumentHelp(
      "Listen here instead, more than once for several addresses.",
      valueName: "host:port|unix:path"))
  var listen: [String] = []

  @Option(
    name: .customLong("for"), parsing: .unconditional,
    help: ArgumentHelp("How long to listen.", valueName: "duration"))
  var duration: Span?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(ReceiverCount.help, valueName: "number"))
  var receivers: ReceiverCount?

  @OptionGroup var query: QueryOptions

  @Option(
    parsing: .unconditional, help: ArgumentHelp("At most this many lines.", valueName: "number"))
  var limit: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many cores to read with (default: all up to 4; one where that is as quick).",
      discussion: "The report is the same. A pipe is read with one.", valueName: "number"))
  var jobs: Int?

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
    switch (files.isEmpty, listen.isEmpty, duration) {
    case (true, true, _): throw ValidationError("Name a file, - for standard input, or --listen.")
    case (false, false, _): throw ValidationError("Name either files or --listen, not both.")
    case (true, false, nil): throw ValidationError("With --listen, say how long: --for 10s.")
    case (false, _, _?): throw ValidationError("--for goes with --listen.")
    default: break
    }
    if receivers != nil, listen.isEmpty {
      throw ValidationError("--receivers goes with --listen.")
    }
    if files.count(where: { $0 == "-" }) > 1 {
      throw ValidationError("Standard input can be read only once: name - once.")
    }
    if query.sort == .change {
      throw ValidationError("--sort change needs a window before, and a report has only one.")
    }
    if let limit, limit < 0 { throw ValidationError("--limit is not negative.") }
    if let jobs, jobs < 1 { throw ValidationError("--jobs is at least 1.") }
    if let duration, duration.duration <= .zero {
      throw ValidationError("--for is more than zero.")
    }
  }

  func run() throws {
    System.tuneAllocator()
    let report = files.isEmpty ? try listenForAWhile() : try read()
    try report.print(as: format)
    let obstacle = report.obstacle(to: failIf)
    if let obstacle { System.complain(obstacle) }
    if let sentence = report.failure(of: failIf) { throw ExitStatus.failure.saying(sentence) }
    if obstacle != nil { throw ExitStatus.badInput }
  }

  private func read() throws -> Report {
    let query = try query.alone.makeQuery(window: .everything)
    do throws(InputFailure) {
      let run = ReportRun(
        try ReportInputs(files), query: query, showsProgress: System.errorsAreSeen)
      let outcome = try run.read(jobs: jobs)
      try outcome.checkFiles(files)
      return outcome.share.report(
        sort: self.query.alone.sort, limit: limit, tally: outcome.tally)
    } catch {
      throw error.exitCode.saying(error.sentence)
    }
  }

  private func listenForAWhile() throws -> Report {
    let query = try query.alone.makeQuery(window: .everything)
    let length = duration?.duration ?? .zero
    do {
      let intake = try IntakeThreads.start(
        listeningOn: try Addresses.parse(listen), receivers: receivers?.count ?? 1,
        allow: AllowList(networks: []))
      System.complain(
        "Listening on \(intake.addresses.map(\.description).joined(separator: ", ")).")
      var share = ReportShare(query: query)
      var tally = IntakeTally()
      let end = ContinuousClock.now + length
      while ContinuousClock.now < end {
        for delivery in try intake.takeAll() { share.take(delivery, last: &tally) }
        System.pause(microseconds: 20_000)
      }
      for delivery in intake.stop() { share.take(delivery, last: &tally) }
      return share.report(sort: self.query.alone.sort, limit: limit, span: length, tally: tally)
    } catch let error as DatagramError {
      throw ExitStatus.of(error).saying(error.description)
    }
  }
}

extension ReportFormat: ExpressibleByArgument {}
