import Foundation
import Testing

/// The real thing on a pseudo-terminal: what it sends, and what it leaves behind.
@Suite("The terminal", .serialized)
struct CursesTerminalTests {
  /// What gives the screen back that was there before.
  static let leaves = "\u{1b}[?1049l"

  static let mouseOn = "\u{1b}[?1002h\u{1b}[?1006h"
  static let mouseOff = "\u{1b}[?1006l\u{1b}[?1002l"

  static func started(rows: UInt16 = 10, columns: UInt16 = 40) throws -> Probe {
    let probe = try Probe(rows: rows, columns: columns)
    try #require(probe.waitFor("\u{1b}[?1049h"))
    try #require(probe.waitFor(mouseOn))
    try #require(probe.waitFor("event 0 ready."))
    #expect(probe.modes != probe.modesBefore)
    return probe
  }

  @Test(
    "every way out restores the screen and the terminal's modes",
    arguments: [
      ("q", 0, Probe.End.exited(0)), ("", SIGTERM, .exited(100 + SIGTERM)),
      ("", SIGINT, .exited(100 + SIGINT)), ("", SIGHUP, .exited(100 + SIGHUP)),
      ("a", 0, .killed(SIGABRT)), ("", SIGQUIT, .killed(SIGQUIT)),
      ("", SIGSEGV, .killed(SIGSEGV)), ("", SIGBUS, .killed(SIGBUS)),
      ("", SIGFPE, .killed(SIGFPE)), ("o", 0, .killed(SIGSEGV)),
    ] as [(String, Int32, Probe.End)])
  func waysOut(keys: String, signal: Int32, end: Probe.End) throws {
    let probe = try Self.started()
    probe.send(keys)
    if signal != 0 { probe.signal(signal) }
    #expect(probe.waitForEnd() == end)
    #expect(probe.output.contains(Self.leaves))
    #expect(probe.output.contains("\u{1b}[?25h"))
    #expect(probe.output.contains(Self.mouseOff))
    #expect(probe.modes == probe.modesBefore)
  }

  @Test("a trap restores the terminal first and then says what went wrong")
  func trap() throws {
    let probe = try Self.started()
    probe.send("t")
    let end = probe.waitForEnd()
    #expect(end == .killed(SIGILL) || end == .killed(SIGTRAP))
    #expect(probe.waitFor(Self.leaves))
    #expect(probe.output.contains("BUG: the probe traps"))
    #expect(probe.modes == probe.modesBefore)
  }

  @Test("what is written to standard error comes out when the screen is gone")
  func strayWords() throws {
    let probe = try Self.started()
    probe.send("e")
    #expect(probe.waitFor("event 1"))
    #expect(!probe.output.contains("stray"))
    probe.send("q")
    #expect(probe.waitForEnd() == .exited(0))
    #expect(probe.waitFor(Self.leaves))
    #expect(probe.output.contains("a stray word"))
  }

  @Test("stopped and continued, it gives the terminal back and takes it again")
  func suspends() throws {
    let probe = try Self.started()
    for _ in 0..<2 {
      probe.signal(SIGTSTP)
      #expect(probe.waitForEnd() == .stopped(SIGTSTP))
      #expect(probe.waitFor(Self.mouseOff))
      #expect(probe.waitFor(Self.leaves))
      #expect(probe.modes == probe.modesBefore)
      probe.signal(SIGCONT)
      #expect(probe.waitFor("\u{1b}[?1049h"))
      #expect(probe.waitFor(Self.mouseOn))
      #expect(probe.waitFor("resized 10 40."))
      #expect(probe.modes != probe.modesBefore)
    }
    probe.signal(SIGTERM)
    #expect(probe.waitForEnd() == .exited(100 + SIGTERM))
    #expect(probe.modes == probe.modesBefore)
  }

  @Test("stopped without warning, it sends everything anew when it goes on")
  func stoppedHard() throws {
    let probe = try Self.started()
    probe.signal(SIGSTOP)
    #expect(probe.waitForEnd() == .stopped(SIGSTOP))
    probe.signal(SIGCONT)
    #expect(probe.waitFor("resized 10 40."))
    probe.send("q")
    #expect(probe.waitForEnd() == .exited(0))
    #expect(probe.modes == probe.modesBefore)
  }

