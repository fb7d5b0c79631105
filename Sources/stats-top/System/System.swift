import CMalloc
import Intake

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The time, the time zone and the terminal of this process: what the pure targets are told.
enum System {
  /// Now, in Unix time.
  static var now: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(
      microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
  }

  /// How long this machine has been running, in microseconds: a clock that nobody sets.
  static var uptimeMicroseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000 + time.tv_nsec / 1_000
  }

  /// Seconds east of Greenwich, now.
  static var utcOffsetSeconds: Int {
    var seconds = time(nil)
    var local = tm()
    localtime_r(&seconds, &local)
    return local.tm_gmtoff
  }

  /// Whether standard output is a terminal.
  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Whether standard error is a terminal.
  static var errorsAreSeen: Bool { isatty(STDERR_FILENO) == 1 }

  /// How many cores there are, at least 1.
  static var coreCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// The value of an environment variable, or nil when it is not set or empty.
  static func environment(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// What Ctrl-Z sends.
  static let suspendSignal = SIGTSTP

  /// Sends this process a signal.
  static func send(_ number: Int32) { kill(getpid(), number) }

  /// Ends this process as a signal does that nobody handles.
  static func dieOf(_ number: Int32) {
    signal(number, SIG_DFL)
    raise(number)
  }

  /// Rests for a while.
  static func pause(microseconds: Int) {
    var time = timespec(tv_sec: microseconds / 1_000_000, tv_nsec: microseconds % 1_000_000 * 1_000)
    nanosleep(&time, nil)
  }

  /// Sees to it that memory which is freed goes back to the system: columns of chunks are large and
  /// short-lived, are made on one thread and freed on another.
  static func tuneAllocator() { cmalloc_return_blocks_from(128 << 10) }

  /// Writes one sentence to standard error. What a terminal would act on is left out of it: the
  /// sentence may quote a name or a file.
  static func complain(_ sentence: String) {
    let clean = sentence.unicodeScalars.filter { scalar in
      let category = scalar.properties.generalCategory
      return category != .control && category != .format
    }
    write(Array((String(String.UnicodeScalarView(clean)) + "\n").utf8), to: STDERR_FILENO)
  }

  /// Writes to standard error as it is, for a terminal.
  static func show(_ text: String) { write(Array(text.utf8), to: STDERR_FILENO) }

  /// Writes all bytes to standard output. Returns false when the reader is gone.
  @discardableResult
  static func print(_ text: String) -> Bool { write(Array(text.utf8), to: STDOUT_FILENO) }

  /// Writes all bytes, whatever the pieces that the system takes. Returns false on an error.
  @discardableResult
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { unsafeWrite(descriptor, $0) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return false }
      rest = rest.dropFirst(written)
    }
    return true
  }

  /// Lets a write of this thread to a pipe that nobody reads fail, in place of ending the process.
  static func blockBrokenPipes() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// Opens a file. Returns its descriptor, or -1 with `errno`.
  static func openForReading(_ path: String) -> Int32 { open(path, O_RDONLY | O_CLOEXEC) }

  /// Reads what there is into a buffer, from an offset on. Returns how many bytes came, 0 at the end
  /// of the file, or -1 with `errno`.
  static func read(_ descriptor: Int32, into buffer: inout [UInt8], from offset: Int) -> Int {
    while true {
      let count = buffer.withUnsafeMutableBytes {
        unsafeRead(descriptor, UnsafeMutableRawBufferPointer(rebasing: $0[offset...]))
      }
      if count >= 0 || errno != EINTR { return count }
    }
  }

  private static func unsafeRead(
    _ descriptor: Int32, _ bytes: UnsafeMutableRawBufferPointer
  ) -> Int {
    #if canImport(Darwin)
      Darwin.read(descriptor, bytes.baseAddress, bytes.count)
    #elseif canImport(Musl)
      Musl.read(descriptor, bytes.baseAddress, bytes.count)
    #else
      Glibc.read(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }

  private static func unsafeWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Darwin)
      Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #elseif canImport(Musl)
      Musl.write(descriptor, bytes.baseAddress, bytes.count)
    #else
      Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }
}
