import Synchronization

/// Gives the terminal back whatever ends the program, and turns signals into events.
///
/// A signal handler may only do what is async-signal-safe: it reads memory that was filled before the
/// handlers were installed, touches lock-free atomics and calls `write`, `read`, `dup2`,
/// `tcsetattr`, `sigaction` and `raise`, all of which POSIX lists as safe (signal-safety(7)). It
/// allocates nothing and takes no lock. The globals below are lazy, so `prepare` touches each of
/// them first; from then on naming one is a load.
enum Rescue {
  /// What signals have asked for since the event loop looked.
  struct Requests: OptionSet {
    let rawValue: UInt32
    static let resize = Requests(rawValue: 1)
    static let stop = Requests(rawValue: 2)
    static let continued = Requests(rawValue: 4)
    static let close = Requests(rawValue: 8)
  }

  /// Signals that ask for something, and those that end the program.
  private static let asking = [SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT]
  private static let fatal = [
    SIGTRAP, SIGILL, SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGQUIT, SIGSYS,
  ]

  private static let pending = Atomic<UInt32>(0)
  private static let closingSignal = Atomic<Int32>(0)
  private static let wakeDescriptor = Atomic<Int32>(-1)
  /// Whether there is a terminal to restore; whoever takes it away restores it, once.
  private static let isArmed = Atomic<Bool>(false)
  /// The address of the only board there ever is.
  private static let boardAddress = Atomic<UInt>(0)

  /// SAFETY: the board is made once and never freed, so a handler that comes late still finds it.
  /// Its fields are written by the thread that owns the terminal while `isArmed` is false, and
  /// read by a handler only after it took `isArmed` from true to false, which orders the two.
  static var board: UnsafeMutablePointer<RescueBoard> {
    if let board = UnsafeMutablePointer<RescueBoard>(
      bitPattern: boardAddress.load(ordering: .acquiring))
    {
      return board
    }
    let board = UnsafeMutablePointer<RescueBoard>.allocate(capacity: 1)
    board.initialize(to: RescueBoard())
    boardAddress.store(UInt(bitPattern: board), ordering: .releasing)
    return board
  }

  /// Installs every handler. Call it before ncurses starts: it leaves handlers that are there alone.
  static func prepare() {
    _ = (pending.exchange(0, ordering: .relaxed), closingSignal.exchange(0, ordering: .relaxed))
    _ = isArmed.exchange(false, ordering: .relaxed)
    wakeDescriptor.store(board.pointee.wakePipe.write, ordering: .releasing)
    board.pointee.useOwnStack()
    for signal in asking {
      let before = install(
        { signal, _, _ in Rescue.note(signal) }, for: signal, flags: Int32(SA_RESTART))
      board.pointee.actions[Int(signal)] = before
      // Whoever started us with nohup, or without job control, meant it.
      if isIgnored(before) { putBack(signal) }
    }
    for signal in fatal {
      board.pointee.actions[Int(signal)] = install(
        { signal, info, _ in Rescue.restoreAndDie(signal, info) }, for: signal,
        flags: Int32(SA_ONSTACK))
    }
    // Who presses Ctrl-\ wants an end, and no word of the language's own handler, which takes it for a
    // crash and asks on a terminal that nobody sees what is to be done about it.
    if !isIgnored(board.pointee.actions[Int(SIGQUIT)]) {
      board.pointee.actions[Int(SIGQUIT)] = sigaction()
    }
    board.pointee.actions[Int(SIGPIPE)] = setDisposition(SIGPIPE, isIgnored: true)
  }

  /// The terminal's modes and restoring bytes are on the board: from now on a trap restores it.
  static func arm() { isArmed.store(true, ordering: .sequentiallyConsistent) }

  /// The terminal is as it was: there is nothing left to restore.
  static func disarm() { isArmed.store(false, ordering: .sequentiallyConsistent) }

  /// Puts every handler back that was there before `prepare`.
  static func retire() {
    for signal in asking + fatal + [SIGPIPE] { putBack(signal) }
  }

  /// What was asked for since the last call.
  static func takeRequests() -> Requests {
    Requests(rawValue: pending.exchange(0, ordering: .acquiringAndReleasing))
  }

  /// Drops a request that has been met.
  static func forget(_ request: Requests) {
    pending.bitwiseAnd(~request.rawValue, ordering: .acquiringAndReleasing)
  }

  /// The signal that asked the program to end, if one did.
  static var closing: Int32? {
    let signal = closingSignal.load(ordering: .acquiring)
    return signal == 0 ? nil : signal
  }

  /// Ends a wait for events, from any thread; async-signal-safe.
  static func wake() {
    var byte: UInt8 = 0
    // A full pipe is fine: then a wake is on its way already. The pipe is never closed, so this
    // cannot write to a descriptor that has become something else.
    _ = write(wakeDescriptor.load(ordering: .acquiring), &byte, 1)
  }

  /// Stops the process as Ctrl-Z does, and comes back when it is continued.
  static func stop() {
    let own = setDisposition(SIGTSTP)
    raise(SIGTSTP)
    var action = own
    sigaction(SIGTSTP, &action, nil)
  }

  /// Handler: writes down what is asked for and wakes the event loop.
  private static func note(_ signal: Int32) {
    let errorNumber = errno
    let request: Requests =
      switch signal {
      case SIGWINCH: .resize
      case SIGTSTP: .stop
      case SIGCONT: .continued
      default: .close
      }
    let before = pending.bitwiseOr(request.rawValue, ordering: .acquiringAndReleasing).oldValue
    if request == .close {
      closingSignal.store(signal, ordering: .releasing)
      // Asked twice while the loop did not even look: it hangs, so do it here.
      if Requests(rawValue: before).contains(.close) { restoreAndDie(signal, nil) }
    }
    wake()
    errno = errorNumber
  }

  /// Handler: restores the terminal, then lets the signal do what it did before.
  private static func restoreAndDie(_ signal: Int32, _ info: UnsafeMutablePointer<siginfo_t>?) {
    if isArmed.exchange(false, ordering: .sequentiallyConsistent) { board.pointee.restore() }
    putBack(signal)
    // A fault comes again by itself when the handler returns; a signal that was sent does not. It
    // is blocked until then, so this only leaves it pending.
    if !isFault(signal, info) { raise(signal) }
  }

  private static func putBack(_ signal: Int32) {
    sigaction(signal, &board.pointee.actions[Int(signal)], nil)
  }
}