  @Test("a terminal may become as small as it likes")
  func resizes() throws {
    let probe = try Self.started()
    for (rows, columns) in [(1, 1), (2, 3), (1, 80), (60, 1), (30, 100)] as [(UInt16, UInt16)] {
      probe.resize(rows: rows, columns: columns)
      if columns > 80 { #expect(probe.waitFor("resized \(rows) \(columns).")) }
    }
    probe.send("q")
    #expect(probe.waitForEnd() == .exited(0))
    let tiny = try Probe(rows: 1, columns: 1)
    tiny.send("q")
    #expect(tiny.waitForEnd() == .exited(0))
  }

  @Test(
    "keys are told apart",
    arguments: [
      ("x", "character(\"x\")"), ("é", "character(\"é\")"), ("日", "character(\"日\")"),
      ("\u{1b}[A", "up"), ("\u{1b}OB", "down"), ("\u{1b}[1;2A", "shiftUp"),
      ("\u{1b}[1;2B", "shiftDown"), ("\u{1b}[1;2D", "shiftLeft"), ("\u{1b}[5~", "pageUp"),
      ("\u{1b}[6~", "pageDown"), ("\u{1b}[H", "home"), ("\u{1b}OF", "end"),
      ("\u{1b}OP", "function(1)"),
      ("\u{1b}[17~", "function(6)"), ("\u{1b}[Z", "backTab"), ("\t", "tab"), ("\r", "enter"),
      ("\n", "enter"), ("\u{1b}", "escape"), ("\u{7f}", "backspace"), ("\u{8}", "backspace"),
      ("\u{1b}[3~", "delete"), ("\u{1b}[2~", "insert"), ("\u{17}", "control(\"w\")"),
      ("\u{11}", "control(\"q\")"), ("\u{13}", "control(\"s\")"), ("\u{16}", "control(\"v\")"),
    ])
  func keys(sent: String, name: String) throws {
    let probe = try Self.started()
    probe.send(sent)
    #expect(probe.waitFor("1 \(name)."), "\(probe.output.debugDescription)")
  }

  @Test(
    "the mouse is told from keys, in both of the forms that terminals have for it",
    arguments: [
      ("\u{1b}[<0;5;3M", "press 2 4"), ("\u{1b}[<0;5;3m", "release 2 4"),
      ("\u{1b}[<32;300;9M", "drag 8 299"), ("\u{1b}[<64;1;1M", "wheelUp 0 0"),
      ("\u{1b}[<65;1;1M", "wheelDown 0 0"), ("\u{1b}[<16;1000;2M", "press 1 999"),
      ("\u{1b}[M %#", "press 2 4"), ("\u{1b}[Ma%#", "wheelDown 2 4"),
      ("\u{1b}[M#%#", "release 2 4"),
      ("\u{1b}[<2;5;3Mx", "character(\"x\")"), ("\u{1b}[<2;5;3mx", "character(\"x\")"),
      ("\u{1b}[<0;5x", "character(\"x\")"),
      ("\u{1b}[<0;\u{1b}[A", "up"), ("\u{1b}[<0;99999999999999999999M", "character(\"9\")"),
    ])
  func mouse(sent: String, name: String) throws {
    let probe = try Self.started()
    probe.send(sent)
    #expect(probe.waitFor("\(name)."), "\(probe.output.debugDescription)")
  }

  @Test(
    "keys that mean nothing here, pressed again and again, do not end the program",
    arguments: ["\u{1b}[1;2H", "\u{1b}[1;2F", "\u{9b}"])
  func uselessKeys(sent: String) throws {
    let probe = try Self.started()
    // One that comes before the wait has begun is passed over in silence, so there are some to spare.
    var waitsEnded = 0
    for _ in 0..<20 where waitsEnded < 4 {
      probe.send(sent)
      waitsEnded += probe.waitFor("nothing.", seconds: 0.5) ? 1 : 0
    }
    #expect(waitsEnded == 4)
    probe.send("x")
    #expect(probe.waitFor("character(\"x\")"), "\(probe.output.debugDescription)")
  }

  @Test("keys come from the terminal where standard input is something else")
  func redirectedInput() throws {
    let probe = try Probe(redirected: STDIN_FILENO)
    try #require(probe.waitFor("event 0 ready."))
    probe.send("x")
    #expect(probe.waitFor("1 character"))
    probe.send("q")
    #expect(probe.waitForEnd() == .exited(0))
    #expect(probe.modes == probe.modesBefore)
  }

  @Test("only what changed is sent")
  func sendsChanges() throws {
    let probe = try Self.started()
    #expect(probe.waitFor("日本"))
    probe.send("x")
    #expect(probe.waitFor("character"))
    #expect(!probe.output.contains("日本"))
  }

  @Test("another thread ends the wait")
  func wakes() throws {
    let probe = try Self.started()
    probe.send("w")
    #expect(probe.waitFor("nothing."))
  }

  @Test("a terminal that is gone ends the program, without a signal as well")
  func hangup() throws {
    var probe: Probe? = try Self.started()
    probe?.hangUp()
    #expect(probe?.waitForEnd() == .exited(99))
    probe = nil
  }

  @Test(
    "where no screen can be shown one sentence says so, and nothing is changed",
    arguments: [
      ("no-such-terminal", nil, "'no-such-terminal' is unknown"), ("dumb", nil, "full screen"),
      (nil, nil, "TERM is not set"), ("xterm", STDOUT_FILENO, "stats-top report"),
    ] as [(String?, Int32?, String)])
  func refuses(term: String?, redirected: Int32?, sentence: String) throws {
    let probe = try Probe(term: term, redirected: redirected)
    #expect(probe.waitForEnd() == .exited(69))
    #expect(probe.output.contains(sentence))
    #expect(!probe.output.contains("\u{1b}"))
    #expect(probe.modes == probe.modesBefore)
  }
}
