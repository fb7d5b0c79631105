import ArgumentParser
import Foundation

/// Measures the pipeline, and prints it with what the library's own bench has measured: each figure
/// beside a yardstick taken in the same run.
///
/// Machines swing by a third from run to run, so what counts is the ratio.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats-top-bench", abstract: "Measure stats-top.",
    subcommands: [All.self, Load.self, Frames.self, Filters.self, Rest.self, Screen.self],
    defaultSubcommand: All.self)

  struct All: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Measure everything and print it.")

    @Option(help: "Runs of each measurement; the median counts.")
    var runs = 5
    @Option(help: ArgumentHelp("What library-bench has written.", valueName: "file"))
    var library: String?
    @Option(help: "What to call this machine.") var machine = "this machine"
    @Flag(help: "Print JSON in place of a table.") var json = false

    func run() throws {
      let library = try self.library.map { path in
        try LibraryRow.rows(in: String(contentsOfFile: path, encoding: .utf8))
      }
      var report = Report(machine: machine, isJSON: json)
      for measurement in DecodeBench(runs: runs).measurements() { report.add(measurement) }
      for measurement in IntakeBench(runs: min(runs, 3)).measurements() {
        report.add(measurement)
      }
      for measurement in FrameBench().measurements() { report.add(measurement) }
      for measurement in FilterBench(runs: runs).measurements() { report.add(measurement) }
      for measurement in WhyBench(runs: runs).measurements() { report.add(measurement) }
      for measurement in TerminalBench().measurements() { report.add(measurement) }
      for measurement in RestBench().measurements() { report.add(measurement) }
      for row in library ?? [] { report.add(Measurement(row)) }
      try report.finish()
    }
  }

  struct Frames: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Measure only frames and keys with 200,000 scopes/s coming in.")

    func run() throws {
      var report = Report(machine: "this machine", isJSON: false)
      for measurement in FrameBench().measurements() { report.add(measurement) }
      try report.finish()
    }
  }

  struct Filters: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Measure only new filters, and why scopes are slow.")

    func run() throws {
      var report = Report(machine: "this machine", isJSON: false)
      let measurements = FilterBench(runs: 5).measurements() + WhyBench(runs: 5).measurements()
      for measurement in measurements { report.add(measurement) }
      try report.finish()
    }
  }

  struct Rest: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Measure only what the program takes at rest, and how soon it is there.")

    func run() throws {
      var report = Report(machine: "this machine", isJSON: false)
      for measurement in RestBench().measurements() { report.add(measurement) }
      try report.finish()
    }
  }

  struct Screen: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Measure only what the screen sends to its terminal.")

    func run() throws {
      var report = Report(machine: "this machine", isJSON: false)
      for measurement in TerminalBench().measurements() { report.add(measurement) }
      try report.finish()
    }
  }

  struct Load: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Send scopes of about 365 bytes to a port of this machine, at a steady rate.")

    @Option(help: "The port.") var port: UInt16
    @Option(help: "Scopes a second.") var rate = 100_000.0
    @Option(help: "For how many seconds, at most 600.") var seconds = 30.0
    @Option(help: "Lines in a datagram.") var lines = 3

    func validate() throws {
      guard 0...600 ~= seconds else { throw ValidationError("At most 600 seconds.") }
      guard 1...20 ~= lines else { throw ValidationError("From 1 to 20 lines.") }
    }

    func run() {
      let sent = Yardstick.send(
        SampleLine.datagram(lines: lines), to: port, seconds: seconds,
        perSecond: rate / Double(lines))
      Swift.print("sent \(sent * UInt64(lines)) scopes in \(sent) datagrams")
    }
  }
}
