import Foundation
import Testing

/// What is sent to have text copied, by what stands between the program and the terminal.
@Suite("The clipboard", .serialized)
struct ClipboardTests {
  private static let text = String(repeating: "stats-top ", count: 100)
  private static let sequence = "\u{1b}]52;c;\(Data(text.utf8).base64EncodedString())\u{7}"

  private func copied(_ environment: [String], term: String) throws -> String {
    let probe = try Probe(term: term, environment: environment)
    try #require(probe.waitFor("event 0 ready."))
    probe.send("y")
    probe.send("q")
    #expect(probe.waitForEnd() == .exited(0))
    return probe.output
  }

  @Test("alone, and in tmux as well, the plain sequence goes out in one piece")
  func plain() throws {
    #expect(try copied([], term: "xterm-256color").contains(Self.sequence))
    let tmux = try copied(["TMUX=/tmp/tmux/default,1,0"], term: "screen-256color")
    #expect(tmux.contains(Self.sequence + "\u{1b}Ptmux;\u{1b}" + Self.sequence + "\u{1b}\\"))
    let inner = try copied(["TMUX=/tmp/tmux/default,1,0", "STY=1.tty"], term: "tmux-256color")
    #expect(inner.contains("\u{1b}Ptmux;"))
  }

  @Test("GNU screen gets it wrapped, in pieces that it can hold")
  func screen() throws {
    let output = try copied(["STY=1.tty"], term: "screen-256color")
    #expect(!output.contains(Self.sequence))
    let pieces = output.components(separatedBy: "\u{1b}P").dropFirst().map {
      $0.components(separatedBy: "\u{1b}\\")[0]
    }
    #expect(pieces.joined() == Self.sequence)
    #expect(pieces.count > 1)
    #expect(pieces.allSatisfy { $0.utf8.count <= 252 })
  }
}
