import Foundation
import Testing

/// However the program ends, the terminal is as it was.
@Suite("Ways out", .serialized)
struct WayOutTests {
  /// Starts the program from a shell that has said how the terminal is before.
  private func start(_ terminal: Tmux) async throws -> (port: UInt16, before: String) {
    try terminal.type("stty -g\n")
    let screen = try await terminal.wait { $0.contains(/[0-9a-f]+:[0-9a-f]+:/) }
    let settings = try #require(screen.firstMatch(of: /[0-9a-f]+(:[0-9a-f]+)+/)).0
    return (try await terminal.startLive(), String(settings))
  }

  /// Back in the shell, with the exit code, and the terminal set as it was before.
  private func expectRestored(
    _ terminal: Tmux, status: String, settings: String,
    _ location: SourceLocation = #_sourceLocation
  ) async throws {
    try await terminal.wait(location) { screen in
      !screen.contains("LIVE") && screen.split(separator: "\n").last { $0 != "" } == "ready>"
    }
    try terminal.type("echo \"ended $?\"; stty -g\n")
    try await terminal.wait(location) {
      $0.contains("ended \(status)") && $0.ranges(of: settings).count == 2
    }
    #expect(try terminal.ask("#{alternate_on}") == "0", sourceLocation: location)
    #expect(try terminal.ask("#{cursor_flag}") == "1", sourceLocation: location)
  }

  @Test(
    "q ends with 0, Ctrl-C and Ctrl-\\ as an interrupt does",
    arguments: [("q", "0"), ("C-c", "130"), (#"C-\"#, "131")])
  func keys(key: String, status: String) async throws {
    let terminal = try Tmux()
    defer { terminal.close() }
    let (_, settings) = try await start(terminal)
    try terminal.press(key)
    try await expectRestored(terminal, status: status, settings: settings)
  }

  @Test(
    "signals and traps restore the terminal",
    arguments: [
      (SIGTERM, "143"), (SIGHUP, "129"), (SIGINT, "130"), (SIGILL, "132"), (SIGSEGV, "139"),
    ]
  )
  func signals(signal: Int32, status: String) async throws {
    let terminal = try Tmux()
    defer { terminal.close() }
    let (_, settings) = try await start(terminal)
    kill(try programProcess(in: terminal), signal)
    try await expectRestored(terminal, status: status, settings: settings)
  }

  @Test("Ctrl-Z gives the terminal back, and fg takes it again")
  func suspend() async throws {
    let terminal = try Tmux()
    defer { terminal.close() }
    let port = try await terminal.startLive()
    try send([#"{"scope":"kept","dur":1}"#], to: port)
    try await terminal.wait(for: "kept")
    try terminal.press("C-z")
    try await terminal.wait { $0.contains("ready>") && !$0.contains("kept") }
    #expect(try terminal.ask("#{alternate_on}") == "0")
    try terminal.type("fg\n")
    try await terminal.wait(for: "kept")
    #expect(try terminal.ask("#{alternate_on}") == "1")
  }

  /// The program that runs in the terminal's foreground.
  private func programProcess(in terminal: Tmux) throws -> pid_t {
    let shell = try terminal.ask("#{pane_pid}")
    let path = "/proc/\(shell)/task/\(shell)/children"
    let children = try String(contentsOfFile: path, encoding: .utf8)
    return try #require(children.split(separator: " ").last.flatMap { pid_t($0) })
  }
}
