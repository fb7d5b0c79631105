import Foundation
import Testing

/// One program on every type of terminal that its users have.
@Suite("Types of terminal", .serialized)
struct TerminalTypeTests {
  /// Those that every system with ncurses describes, with whether they have colours and a mouse.
  static let types: [(name: String, hasColours: Bool, hasMouse: Bool)] = [
    ("xterm-256color", true, true), ("xterm", true, true), ("xterm-mono", false, true),
    ("linux", true, false), ("screen", true, true), ("screen-256color", true, true),
    ("tmux-256color", true, true), ("rxvt", true, true), ("vt100", false, false),
    ("vt220", false, false), ("ansi", true, false),
  ]

  @Test("it starts, shows what it has to show, and puts everything back", arguments: types)
  func starts(name: String, hasColours: Bool, hasMouse: Bool) throws {
    let probe = try Probe(term: name)
    probe.send("q")
    #expect(probe.waitForEnd() == .exited(0))
    #expect(probe.modes == probe.modesBefore)
    let plain = Self.withoutSequences(probe.output)
    #expect(plain.contains("event 0 ready."), "\(plain.debugDescription)")
    // Whatever is left of a sequence that was none would show as text.
    let rest = plain.replacing("event 0 ready.", with: "").replacing("日本 é 😀", with: "")
    // The key was there before the program, so the terminal has echoed it.
    #expect(rest.allSatisfy { $0 == " " || $0 == "q" || $0.isNewline }, "\(rest.debugDescription)")
    #expect(probe.output.contains(/\u{1b}\[[0-9;]*3[0-9]/) == hasColours)
    if !hasMouse && name != "linux" { #expect(!probe.output.contains("\u{1b}[?1002h")) }
    if hasMouse {
      #expect(probe.output.contains(CursesTerminalTests.mouseOn))
      #expect(probe.output.contains(CursesTerminalTests.mouseOff))
    }
  }

  @Test(
    "a type that only newer systems describe starts, or says in a sentence that it is unknown",
    arguments: ["xterm-kitty", "alacritty", "foot", "wezterm", "xterm-ghostty", "xterm-direct"])
  func newer(name: String) throws {
    let probe = try Probe(term: name)
    probe.send("q")
    let end = probe.waitForEnd()
    #expect(probe.modes == probe.modesBefore)
    if end == .exited(69) {
      #expect(probe.output.contains("'\(name)' is unknown here"))
      #expect(!probe.output.contains("\u{1b}"))
    } else {
      #expect(end == .exited(0))
      #expect(Self.withoutSequences(probe.output).contains("event 0 ready."))
    }
  }

  /// The output without the sequences of ECMA-48 and the VT100, and without what only pads.
  static func withoutSequences(_ output: String) -> String {
    output
      .replacing(/\u{1b}\[[0-?]*[ -\/]*[@-~]/, with: "")
      .replacing(/\u{1b}\][^\u{7}\u{1b}]*(\u{7}|\u{1b}\\)/, with: "")
      .replacing(/\u{1b}[ -\/]*[0-~]/, with: "")
      .replacing(/[\u{0}\u{8}\u{e}\u{f}]/, with: "")
  }
}
