import ArgumentParser
import Datagram
import Intake
import Store

/// `stats-top demo`: a made-up shop that has real slow spots to find.
struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Watch a made-up shop that has real slow spots to find.",
    discussion: """
      With --to, only sends the shop's scopes there. Without a terminal, prints one report of a \
      minute of the shop.
      """)

  @Option(parsing: .unconditional, help: ArgumentHelp("Scopes a second.", valueName: "number"))
  var rate = 2_000.0

  @Option(help: ArgumentHelp("Send to this address and show nothing.", valueName: "host:port"))
  var to: String?

  @Option(
    name: .customLong("for"), parsing: .unconditional,
    help: ArgumentHelp("With --to: for how long (default: until stopped).", valueName: "duration"))
  var duration: Span?

  @OptionGroup var query: QueryOptions
  @OptionGroup var screen: ScreenOptions

  private static let rateMax = 1_000_000.0
  /// The minute of the past is sent within a second; a busy machine may need more.
  private static let pastTaken = Duration.seconds(2)

  func validate() throws {
    guard rate > 0, rate <= Self.rateMax else {
      throw ValidationError("--rate is more than 0 and at most 1000000.")
    }
    if duration != nil, to == nil { throw ValidationError("--for goes with --to.") }
  }

  func run() throws {
    if let to { return try send(to: Addresses.parse(to)) }
    if System.outputIsTerminal { return try watch() }
    try report()
  }

  private func send(to address: DatagramAddress) throws {
    do throws(DatagramError) {
      let count = try ShopTraffic(scopesPerSecond: rate)
        .run(to: address, for: duration?.duration, withPast: false)
      System.complain("Sent \(count) scopes to \(address).")
    } catch {
      throw ExitStatus.unavailable.saying(error.description)
    }
  }

  /// The dashboard on a port of its own, so that it does not meet a stats-top that runs already.
  private func watch() throws {
    let traffic = ShopTraffic(scopesPerSecond: rate)
    var settings = try screen.settings(with: query)
    settings.listen = [.ipv4(0x7F00_0001, port: 0)]
    settings.allow = []
    var session = LiveSession(settings: settings)
    session.meterDelay = Self.pastTaken
    session.onStart = { address in
      // It sends until the program ends, and has nothing to put in order then.
      _ = try Thread { _ = try? traffic.run(to: address, withPast: true) }
    }
    try session.run()
  }

  /// A minute of the shop, always the same one.
  private func report() throws {
    var shop = Shop(seed: 1)
    let scopes = Int(min(rate, 10_000) * 60)
    let start = Timestamp(seconds: 1_763_800_000)
    var intake = LineIntake(clock: .recorded, seed: UInt64.random(in: .min ... .max))
    var share = ReportShare(query: try query.alone.makeQuery(window: .everything))
    var tally = IntakeTally()
    var lines: [UInt8] = []
    for index in 0..<scopes {
      let time = Duration.seconds(60 * Double(index) / Double(scopes))
      shop.appendScope(finishedAt: start.advanced(by: time), to: &lines)
      if lines.count > 1 << 18 || index == scopes - 1 {
        let now = start.advanced(by: time)
        _ = intake.take(block: lines.span.bytes, from: "demo", at: now, isLast: true)
        share.take(intake.seal(), last: &tally)
        lines.removeAll(keepingCapacity: true)
      }
    }
    try share.report(sort: query.alone.sort, limit: nil, tally: tally).print(as: .table)
  }
}
