import Foundation
import TextUI
import Testing

/// The real program in a real terminal with real datagrams.
@Suite("The program in a terminal", .serialized)
struct TerminalTests {
  @Test("a scope that is sent shows, and opening it shows where its time went")
  func scopeShows() async throws {
    let terminal = try Tmux()
    defer { terminal.close() }
    let port = try await terminal.startLive()
    try await terminal.wait(for: "\(port)")
    try send(
      [
        #"{"scope":"archive","dur":3.2,"tags":{"host":"a"},"timers":{"copy":{"count":12,"total_dur":2.9}}}"#
      ], to: port)
    let screen = try await terminal.wait(for: "archive")
    #expect(screen.contains("3.20 s"))
    try terminal.press("Enter")
    try await terminal.wait(for: "copy")
    try terminal.type("q")
    try terminal.type("q")
    try await terminal.wait { $0.contains("ready>") && !$0.contains("archive") }
  }

  @Test("the flat result of the Python library shows with its timers")
  func flatResultShows() async throws {
    let terminal = try Tmux()
    defer { terminal.close() }
    let port = try await terminal.startLive()
    try send(
      [
        #"{"scope":"import","stats":{"requests":1,"calls.parse.count":3,"calls.parse.total_dur":0.75,"total_recording_duration":1.25}}"#
      ], to: port)
    try await terminal.wait(for: "1.25 s")
    try terminal.press("Enter")
    try await terminal.wait { $0.contains("calls.parse") && $0.contains("requests") }
  }

  @Test("a filter typed later is right for scopes that came before it")
  func filterIsRetrospective() async throws {
    let terminal = try Tmux()
    defer { terminal.close() }
    let port = try await terminal.startLive()
    try send(
      [
        #"{"scope":"one","dur":0.5,"tags":{"host":"a"}}"#,
        #"{"scope":"two","dur":0.25,"tags":{"host":"b"}}"#,
      ], to: port)
    try await terminal.wait { $0.contains("one") && $0.contains("two") }
    try terminal.type("/host=b\n")
    try await terminal.wait { $0.contains("two") && !$0.contains("500 ms") }
    try terminal.type("f")
    try await terminal.wait { $0.contains("500 ms") }
  }

