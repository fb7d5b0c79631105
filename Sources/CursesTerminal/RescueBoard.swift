/// What a signal handler needs to know, written down before there is one.
///
/// All of its memory lives as long as the process; see `Rescue` for who may touch it when.
struct RescueBoard {
  /// A pipe with both ends open and neither of them blocking.
  struct Pipe {
    var read: Int32 = -1
    var write: Int32 = -1

    init() {
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { return }
      (read, write) = (ends[0], ends[1])
      for end in ends {
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      }
    }
  }

  /// Ends waits for events.
  let wakePipe = Pipe()
  /// Takes what is written to standard error while the screen is up: 64 KiB of it, then no more.
  let errorPipe = Pipe()
  /// The real standard error while the pipe stands in for it; -1 while it does not.
  private var realError: Int32 = -1

  /// The terminal's descriptors, and its modes as they were.
  var input: Int32 = -1
  var output: Int32 = -1
  var modes = termios()
  /// What ncurses writes frames to, a descriptor of its own.
  var frames: Int32 = -1
  /// Where frames go that come too late.
  private let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
  /// What was done with each signal before, by its number.
  let actions: UnsafeMutablePointer<sigaction>
  private var restoring = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)
  private let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 1)
  /// A trap may come from a stack that is full, so handlers have their own.
  private let stack = UnsafeMutableRawBufferPointer.allocate(byteCount: 128 << 10, alignment: 16)

  init() {
    actions = .allocate(capacity: 128)
    actions.initialize(repeating: sigaction(), count: 128)
  }

  /// Sets the bytes that give the screen back.
  mutating func setRestoring(_ bytes: [UInt8]) {
    // The one before is not freed: a handler might be writing it. A process has one terminal or two.
    restoring = .allocate(capacity: bytes.count)
    _ = restoring.initialize(from: bytes)
  }

  /// Gives the calling thread a stack for handlers.
  func useOwnStack() {
    var own = stack_t()
    own.ss_sp = stack.baseAddress
    own.ss_size = stack.count
    sigaltstack(&own, nil)
  }

  /// Keeps standard error from writing over the screen, where both are the same terminal.
  mutating func holdErrors() {
    guard realError < 0, errorPipe.write >= 0, isatty(STDERR_FILENO) == 1 else { return }
    let real = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
    guard real >= 0 else { return }
    realError = real
    dup2(errorPipe.write, STDERR_FILENO)
  }

  /// Gives standard error back, and says there what was held; async-signal-safe.
  mutating func releaseErrors() {
    guard realError >= 0 else { return }
    dup2(realError, STDERR_FILENO)
    close(realError)
    realError = -1
    while true {
      let count = read(errorPipe.read, scratch.baseAddress, scratch.count)
      guard count > 0 else { return }
      _ = write(STDERR_FILENO, scratch.baseAddress, count)
    }
  }

  /// Gives the terminal back as it was; async-signal-safe.
  ///
  /// Another thread may have been hit than the one that draws, which goes on for a while: Swift takes
  /// half a second to write its backtrace. Its frames must not land on what was restored.
  mutating func restore() {
    if frames >= 0, nowhere >= 0 { dup2(nowhere, frames) }
    _ = write(output, restoring.baseAddress, restoring.count)
    tcsetattr(input, TCSANOW, &modes)
    releaseErrors()
  }
}
