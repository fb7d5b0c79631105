import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program that runs on a pseudo-terminal of its own, of 120×40. It is ended when let go.
final class TerminalProgram {
  private let child: pid_t
  private let master: Int32

  /// Nil where it cannot be started.
  init?(_ words: [String]) {
    var (master, slave): (Int32, Int32) = (-1, -1)
    var size = winsize(ws_row: 40, ws_col: 120, ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&master, &slave, nil, nil, &size) == 0 else { return nil }
    _ = fcntl(master, F_SETFD, FD_CLOEXEC)
    let child = Self.spawn(words, on: slave)
    close(slave)
    guard let child else {
      close(master)
      return nil
    }
    (self.master, self.child) = (master, child)
  }

  deinit {
    kill(child, SIGKILL)
    waitpid(child, nil, 0)
    close(master)
  }

  /// Reads for so many seconds, and counts what came.
  ///
  /// - Parameter each: what to do each so many milliseconds meanwhile.
  func count(for seconds: Double, each: (milliseconds: Int32, body: () -> Void)? = nil) -> Int {
    let end = ContinuousClock.now.advanced(by: .seconds(seconds))
    var next = ContinuousClock.now
    var total = 0
    while true {
      let left = (end - ContinuousClock.now) / .milliseconds(1)
      guard left > 0 else { return total }
      var wait = Int32(left) + 1
      if let each {
        if next <= .now {
          each.body()
          next = next.advanced(by: .milliseconds(Int64(each.milliseconds)))
        }
        wait = min(wait, each.milliseconds)
      }
      guard let bytes = read(within: wait) else { return total }
      total += bytes.count
    }
  }

  /// Reads until a text has come, with nothing between its letters. Whether it came.
  func read(until text: String, within seconds: Double) -> Bool {
    let end = ContinuousClock.now.advanced(by: .seconds(seconds))
    let wanted = Array(text.utf8)
    var seen: [UInt8] = []
    while ContinuousClock.now < end {
      guard let bytes = read(within: 20) else { return false }
      seen += bytes
      if !bytes.isEmpty, seen.contains(wanted) { return true }
    }
    return false
  }

  /// What has come, empty when nothing has for a while; nil when nothing will any more.
  private func read(within milliseconds: Int32) -> ArraySlice<UInt8>? {
    var polled = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&polled, 1, milliseconds) > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let taken = readNow(&bytes)
    return taken > 0 ? bytes[..<taken] : nil
  }

  private func readNow(_ bytes: inout [UInt8]) -> Int {
    #if canImport(Glibc)
      Glibc.read(master, &bytes, bytes.count)
    #else
      Darwin.read(master, &bytes, bytes.count)
    #endif
  }

  /// What the program has taken of all cores since its begin; nil where the system does not tell.
  var processorSeconds: Double? {
    #if canImport(Glibc)
      var clock = clockid_t()
      var time = timespec()
      guard clock_getcpuclockid(child, &clock) == 0, clock_gettime(clock, &time) == 0 else {
        return nil
      }
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    #else
      return nil
    #endif
  }

  private static func spawn(_ words: [String], on terminal: Int32) -> pid_t? {
    #if canImport(Glibc)
      var actions = posix_spawn_file_actions_t()
    #else
      var actions: posix_spawn_file_actions_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_adddup2(&actions, terminal, stream)
    }
    let variables = ["TERM=xterm-256color", "LANG=C.UTF-8", "HOME=/nonexistent"]
    let arguments = words.map { strdup($0) } + [nil]
    let environment = variables.map { strdup($0) } + [nil]
    defer { (arguments + environment).forEach { free($0) } }
    var child: pid_t = 0
    let failure = posix_spawn(&child, words[0], &actions, nil, arguments, environment)
    return failure == 0 ? child : nil
  }
}

extension TerminalProgram {
  /// The program that is measured, beside this one; nil where it has not been built.
  static var statsTop: String? {
    let path = Bundle.main.bundleURL.appending(path: "stats-top").path
    return FileManager.default.isExecutableFile(atPath: path) ? path : nil
  }

  /// What it is held against, where that is installed.
  static var htop: String? {
    ["/usr/bin/htop", "/usr/local/bin/htop", "/opt/homebrew/bin/htop"]
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
