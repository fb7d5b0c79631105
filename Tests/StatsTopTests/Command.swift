import Foundation

/// One run of a program to its end, with its output kept in files.
///
/// Foundation's `Process` waits for everything that a program leaves behind as well; a tmux server
/// is left behind.
struct Command {
  let status: Int32
  let output: String
  let errors: String

  init(_ program: String, _ arguments: [String], input: String = "") throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let (standardInput, standardOutput, standardError) = (
      folder.file("in", input), folder.file("out"), folder.file("err")
    )
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, standardInput.path, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, standardOutput.path, O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, standardError.path, O_WRONLY, 0)
    // A thread that runs tests blocks nearly every signal, and a program would inherit that: tmux
    // would never hear that its shell has ended.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var noSignals = sigset_t()
    sigemptyset(&noSignals)
    posix_spawnattr_setsigmask(&attributes, &noSignals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process = pid_t()
    let failure = posix_spawnp(&process, program, &actions, &attributes, &words, environ)
    guard failure == 0 else { throw CommandError(program: program, number: failure) }
    status = Self.wait(for: process)
    output = try String(contentsOf: standardOutput, encoding: .utf8)
    errors = try String(contentsOf: standardError, encoding: .utf8)
  }

  /// The exit code; of a program that a signal ended, 128 and the signal's number, as in a shell.
  private static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }
}

/// A program that could not be started.
struct CommandError: Error {
  let program: String
  let number: Int32
}
