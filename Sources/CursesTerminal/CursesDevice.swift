import CNcurses
import TextUI

/// ncurses on a terminal's descriptors: started, left, entered again, ended.
struct CursesDevice {
  /// What a wait found.
  struct Readiness {
    var hasInput = false
    /// There is input, and nothing in it: what the end of a file looks like.
    var isEmpty = false
    /// The terminal has hung up.
    var isGone = false
  }

  /// SAFETY: ncurses's own screen and the two streams it uses; made in `init`, ended in `close`, which
  /// the one terminal that owns this calls once.
  private let screen: OpaquePointer
  private let inputStream: UnsafeMutablePointer<FILE>
  private let outputStream: UnsafeMutablePointer<FILE>
  private let input: Int32
  /// Whether the type of terminal is one that shows more than ASCII.
  let hasLargeFont: Bool
  /// Whether the terminal has been asked to tell of its mouse.
  private var hasMouse = false

  /// How the types begin that have a small font: consoles, and terminals that are furniture.
  private static let typesOfFewGlyphs = [
    "linux", "cons25", "vt1", "vt2", "vt3", "vt4", "vt5", "ansi", "pc", "sun", "wyse", "wy",
  ]

  /// Presses, releases and motion with a button down (1002), in the form without a largest column
  /// (1006); xterm's control sequences, "Mouse Tracking".
  private static let mouseOn = "\u{1b}[?1002h\u{1b}[?1006h"
  private static let mouseOff = "\u{1b}[?1006l\u{1b}[?1002l"

