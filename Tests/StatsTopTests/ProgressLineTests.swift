import Foundation
import Testing

@testable import stats_top

@Suite("How far a report has come")
struct ProgressLineTests {
  @Test("nothing is said in the first second, then five times a second at most")
  func pace() {
    var line = ProgressLine(total: 1_000)
    #expect(line.text(bytes: 10, lines: 1, at: .milliseconds(999)) == nil)
    #expect(line.text(bytes: 20, lines: 2, at: .seconds(1)) != nil)
    #expect(line.text(bytes: 30, lines: 3, at: .milliseconds(1_199)) == nil)
    #expect(line.text(bytes: 40, lines: 4, at: .milliseconds(1_200)) != nil)
  }

  @Test("it says the share, the speed and the time left")
  func words() {
    var line = ProgressLine(total: 4 << 20)
    #expect(
      line.text(bytes: 1 << 20, lines: 2_500_000, at: .seconds(2))
        == "\r25%, 1.0 MiB of 4.0 MiB, 2.5M lines, 1.3M/s, 6.00 s left")
  }

  @Test("what cannot be measured has a speed alone")
  func pipe() {
    var line = ProgressLine(total: nil)
    #expect(line.text(bytes: nil, lines: 3_000, at: .seconds(1)) == "\r3,000 lines, 3.0k/s")
  }

  @Test("a shorter line leaves nothing of a longer one, and the end leaves nothing at all")
  func erasing() {
    var line = ProgressLine(total: nil)
    #expect(line.erased() == nil)
    _ = line.text(bytes: nil, lines: 999_999, at: .seconds(1))
    #expect(line.text(bytes: nil, lines: 1, at: .seconds(60)) == "\r1 lines, <0.1/s      ")
    #expect(line.erased() == "\r" + String(repeating: " ", count: 15) + "\r")
    #expect(line.erased() == nil)
  }

  /// Something that fills more than a block.
  private static let lines = String(repeating: #"{"scope":"s","dur":1}"# + "\n", count: 20_000)

  @Test("on a terminal it is there while lines come, and gone when the report is")
  func onATerminal() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let (lines, end) = (folder.file("lines", Self.lines), folder.url.appending(path: "end"))
    let tmux = try Tmux()
    defer { tmux.close() }
    let source = "while [ ! -e '\(end.path)' ]; do cat '\(lines.path)'; sleep 0.1; done"
    try tmux.type("clear; (\(source)) | '\(Repository.program.path)' report -\n")
    let progress = /[0-9.,kM]+ lines, [0-9.,kM]+\/s/
    _ = try await tmux.wait { $0.contains(progress) }
    _ = folder.file("end")
    let screen = try await tmux.wait { $0.contains("scopes shown") }
    #expect(!screen.contains(progress), "\(screen)")
  }

  @Test("where standard error is no terminal nothing is said")
  func elsewhere() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let lines = folder.file("lines", Self.lines)
    let script = """
      for part in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do cat "$1"; sleep 0.1; done | "$0" report -
      """
    let run = try Command("sh", ["-c", script, Repository.program.path, lines.path])
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
  }
}
