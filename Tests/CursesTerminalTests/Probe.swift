import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The probe program on a terminal of its own, and both ends of that terminal.
///
/// Whatever is waited for has a deadline, and nothing waits by sleeping.
final class Probe {
  /// What is left when a program has ended.
  enum End: Equatable {
    case exited(Int32)
    case killed(Int32)
    case stopped(Int32)
    case timedOut
  }

  /// How long it is waited for anything: only a hang takes as long, however busy the machine is.
  static let patience = 60.0

  let pid: pid_t
  private var master: Int32
  private var slave: Int32
  /// The terminal's modes before the program started.
  let modesBefore: [UInt]
  private(set) var output = ""
  private var hasEnded = false

  /// Starts it with a terminal of this size as its standard streams, but for one that is redirected.
  init(
    rows: UInt16 = 10, columns: UInt16 = 40, term: String? = "xterm-256color",
    redirected: Int32? = nil, environment: [String] = []
  )
    throws
  {
    var (master, slave): (Int32, Int32) = (-1, -1)
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    try #require(openpty(&master, &slave, nil, nil, &size) == 0)
    for descriptor in [master, slave] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    (self.master, self.slave) = (master, slave)
    modesBefore = Self.modes(of: slave)
    pid = try Self.spawn(
      slave: slave, redirected: redirected,
      environment: environment + (term.map { ["TERM=\($0)"] } ?? []))
  }

  deinit {
    if !hasEnded {
      kill(pid, SIGKILL)
      waitpid(pid, nil, 0)
    }
    if master >= 0 { hangUp() }
  }

  func send(_ keys: String) {
    _ = keys.withCString { write(master, $0, strlen($0)) }
  }

  /// Takes the terminal away, as a closed window does.
  func hangUp() {
    close(slave)
    close(master)
    (master, slave) = (-1, -1)
  }

  func signal(_ number: Int32) { kill(pid, number) }

  func resize(rows: UInt16, columns: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    // The terminal is not the program's controlling one, so the kernel does not tell it.
    kill(pid, SIGWINCH)
  }

  /// Reads until the output since the last call holds a text; what was read is forgotten then.
  func waitFor(_ text: String, seconds: Double = Probe.patience) -> Bool {
    let deadline = Date(timeIntervalSinceNow: seconds)
    while Date() < deadline {
      if let range = output.range(of: text) {
        output.removeSubrange(..<range.upperBound)
        return true
      }
      readSome(milliseconds: 50)
    }
    return false
  }

  /// Waits until it ends or stops, reading what it says meanwhile.
  func waitForEnd() -> End {
    let deadline = Date(timeIntervalSinceNow: Self.patience)
    while Date() < deadline {
      var status: Int32 = 0
      if waitpid(pid, &status, WNOHANG | WUNTRACED) == pid {
        while readSome(milliseconds: 0) {}
        if status & 0xff == 0x7f { return .stopped((status >> 8) & 0xff) }
        hasEnded = true
        return status & 0x7f == 0 ? .exited((status >> 8) & 0xff) : .killed(status & 0x7f)
      }
      readSome(milliseconds: 20)
    }
    return .timedOut
  }

  var modes: [UInt] { Self.modes(of: slave) }

  @discardableResult
  private func readSome(milliseconds: Int32) -> Bool {
    var polled = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&polled, 1, milliseconds) > 0 else { return false }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(master, &bytes, bytes.count)
    guard count > 0 else { return false }
    output += String(decoding: bytes[..<count], as: UTF8.self)
    return true
  }

  /// The flags that a program could leave wrong.
  private static func modes(of descriptor: Int32) -> [UInt] {
    var modes = termios()
    tcgetattr(descriptor, &modes)
    return [modes.c_iflag, modes.c_oflag, modes.c_lflag, modes.c_cflag].map { UInt($0) }
  }

  private static func spawn(
    slave: Int32, redirected: Int32?, environment: [String]
  ) throws -> pid_t {
    #if canImport(Glibc)
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #else
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
      if stream == redirected {
        posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_RDWR, 0)
      } else {
        posix_spawn_file_actions_adddup2(&actions, slave, stream)
      }
    }
    // A group of its own, in our session: so it can stop, which an orphaned group cannot.
    // A test's thread may have signals blocked, which a program inherits.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
    let environment = ["SWIFT_BACKTRACE=enable=no", "LANG=C"] + environment
    var pid: pid_t = 0
    let program = products.appendingPathComponent("terminal-probe").path
    let arguments = [strdup(program), nil]
    let variables = environment.map { strdup($0) } + [nil]
    defer { (arguments + variables).forEach { free($0) } }
    try #require(posix_spawn(&pid, program, &actions, &attributes, arguments, variables) == 0)
    return pid
  }

  /// Where the package's programs are built.
  private static var products: URL {
    #if os(macOS)
      for bundle in Bundle.allBundles where bundle.bundlePath.hasSuffix(".xctest") {
        return bundle.bundleURL.deletingLastPathComponent()
      }
    #endif
    return Bundle.main.bundleURL
  }
}
