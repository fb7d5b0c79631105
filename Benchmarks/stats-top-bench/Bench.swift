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
    subcommands: [All.self, Load.self, Simulate.self], defaultSubcommand: All.self)

  struct All: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "table", abstract: "Measure, each figure beside its yardstick.",
      discussion: "scripts/bench builds what it needs and runs it.")

    @Argument(
      help: ArgumentHelp(
        "What to measure; everything unless told. Of: "
          + Section.allCases.map(\.rawValue).joined(separator: ", ") + ".",
        valueName: "section"))
    var sections: [Section] = []
    @Flag(help: "Measure longer, over more scopes.") var full = false
    @Flag(help: "Print JSON, with every single run, in place of a table.") var json = false
    @Option(help: ArgumentHelp("A folder for recordings.", valueName: "folder"))
    var folder = ".build-bench"
    @Option(help: ArgumentHelp("Where to write every single run.", valueName: "file"))
    var keep: String?
    @Option(help: ArgumentHelp("What library-bench has written.", valueName: "file"))
    var library: String?
    @Option(help: ArgumentHelp("The program hdr-yardstick.", valueName: "file"))
    var histogram: String?
    @Option(help: ArgumentHelp("A Python with duckdb, chdb, polars, orjson.", valueName: "file"))
    var python: String?
    @Option(help: ArgumentHelp("What to call the compiler.", valueName: "version"))
    var swift = "Swift of an unknown version"

    func run() throws {
      let workshop = Workshop(
        folder: URL(filePath: folder), python: python, histogramYardstick: histogram,
        libraryRows: library)
      try FileManager.default.createDirectory(
        at: workshop.folder, withIntermediateDirectories: true)
      var report = Report(
        machine: Machine(swift: swift), isJSON: json, keeping: try keep.map(makeFile))
      for section in Section.allCases where sections.isEmpty || sections.contains(section) {
        try section.measure(full ? .full : .quick, in: workshop, into: &report)
      }
      try report.finish()
    }

    private func makeFile(_ path: String) throws -> FileHandle {
      _ = FileManager.default.createFile(atPath: path, contents: nil)
      return try FileHandle(forWritingTo: URL(filePath: path))
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

  struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Run the model over many scopes, and print the bytes that it had in memory.",
      discussion: "After a tenth of them, after half of them, and at the end.")

    @Argument(help: "What comes in: steady or flood.") var kind: Simulation.Kind
    @Argument(help: "How many lines.") var lines: Int

    func run() {
      var simulation = Simulation(kind)
      for bytes in simulation.run(lines: lines) { Swift.print(bytes) }
    }
  }
}

extension Simulation.Kind: ExpressibleByArgument {}
