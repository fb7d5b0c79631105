import Datagram
import Foundation
import Intake
import Testing

/// The clients of docs/wire-format.md, taken from the page and run as they stand there.
///
/// Each test needs a language's runtime, and says so where this machine has none.
@Suite("Clients to paste")
struct ClientSnippetTests {
  @Test("the one for bash", .needs("bash"))
  func bash() throws {
    try check("bash") { ["bash", $0.file("client.sh", $1).path] }
  }

  @Test("the one for Python", .needs("python3"))
  func python() throws {
    try check("python") { ["python3", $0.file("client.py", $1).path] }
  }

  @Test("the one for Node", .needs("node"))
  func node() throws {
    try check("js", calls: "node") { ["node", $0.file("client.js", $1).path] }
  }

  @Test("the one for Go", .needs("go"))
  func go() throws {
    try check("go") { ["go", "run", $0.file("client.go", $1).path] }
  }

  @Test("the one for Rust", .needs("rustc"))
  func rust() throws {
    try check("rust") { folder, text in
      let program = folder.url.appending(path: "client").path
      let source = folder.file("client.rs", text).path
      let compiled = try Command("rustc", ["--edition", "2021", "-o", program, source])
      try #require(compiled.status == 0, "\(compiled.errors)")
      return [program]
    }
  }

  /// Runs the client of a language twice: its line is read as what it means to say, and nobody
  /// listening goes unnoticed.
  ///
  /// - Parameters:
  ///   - language: the word behind the fence.
  ///   - name: what the client calls its language.
  ///   - command: puts the client's text into a folder, and says how to run it.
  private func check(
    _ language: String, calls name: String? = nil,
    _ command: (_ folder: TemporaryFolder, _ text: String) throws -> [String]
  ) throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let page = try Repository.text(of: "docs/wire-format.md")
    let block = try #require(page.components(separatedBy: "```\(language)\n").dropFirst().first)
    let words = try command(folder, block.components(separatedBy: "```")[0])

    var address = ""
    do {
      var receiver = try DatagramReceiver(listeningOn: [DatagramAddress(parsing: "127.0.0.1:0")])
      address = receiver.addresses[0].description
      try expectSilence(words, to: address)
      try expectScope(of: name ?? language, from: &receiver)
    }
    try expectSilence(words, to: address)
  }

  private func expectSilence(_ words: [String], to address: String) throws {
    let run = try Command("env", ["STATS_TOP=\(address)"] + words)
    #expect(run.status == 0)
    #expect(run.output + run.errors == "")
  }

  private func expectScope(of language: String, from receiver: inout DatagramReceiver) throws {
    var intake = LineIntake(seed: 1)
    let now = Timestamp(microseconds: 1_763_800_000_000_000)
    let datagrams = try receiver.receive(timeout: .seconds(10)) { datagram, _, _ in
      intake.take(datagram: datagram, from: "client", at: now)
    }
    #expect(datagrams == 1)
    let delivery = intake.seal()
    var catalog = Catalog()
    catalog.append(delivery.additions)
    #expect(delivery.tally.rejected.isEmpty)
    let chunk = try #require(delivery.chunk)
    #expect(chunk.count == 1)
    let series = catalog[SeriesID(rawValue: chunk.series[0])]
    #expect(catalog[series.name] == "import")
    #expect(chunk.error(ofRow: 0) == nil)
    let tags = catalog[series.tags].map { "\(catalog[$0.key])=\(catalog[$0.value])" }
    #expect(tags.sorted() == [#"file=the "first" one"#, "language=\(language)"])
    let duration = chunk.durationNanoseconds[0]
    #expect(duration > 0)
    let metrics = chunk.metrics(ofRow: 0).map { (catalog[catalog[$0.metric].key], $0.value) }
    #expect(metrics.map(\.0).sorted() == ["parse", "rows"])
    for (_, value) in metrics {
      switch value {
      case .counter(let sum): #expect(sum == 3)
      case .timer(let count, let total, _): #expect(count == 3 && total <= duration)
      }
    }
  }
}

extension Trait where Self == ConditionTrait {
  /// The test is skipped, and says why, where a program is not to be found.
  fileprivate static func needs(_ program: String) -> Self {
    .enabled("\(program) is not on this machine") {
      try Command("sh", ["-c", "command -v \(program)"]).status == 0
    }
  }
}
