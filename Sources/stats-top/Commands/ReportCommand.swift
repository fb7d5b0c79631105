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

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(ReceiverCount.help, valueName: "number"))
  var receivers: ReceiverCount?

  @OptionGroup var query: QueryOptions

  @Option(
    parsing: .unconditional, help: ArgumentHelp("At most this many lines.", valueName: "number"))
  var limit: Int?

  @Option(help: ArgumentHelp("The format.", valueName: "format"))
  var format = ReportFormat.table

  func validate() throws {
    switch (file, listen.isEmpty, duration) {
    case (nil, true, _): throw ValidationError("Name a file, - for standard input, or --listen.")
    case (_?, false, _): throw ValidationError("Name either a file or --listen, not both.")
    case (nil, false, nil): throw ValidationError("With --listen, say how long: --for 10s.")
    case (_?, _, _?): throw ValidationError("--for goes with --listen.")
    default: break
    }
    if receivers != nil, listen.isEmpty {
      throw ValidationError("--receivers goes with --listen.")
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
    try (try file.map(read) ?? listenForAWhile()).print(as: format)
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
      let intake = try IntakeThreads.start(
        listeningOn: try Addresses.parse(listen), receivers: receivers?.count ?? 1,
        allow: AllowList(networks: []))
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