  @Test("while frozen the figures stand still, and what came since is counted")
  func freezeStandsStill() async throws {
    let terminal = try Tmux()
    defer { terminal.close() }
    let port = try await terminal.startLive()
    try send([#"{"scope":"before","dur":0.5}"#], to: port)
    try await terminal.wait(for: "before")
    try terminal.type(" ")
    try await terminal.wait(for: "FROZEN")
    try send(Array(repeating: #"{"scope":"after","dur":0.5}"#, count: 7), to: port)
    let frozen = try await terminal.wait(for: "+7 since")
    #expect(!frozen.contains("after"))
    try terminal.type(" ")
    try await terminal.wait { $0.contains("LIVE") && $0.contains("after") }
  }

  @Test("a line full of escape sequences is shown without any of them")
  func escapesAreHarmless() async throws {
    let terminal = try Tmux()
    defer { terminal.close() }
    let port = try await terminal.startLive()
    let hostile =
      #"{"scope":"\u001b[2J\u001b]0;owned\u0007\u009b31mred\u202e","dur":1,"tags":{"k\u001bc":"\u001b[?1049l"}}"#
    try send([hostile, "\u{1B}[2J\u{1B}]0;owned\u{7}", #"{"scope":"tame","dur":2}"#], to: port)
    let screen = try await terminal.wait { $0.contains("tame") && $0.contains("red") }
    #expect(!screen.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
    try terminal.type("!")
    try await terminal.wait(for: "JSON")
    #expect(try terminal.ask("#{pane_title}") != "owned")
    #expect(try terminal.ask("#{alternate_on}") == "1")
  }

  @Test("a view is written to a file of its own, and never over another")
  func exportWritesAFile() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let terminal = try Tmux()
    defer { terminal.close() }
    try terminal.type("cd '\(folder.url.path)'\n")
    let port = try await terminal.startLive()
    try send([#"{"scope":"archive","dur":3.2}"#], to: port)
    try await terminal.wait(for: "archive")
    for count in 1...2 {
      try terminal.type("e\n")
      try await terminal.wait(for: "wrote 1 scope to ./stats-top-scopes-")
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
      #expect(files.count == count)
      try terminal.type("j")
      try await terminal.wait { !$0.contains("wrote 1 scope") }
    }
    let file = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder.url.path).first)
    let text = try String(contentsOf: folder.url.appending(path: file), encoding: .utf8)
    #expect(text.contains(#""scope":"archive","count":1"#))
  }

  #if os(Linux)
    @Test("a frame goes out by one write: a terminal that shows it in pieces flickers")
    func wholeFrames() async throws {
      let terminal = try Tmux()
      defer { terminal.close() }
      _ = try await terminal.startLive("--refresh 5s")
      let shell = try terminal.ask("#{pane_pid}")
      let children = try String(
        contentsOfFile: "/proc/\(shell)/task/\(shell)/children", encoding: .utf8)
      let program = try #require(children.split(separator: " ").last)
      func writes() throws -> Int {
        let figures = try String(contentsOfFile: "/proc/\(program)/io", encoding: .utf8)
        return try #require(figures.firstMatch(of: /syscw: ([0-9]+)/).flatMap { Int($0.1) })
      }
      let before = try writes()
      try terminal.press("?")
      _ = try await terminal.wait(for: "MOVING")
      // All forty lines changed. Another frame or two may have come by.
      #expect(1..<8 ~= (try writes()) - before)
    }
  #endif

  @Test("any size is survived", arguments: [(80, 24), (40, 10), (20, 5), (1, 1), (200, 60)])
  func sizes(columns: Int, rows: Int) async throws {
    let terminal = try Tmux()
    defer { terminal.close() }
    let port = try await terminal.startLive()
    try send([#"{"scope":"steady","dur":1}"#], to: port)
    try await terminal.wait(for: "steady")
    try terminal.resize(columns: columns, rows: rows)
    try await terminal.wait { $0.split(separator: "\n").allSatisfy { $0.count <= columns } }
    try terminal.resize(columns: 100, rows: 30)
    try await terminal.wait(for: "steady")
  }

  @Test("a click selects, a second one opens; --no-mouse leaves the mouse to the terminal")
  func mouse() async throws {
    let terminal = try Tmux()
    defer { terminal.close() }
    let port = try await terminal.startLive()
    try send([#"{"scope":"slow","dur":2}"#, #"{"scope":"quick","dur":1}"#], to: port)
    let screen = try await terminal.wait { $0.contains("slow") && $0.contains("quick") }
    #expect(try terminal.ask("#{mouse_button_flag} #{mouse_sgr_flag}") == "1 1")
    let lines = screen.split(separator: "\n", omittingEmptySubsequences: false)
    let row = try #require(lines.firstIndex { $0.contains("quick") }) + 1
    for _ in 0..<2 { try terminal.send("\u{1b}[<0;9;\(row)M\u{1b}[<0;9;\(row)m") }
    try await terminal.wait(for: "‹ quick")
    try terminal.type("qq")
    try await terminal.wait { $0.contains("ready>") && !$0.contains("quick") }
    #expect(try terminal.ask("#{mouse_any_flag}") == "0")
    _ = try await terminal.startLive("--no-mouse")
    #expect(try terminal.ask("#{mouse_any_flag}") == "0")
  }

  @Test("what y copies is on tmux's clipboard, whole")
  func copies() async throws {
    let terminal = try Tmux()
    defer { terminal.close() }
    let port = try await terminal.startLive()
    let names = (0..<200).map { "scope number \($0) with a name of some length" }
    try send(names.map { #"{"scope":"\#($0)","dur":1}"# }, to: port)
    try await terminal.wait(for: "200 scopes")
    try terminal.type("y")
    let screen = try await terminal.wait(for: "copied")
    let text = try terminal.clipboard()
    #expect(screen.contains("bytes"))
    let copied = try JSONDecoder().decode(Copied.self, from: Data(text.utf8))
    #expect(Set(copied.scopes.map(\.scope)) == Set(names))
  }

  private struct Copied: Decodable {
    struct Row: Decodable { var scope: String }
    var scopes: [Row]
  }

  @Test("a terminal without the glyphs gets ASCII", arguments: ["linux", "vt100", "vt220"])
  func fewGlyphs(type: String) async throws {
    let terminal = try Tmux()
    defer { terminal.close() }
    let port = try await terminal.startLive(variables: "TERM=\(type)")
    try send([#"{"scope":"caf\u00e9","dur":0.5}"#], to: port)
    let screen = try await terminal.wait(for: "500 ms")
    let others = screen.unicodeScalars.filter { !$0.isASCII }
    #expect(others.isEmpty, "\(screen)")
    try terminal.type("q")
    try await terminal.wait { $0.contains("ready>") && !$0.contains("500 ms") }
  }

  @Test("names of wide and combining characters and emoji leave the columns in line")
  func wideNames() async throws {
    let terminal = try Tmux()
    defer { terminal.close() }
    let port = try await terminal.startLive()
    let names = [
      "plain", "日本語のスコープ", "cafe\u{301}", "👩\u{200d}👩\u{200d}👧 family", "👍🏽 thumb", "🇩🇪 flag", "한국어",
      "नमस्ते", "שלום",
    ]
    for name in names {
      try send([#"{"scope":"\#(name)","dur":0.5,"tags":{"name":"\#(name)"}}"#], to: port)
    }
    let screen = try await terminal.wait(for: "\(names.count) scopes")
    #expect(screen.contains("👩👩👧 family"), "\(screen)")
    let rows = screen.split(separator: "\n").filter { $0.contains("500 ms") }
    #expect(rows.count == names.count, "\(screen)")
    let ends = rows.map { row -> Int in
      let end = row.firstRange(of: "500 ms").map(\.lowerBound) ?? row.endIndex
      return TextWidth.of(row[..<end])
    }
    #expect(Set(ends).count == 1, "\(ends)\n\(screen)")
    try terminal.press("Enter")
    try await terminal.wait(for: "slowest")
  }

  @Test("--ascii draws nothing but ASCII")
  func ascii() async throws {
    let terminal = try Tmux()
    defer { terminal.close() }
    let port = try await terminal.startLive("--ascii")
    try send([#"{"scope":"caf\u00e9","dur":0.5}"#], to: port)
    let screen = try await terminal.wait(for: "500 ms")
    let others = screen.unicodeScalars.filter { !$0.isASCII }
    #expect(others.isEmpty, "\(screen)")
  }
}
