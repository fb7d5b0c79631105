// A program for tests alone: it shows what it hears, and ends in the ways that keys ask for.
import CursesTerminal
import TextUI

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

func say(_ text: String) {
  _ = text.withCString { write(STDERR_FILENO, $0, strlen($0)) }
}

/// Draws the last event, numbered, on a row that was blank: so all of it is sent.
func draw(_ text: String, number: Int, on terminal: inout CursesTerminal) {
  var screen = Screen(size: terminal.size)
  screen.put(
    "event \(number) \(text).", at: Point(row: number % 2, column: 0), style: Style(.strong))
  screen.put("日本 é 😀", at: Point(row: 2, column: 1), style: Style(.danger, isSelected: true))
  terminal.draw(screen)
}

func name(of event: TerminalEvent?) -> String {
  switch event {
  case .key(let key): "\(key)"
  case .mouse(let mouse): "\(mouse.action) \(mouse.point.row) \(mouse.point.column)"
  case .resized(let size): "resized \(size.rows) \(size.columns)"
  case .closed: "closed"
  case nil: "nothing"
  }
}

func run() -> Int32 {
  do {
    var terminal = try CursesTerminal(colour: .full, hasMouse: true)
    let waker = terminal.waker
    var number = 0
    draw("ready", number: number, on: &terminal)
    while true {
      let event = terminal.nextEvent(within: nil)
      number += 1
      switch event {
      case .closed: return terminal.closingSignal.map { 100 + $0 } ?? 99
      case .key(.character("q")): return 0
      case .key(.character("t")): fatalError("BUG: the probe traps")
      case .key(.character("o")): return overflow(0)
      case .key(.character("a")): abort()
      case .key(.character("e")): say("a stray word\n")
      case .key(.character("y")): terminal.copy(String(repeating: "stats-top ", count: 100))
      case .key(.character("w")): Task.detached { waker.wake() }
      default: break
      }
      draw(name(of: event), number: number, on: &terminal)
    }
  } catch {
    say("probe: \(error)\n")
    return 69
  }
}

/// Uses up the stack.
func overflow(_ depth: Int32) -> Int32 { depth < 0 ? 0 : overflow(depth &+ 1) &+ depth % 3 }

// It is ended in ways that would leave a file of its memory behind.
var noCore = rlimit()
#if canImport(Glibc)
  setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &noCore)
#else
  setrlimit(RLIMIT_CORE, &noCore)
#endif
exit(run())
