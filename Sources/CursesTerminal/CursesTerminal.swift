import CNcurses
import TextUI

/// The terminal as a place to draw cells and to read keys from.
///
/// It owns ncurses, the terminal's modes, standard error while the screen is up, and the process's
/// signal handlers. It is not copyable, and its end gives all of them back; so keep it in a function's
/// scope, for the end of a global never comes and `exit()` skips locals. Signals that end the program
/// without it are `Rescue`'s. Only one may be alive at a time, and only one thread may use it; any
/// may wake it by its `waker`.
package struct CursesTerminal: ~Copyable {
  /// Which colours may be used.
  package enum Colour: Hashable, Sendable { case full, none }

  /// Ends the terminal's wait for events, from any thread.
  package struct Waker: Sendable {
    /// Costs a system call, and is heard even before the wait has begun.
    package func wake() { Rescue.wake() }
  }

  /// Whether characters beyond ASCII can be shown; where not, draw with ASCII glyphs.
  ///
  /// It takes a locale in UTF-8 and a terminal with a font to match: the Linux console has 256 or 512
  /// glyphs, no eighths of a block among them, and a terminal of the VT100's time has ASCII.
  package let canShowUnicode: Bool
  package let waker = Waker()

  private var device: CursesDevice
  private var writer: CellWriter
  /// What the terminal shows; nil when that is not known.
  private var shown: Screen?
  private var isGone = false
  /// What of a mouse's report has been read.
  private var report: MouseReport?
  /// How often in a row there was something to read that was nothing.
  private var emptyReads = 0
  /// Whether ncurses may hold keys that no wait tells of: what came together with another one, or what it
  /// put back. Asking it costs a system call.
  private var mayHoldKeys = true

  /// Takes the terminal over.
  /// - Throws: why it cannot; nothing has been changed then.
  package init(colour: Colour, theme: Theme = .auto, hasMouse: Bool = false) throws(TerminalError) {
    let isUTF8 = CursesDevice.setLocale()
    // Nothing of this is set before what can fail: Swift 6.3.1, when it optimises, releases the
    // screen that is not there yet.
    self.init(try CursesDevice(), colour, theme, isUTF8: isUTF8, hasMouse: hasMouse)
  }

  private init(
    _ device: CursesDevice, _ colour: Colour, _ theme: Theme, isUTF8: Bool, hasMouse: Bool
  ) {
    self.device = device
    canShowUnicode = isUTF8 && device.hasLargeFont
    writer = CellWriter(palette: Palette(theme, colors: device.startColors(colour)))
    if hasMouse { self.device.useMouse() }
    device.fitWindow()
    Rescue.board.pointee.holdErrors()
    Rescue.arm()
  }

  deinit {
    device.leave()
    Rescue.board.pointee.releaseErrors()
    Rescue.disarm()
    Rescue.retire()
    device.close()
  }

  /// How large it is now; at least one cell.
  package var size: Size {
    Size(rows: max(1, Int(cncurses_rows())), columns: max(1, Int(cncurses_columns())))
  }

  /// The signal that asked the program to end, if that is why there was `.closed`.
  package var closingSignal: Int32? { Rescue.closing }

  /// Shows a screen; only cells that changed are sent. What does not fit is cut off.
  package mutating func draw(_ screen: Screen) {
    if isGone { return }
    if shown?.size != screen.size {
      shown = nil
      werase(cncurses_screen())
    }
    let size = self.size
    for row in 0..<min(screen.size.rows, size.rows) {
      writer.write(row: row, of: screen, over: shown, columns: size.columns)
    }
    place(screen.cursor)
    wrefresh(cncurses_screen())
    shown = screen
  }

  /// Waits for something to happen.
  /// - Parameter timeout: how long at most; nil for ever.
  /// - Returns: nil when the time is over, and when another thread called `wake`, so the caller looks
  ///   at its own clock. After `.closed` there is only `.closed`.
  package mutating func nextEvent(within timeout: Duration?) -> TerminalEvent? {
    if let event = answerSignals() { return event }
    if mayHoldKeys {
      if let event = readKey() { return event }
      mayHoldKeys = false
    }
    let ready = device.wait(timeout)
    if let event = answerSignals() { return event }
    if ready.isGone { return leaveForGood() }
    guard ready.hasInput else { return nil }
    // A terminal that is always ready and never says anything has ended. Keys that nobody here has a
    // use for are something, though no event comes of them.
    emptyReads = ready.isEmpty ? emptyReads + 1 : 0
    mayHoldKeys = true
    return readKey() ?? (emptyReads < 3 ? nil : leaveForGood())
  }

  /// Sends what ncurses has no call for, in order with what it sends itself.
  func send(_ text: String) { device.send(text) }

  mutating func forgetShown() { shown = nil }

  private mutating func answerSignals() -> TerminalEvent? {
    if isGone { return .closed }
    let requests = Rescue.takeRequests()
    if requests.contains(.close) { return leaveForGood() }
    if requests.contains(.stop) { return suspend() }
    if requests.contains(.continued) { return comeBack() }
    return requests.contains(.resize) ? fit() : nil
  }

  private mutating func leaveForGood() -> TerminalEvent {
    isGone = true
    return .closed
  }

  /// Gives the terminal to the shell, stops, and takes it again.
  private mutating func suspend() -> TerminalEvent {
    device.leave()
    Rescue.disarm()
    Rescue.board.pointee.releaseErrors()
    Rescue.stop()
    return comeBack()
  }

  /// After a stop the terminal has seen other programs: everything is set and sent anew.
  private mutating func comeBack() -> TerminalEvent {
    Rescue.forget(.continued)
    Rescue.board.pointee.holdErrors()
    device.enterAgain()
    Rescue.arm()
    return fit()
  }

  private mutating func fit() -> TerminalEvent {
    device.fitWindow()
    mayHoldKeys = true
    shown = nil
    cncurses_redraw_all()
    return .resized(size)
  }

  private func place(_ cursor: Point?) {
    let size = self.size
    guard let cursor, (0..<size.rows).contains(cursor.row),
      (0..<size.columns).contains(cursor.column)
    else {
      curs_set(0)
      return
    }
    wmove(cncurses_screen(), Int32(cursor.row), Int32(cursor.column))
    curs_set(1)
  }

  /// A key that has been pressed already, or what the mouse did; nil when there is none.
  private mutating func readKey() -> TerminalEvent? {
    while true {
      var value: wint_t = 0
      switch wget_wch(cncurses_screen(), &value) {
      case KEY_CODE_YES:
        let code = Int32(bitPattern: value)
        report = KeyCodes.mouseForm(code: code).map { MouseReport($0) }
        if let key = KeyCodes.key(code: code) { return .key(key) }
      case OK:
        if let event = event(of: value) { return event }
      default:
        return nil
      }
    }
  }

  /// What a character means: a part of a mouse's report, or a key.
  private mutating func event(of scalar: UInt32) -> TerminalEvent? {
    switch report?.take(scalar) {
    case .more: return nil
    case .whole(let mouse):
      report = nil
      return mouse.map { .mouse($0) }
    case .broken, nil:
      report = nil
      return KeyCodes.key(scalar: scalar).map { .key($0) }
    }
  }
}
