import Datagram
import Foundation
import Testing

/// A terminal of a test's own: tmux on a socket of its own, one window, the built program in it.
///
/// Everything waits for text on the screen, with a deadline; nothing sleeps for luck.
final class Tmux {
  /// How long a loaded machine may take for what is usually done in a fraction of a second.
  static let patience = Duration.seconds(60)

  private let socket = "stats-top-test-\(UUID().uuidString)"
  private let folder: TemporaryFolder

  /// Opens a terminal with a shell in it.
  init(columns: Int = 120, rows: Int = 40) throws {
    folder = try TemporaryFolder()
    let configuration = folder.file(
      "tmux.conf", "set -g status off\nset -g escape-time 0\nset -g set-clipboard on\n")
    try run([
      "-f", configuration.path, "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)",
      "env", "-i", "TERM=tmux-256color", "LANG=C.UTF-8", "PATH=\(Self.path)", "PS1=ready> ",
      // Swift would ask at the terminal whether to debug a trap, for half a minute.
      "SWIFT_BACKTRACE=enable=no",
      "sh", "-i",
    ])
  }

  private static var path: String { ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin" }

  /// Ends the terminal and everything in it.
  func close() {
    _ = try? run(["kill-server"])
    folder.remove()
  }

  /// Starts the program in the shell, on any free port, and says which it is.
  /// - Parameter variables: what to set for it, such as `TERM=linux`.
  func startLive(_ arguments: String = "", variables: String = "") async throws -> UInt16 {
    try type("\(variables) '\(Repository.program.path)' live --listen 127.0.0.1:0 \(arguments)\n")
    // The line that was typed names port 0; only the header names one beside its senders.
    let header = /127\.0\.0\.1:([0-9]+) +[0-9]+ sender/
    let screen = try await wait { $0.contains(header) }
    return try #require(screen.firstMatch(of: header).flatMap { UInt16($0.1) })
  }

  /// Types text as it is; `\n` is the Enter key.
  func type(_ text: String) throws {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if index > 0 { try press("Enter") }
      if !line.isEmpty { try run(["send-keys", "-l", String(line)]) }
    }
  }

  /// Presses a key by tmux's name for it: `Enter`, `Escape`, `C-c`, `Up`.
  func press(_ key: String) throws { try run(["send-keys", key]) }

  /// Sends bytes as the terminal itself would: a mouse's report, or an answer.
  func send(_ text: String) throws {
    try run(["send-keys", "-H"] + text.utf8.map { String($0, radix: 16) })
  }

  func resize(columns: Int, rows: Int) throws {
    try run(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// What is on the screen now.
  func screen() throws -> String { try run(["capture-pane", "-p"]) }

  /// What was copied last.
  func clipboard() throws -> String { try run(["show-buffer"]) }

  /// Asks tmux about its pane, in its own format language.
  func ask(_ format: String) throws -> String {
    try run(["display-message", "-p", format]).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Waits until the screen is as it should be, and returns it: one that has been drawn to its end, as
  /// two looks at the same tell.
  @discardableResult
  func wait(
    _ location: SourceLocation = #_sourceLocation, until isDone: (String) -> Bool
  ) async throws -> String {
    let deadline = ContinuousClock.now.advanced(by: Self.patience)
    var last = try screen()
    while true {
      if isDone(last) {
        let next = try screen()
        if next == last { return last }
        last = next
      } else {
        guard ContinuousClock.now < deadline else {
          Issue.record("The screen never came to be so. It is:\n\(last)", sourceLocation: location)
          throw TmuxError.tooLate
        }
        // A pause between looks, so as not to starve what is looked at; not one that is relied on.
        try await Task.sleep(for: .milliseconds(30))
        last = try screen()
      }
    }
  }

  @discardableResult
  func wait(
    for text: String, _ location: SourceLocation = #_sourceLocation
  ) async throws -> String {
    try await wait(location) { $0.contains(text) }
  }

  @discardableResult
  private func run(_ arguments: [String]) throws -> String {
    let command = try Command("tmux", ["-L", socket] + arguments)
    guard command.status == 0 else { throw TmuxError.failed(arguments, command.errors) }
    return command.output
  }
}

enum TmuxError: Error {
  case tooLate
  case failed([String], String)
}

/// Sends lines to a port of this machine, each in a datagram of its own.
func send(_ lines: [String], to port: UInt16) throws {
  let sender = try DatagramSender(to: .ipv4(0x7F00_0001, port: port))
  for line in lines {
    let bytes = Array((line + "\n").utf8)
    #expect(sender.send(bytes.span.bytes) == .sent)
  }
}
