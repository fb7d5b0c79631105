import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the screen costs the line to the terminal: bytes a frame that the real program sends to a
/// pseudo-terminal of 120×40, beside htop's.
struct TerminalBench {
  private static let seconds = 12.0
  /// The first seconds do not count: the screen is painted, and figures settle.
  private static let warmUp = 4.0
  private static let refreshMilliseconds = 500.0

  func measurements() -> [Measurement] {
    let program = Bundle.main.bundleURL.appending(path: "stats-top").path
    guard FileManager.default.isExecutableFile(atPath: program) else { return [] }
    let refresh = ["--refresh", "\(Int(Self.refreshMilliseconds))ms"]
    let htop = ["/usr/bin/htop", "/usr/local/bin/htop", "/opt/homebrew/bin/htop"]
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    // htop counts in tenths of a second.
    let yardstick = htop.flatMap { bytesPerFrame([$0, "-d", "5"]) }
    return [
      ("bytes a frame at 120×40, nothing coming in", ["live", "--listen", "127.0.0.1:0"]),
      ("bytes a frame at 120×40, 1,000 scopes/s", ["demo", "--rate", "1000"]),
    ].compactMap { what, arguments in
      bytesPerFrame([program] + arguments + refresh).map { ours in
        Measurement(
          what: what, ours: "\(Int(ours))", yardstick: yardstick.map { "htop: \(Int($0))" } ?? "–",
          ratio: yardstick.map { $0 / max(1, ours) }, target: "no more than htop",
          isMet: yardstick.map { ours <= $0 })
      }
    }
  }

  /// Runs a program for a while; nil where it cannot be started.
  private func bytesPerFrame(_ words: [String]) -> Double? {
    var (master, slave): (Int32, Int32) = (-1, -1)
    var size = winsize(ws_row: 40, ws_col: 120, ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&master, &slave, nil, nil, &size) == 0 else { return nil }
    defer { close(master) }
    _ = fcntl(master, F_SETFD, FD_CLOEXEC)
    let child = Self.spawn(words, on: slave)
    close(slave)
    guard let child else { return nil }
    defer {
      kill(child, SIGKILL)
      waitpid(child, nil, 0)
    }
    _ = count(master, for: Self.warmUp)
    let bytes = count(master, for: Self.seconds)
    return Double(bytes) / (Self.seconds * 1_000 / Self.refreshMilliseconds)
  }

  /// Reads for so many seconds, and counts what came.
  private func count(_ descriptor: Int32, for seconds: Double) -> Int {
    let end = ContinuousClock.now.advanced(by: .seconds(seconds))
    var bytes = [UInt8](repeating: 0, count: 65_536)
    var total = 0
    while true {
      let left = (end - ContinuousClock.now) / .milliseconds(1)
      guard left > 0 else { return total }
      var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&polled, 1, Int32(left) + 1) > 0 else { continue }
      let taken = read(descriptor, &bytes, bytes.count)
      guard taken > 0 else { return total }
      total += taken
    }
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
