#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The ways in which a recording can be compressed. The raw value is the tool that unpacks it.
enum Compression: String, Sendable {
  case gzip, zstd

  /// How many bytes tell.
  static let magicBytes = 4

  /// What a file's first bytes say, whatever its name is.
  init?(magic: some Collection<UInt8>) {
    if magic.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if magic.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      self = .zstd
    } else {
      return nil
    }
  }

  /// Whether the tool says by this exit code that all could be unpacked: gzip has one for warnings,
  /// such as of zeros behind the archive.
  fileprivate func isWhole(_ code: Int32) -> Bool { code == 0 || self == .gzip && code == 2 }
}

/// A tool of the system's that unpacks a recording: a process of its own, so that it runs on another
/// core, with a pipe from it. It never outlives this.
struct Unpacker: ~Copyable {
  /// What comes out of it.
  let output: Int32
  private let compression: Compression
  private var process: pid_t?

  /// What the pipe is to hold, where the system lets it: fewer turns from one process to the other.
  private static let pipeBytes: Int32 = 1 << 20
  /// Linux's `F_SETPIPE_SZ`, which its headers keep from Swift.
  private static let setPipeSize: Int32 = 1031

  private init(_ compression: Compression, process: pid_t, output: Int32) {
    self.compression = compression
    self.process = process
    self.output = output
  }

  /// Starts the tool.
  ///
  /// - Parameter input: an open file, from which it reads on where that stands.
  /// - Throws: `SystemError`; no such file where the tool is not there.
  static func start(_ compression: Compression, input: Int32) throws(SystemError) -> Unpacker {
    let pipe = try Pipe()
    defer { close(pipe.writeEnd) }
    var actions = FileActions()
    actions.duplicate(input, as: STDIN_FILENO)
    actions.duplicate(pipe.writeEnd, as: STDOUT_FILENO)
    actions.open("/dev/null", as: STDERR_FILENO)
    do throws(SystemError) {
      let process = try actions.spawn([compression.rawValue, "-dc"])
      #if os(Linux)
        _ = fcntl(pipe.readEnd, setPipeSize, pipeBytes)
      #endif
      return Unpacker(compression, process: process, output: pipe.readEnd)
    } catch {
      close(pipe.readEnd)
      throw error
    }
  }

  deinit {
    // Where it is still at work, the closed pipe ends it.
    close(output)
    if let process { Self.wait(for: process) }
  }

  /// Waits for the tool's end, once all was read, and says whether the archive was whole.
  mutating func finish() -> Bool {
    guard let process else { return true }
    self.process = nil
    let status = Self.wait(for: process)
    return status & 0x7F == 0 && compression.isWhole((status >> 8) & 0xFF)
  }

  @discardableResult
  private static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status
  }
}

extension Unpacker {
  /// Unpacks what cannot be read a second time, a pipe say, of which some was read to look at.
  ///
  /// A thread hands on those bytes and all that follow. It ends with its input, or with the tool.
  static func start(
    _ compression: Compression, begun: [UInt8], rest: Int32
  ) throws(SystemError) -> Unpacker {
    let pipe = try Pipe()
    defer { close(pipe.readEnd) }
    do throws(SystemError) {
      let unpacker = try start(compression, input: pipe.readEnd)
      _ = try Thread {
        System.blockBrokenPipes()
        hand(begun, andAllOf: rest, to: pipe.writeEnd)
      }
      return unpacker
    } catch {
      close(pipe.writeEnd)
      throw error
    }
  }
}

extension Unpacker {
  private static func hand(_ begun: [UInt8], andAllOf rest: Int32, to pipe: Int32) {
    var bytes = begun
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while System.write(bytes, to: pipe) {
      let count = System.read(rest, into: &buffer, from: 0)
      guard count > 0 else { break }
      bytes = Array(buffer[..<count])
    }
    close(pipe)
  }
}

/// A new pipe, no end of which is left open in processes that are started.
private struct Pipe {
  let readEnd: Int32
  let writeEnd: Int32

  init() throws(SystemError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw SystemError(number: errno) }
    (readEnd, writeEnd) = (ends[0], ends[1])
    for end in [readEnd, writeEnd] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  }
}

/// What a process that is to be started finds open.
private struct FileActions: ~Copyable {
  #if canImport(Darwin)
    private var actions: posix_spawn_file_actions_t?
  #else
    private var actions = posix_spawn_file_actions_t()
  #endif

  init() { posix_spawn_file_actions_init(&actions) }

  deinit {
    var actions = actions
    posix_spawn_file_actions_destroy(&actions)
  }

  mutating func duplicate(_ descriptor: Int32, as other: Int32) {
    posix_spawn_file_actions_adddup2(&actions, descriptor, other)
  }

  mutating func open(_ path: String, as descriptor: Int32) {
    posix_spawn_file_actions_addopen(&actions, descriptor, path, O_RDWR, 0)
  }

  /// Starts a program that is looked for in `PATH`.
  mutating func spawn(_ words: [String]) throws(SystemError) -> pid_t {
    var arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process = pid_t()
    let failure = posix_spawnp(&process, words[0], &actions, nil, &arguments, environ)
    guard failure == 0 else { throw SystemError(number: failure) }
    return process
  }
}