  /// Starts ncurses.
  ///
  /// `initscr` would end the process when it cannot, so what it needs is looked at first, and
  /// `newterm` says so by its result.
  init() throws(TerminalError) {
    guard isatty(STDOUT_FILENO) == 1 else { throw .notATerminal }
    let type = getenv("TERM").map { String(cString: $0) } ?? ""
    var reason: Int32 = 0
    guard !type.isEmpty, setupterm(nil, STDOUT_FILENO, &reason) == OK else {
      throw .unknownType(type)
    }
    guard Self.capability("cup") != nil, Self.capability("clear") != nil else { throw .unfit(type) }
    guard let inputStream = Self.openKeyboard() else { throw .noKeyboard }
    guard let outputStream = fdopen(fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3), "w") else {
      fclose(inputStream)
      throw .notATerminal
    }
    Rescue.prepare()
    Rescue.board.pointee.input = fileno(inputStream)
    Rescue.board.pointee.output = STDOUT_FILENO
    Rescue.board.pointee.frames = fileno(outputStream)
    tcgetattr(fileno(inputStream), &Rescue.board.pointee.modes)
    // A size in the environment would win over the terminal's own.
    use_tioctl(true)
    guard let screen = newterm(nil, outputStream, inputStream) else {
      Rescue.retire()
      fclose(inputStream)
      fclose(outputStream)
      throw .unfit(type)
    }
    // Left and entered again before anything is shown: until a program has been, ncurses (6.4, in
    // `_nc_mvcur`) sends what it has after each move of the cursor, a hundred writes a frame where one
    // is enough, and a terminal may show the frame in pieces.
    endwin()
    wrefresh(cncurses_screen())
    self.screen = screen
    self.inputStream = inputStream
    self.outputStream = outputStream
    input = fileno(inputStream)
    hasLargeFont = !Self.typesOfFewGlyphs.contains { type.hasPrefix($0) }
    Rescue.board.pointee.setRestoring(Self.restoringBytes())
    setModes()
  }

  /// Starts colours and says how many there are; 0 when there are none, or none are wanted.
  func startColors(_ colour: CursesTerminal.Colour) -> Int32 {
    guard colour == .full, has_colors(), start_color() == OK else { return 0 }
    return use_default_colors() == OK ? cncurses_colors() : 0
  }

  /// Asks the terminal to tell of its mouse, where its description knows of one.
  mutating func useMouse() {
    guard Self.capability("kmous") != nil else { return }
    hasMouse = true
    KeyCodes.defineMouse()
    Rescue.board.pointee.setRestoring(Array(Self.mouseOff.utf8) + Self.restoringBytes())
    send(Self.mouseOn)
  }

  /// Gives the terminal back, for a while or for good.
  ///
  /// Cleared first: tmux (3.3) brings what stands on the alternate screen along to the other one when
  /// the two differ in size.
  func leave() {
    if hasMouse { send(Self.mouseOff) }
    werase(cncurses_screen())
    wrefresh(cncurses_screen())
    endwin()
  }

  /// Takes the terminal again after `leave`, or after it was taken from us.
  func enterAgain() {
    reset_prog_mode()
    // Leaving once more makes the next refresh send the whole way in: SIGCONT without Ctrl-Z.
    if !isendwin() { endwin() }
    wrefresh(cncurses_screen())
    if hasMouse { send(Self.mouseOn) }
  }

  /// Ends ncurses, after `leave`.
  func close() {
    tcsetattr(input, TCSADRAIN, &Rescue.board.pointee.modes)
    delscreen(screen)
    fclose(inputStream)
    fclose(outputStream)
  }

  /// Makes ncurses as large as the terminal.
  func fitWindow() {
    guard let size = windowSize(of: STDOUT_FILENO) else { return }
    let isKnown =
      Int32(size.ws_row) == cncurses_rows() && Int32(size.ws_col) == cncurses_columns()
    if !isKnown { resizeterm(Int32(size.ws_row), Int32(size.ws_col)) }
  }

  /// Sleeps until there is a key, a signal, a wake or the time is over.
  func wait(_ timeout: Duration?) -> Readiness {
    let wakePipe = Rescue.board.pointee.wakePipe.read
    var polled = [
      pollfd(fd: input, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wakePipe, events: Int16(POLLIN), revents: 0),
    ]
    guard poll(&polled, nfds_t(polled.count), Self.milliseconds(timeout)) > 0 else {
      return Readiness()
    }
    if polled[1].revents != 0 { drain(wakePipe) }
    let found = Int32(polled[0].revents)
    let hasInput = found & POLLIN != 0
    return Readiness(
      hasInput: hasInput, isEmpty: hasInput && cncurses_pending_bytes(input) == 0,
      isGone: found & (POLLHUP | POLLERR | POLLNVAL) != 0)
  }

  /// Sets a locale whose characters are UTF-8, where the system has one.
  /// - Returns: whether it has.
  static func setLocale() -> Bool {
    // Only the class of characters: numbers in files must not change with the user's country.
    for name in ["", "C.UTF-8", "en_US.UTF-8", "UTF-8"] {
      if setlocale(LC_CTYPE, name) != nil, isLocaleUTF8() { return true }
    }
    return false
  }

  /// Sends what ncurses has no call for, in order with what it sends itself.
  func send(_ text: String) {
    fputs(text, outputStream)
    fflush(outputStream)
  }

  private func setModes() {
    cbreak()
    noecho()
    nonl()
    // Ctrl-S must not freeze the display, nor Ctrl-V and Ctrl-O be eaten.
    var modes = termios()
    if tcgetattr(input, &modes) == 0 {
      modes.c_iflag &= ~tcflag_t(IXON)
      modes.c_lflag &= ~tcflag_t(IEXTEN)
      tcsetattr(input, TCSANOW, &modes)
      def_prog_mode()
    }
    keypad(cncurses_screen(), true)
    nodelay(cncurses_screen(), true)
    set_escdelay(25)
    // A frame is shown whole, whatever has been typed meanwhile, and nobody asks ten times a frame.
    typeahead(-1)
    KeyCodes.defineMissing()
    curs_set(0)
  }

  private func drain(_ descriptor: Int32) {
    var bytes = [UInt8](repeating: 0, count: 256)
    while read(descriptor, &bytes, bytes.count) == bytes.count {}
  }

  /// Rounded up, so that a short wait does not become none.
  private static func milliseconds(_ timeout: Duration?) -> Int32 {
    guard let timeout else { return -1 }
    if timeout <= .zero { return 0 }
    let (seconds, attoseconds) = timeout.components
    if seconds >= 86_400 { return 86_400_000 }
    return Int32(seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }

  /// Standard input, or where that is redirected the terminal that standard output goes to.
  private static func openKeyboard() -> UnsafeMutablePointer<FILE>? {
    if isatty(STDIN_FILENO) == 1 {
      return fdopen(fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3), "r")
    }
    // By its own name where there is one: on macOS /dev/tty cannot be polled.
    let name = ttyname(STDOUT_FILENO).map { String(cString: $0) } ?? "/dev/tty"
    return fopen(name, "re") ?? fopen("/dev/tty", "re")
  }

  /// What puts the screen right again: plain text, own colours, a clear screen, keypad off, cursor shown, and the
  /// screen that was there before.
  private static func restoringBytes() -> [UInt8] {
    let capabilities = ["sgr0", "op", "clear", "rmkx", "cnorm", "rmcup"]
    let text = capabilities.compactMap { capability($0).map(withoutPadding) }.joined()
    return Array(text.utf8)
  }

  /// What the terminal's description says; nil where it says nothing.
  private static func capability(_ name: String) -> String? {
    // SAFETY: the result is a string of ncurses's, or nil, or -1 for a name that is no capability.
    guard let value = tigetstr(name), Int(bitPattern: value) != -1 else { return nil }
    return String(cString: value)
  }

  /// A capability without its `$<5>`: no terminal of today needs to be waited for.
  private static func withoutPadding(_ text: String) -> String {
    var result = ""
    var rest = Substring(text)
    while let dollar = rest.firstRange(of: "$<"),
      let end = rest[dollar.upperBound...].firstIndex(of: ">")
    {
      result += rest[..<dollar.lowerBound]
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }
}
