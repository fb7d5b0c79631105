import ArgumentParser

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A recording, read in blocks of whole lines: as much memory for a gigabyte as for a page.
struct InputFile: ~Copyable {
  /// What is held at a time: more than the longest line that is taken.
  private static let blockBytes = 1 << 20

  private let path: String
  private let descriptor: Int32
  private var buffer = [UInt8](repeating: 0, count: blockBytes)
  /// Bytes at the beginning of the buffer that were not taken so far.
  private var filled = 0

  /// Opens a file, or standard input for `-`.
  ///
  /// - Throws: `ExitCode`, after a sentence, when there is no such file or it may not be read.
  init(_ path: String) throws {
    self.path = path == "-" ? "standard input" : path
    descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let reason = SystemError(number: errno).text
      throw ExitStatus.noInput.saying("Cannot read \(path): \(reason).")
    }
  }

  deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

  /// Lends each block in turn. Bytes that `body` does not take are lent again, with what follows.
  ///
  /// - Parameter body: says how many bytes it took: of a block that fills the buffer, at least one.
  /// - Throws: `ExitCode`, after a sentence, when reading fails.
  mutating func forEachBlock(_ body: (RawSpan, _ isLast: Bool) -> Int) throws {
    while true {
      let count = try readMore()
      filled += count
      let taken = body(buffer.span.extracting(0..<filled).bytes, count == 0)
      if count == 0 { return }
      precondition(taken > 0 || filled < buffer.count, "BUG: a full block was not taken")
      buffer.replaceSubrange(0..<filled - taken, with: Array(buffer[taken..<filled]))
      filled -= taken
    }
  }

  private mutating func readMore() throws -> Int {
    while true {
      let start = filled
      let count = buffer.withUnsafeMutableBytes {
        read(descriptor, $0.baseAddress.map { $0 + start }, $0.count - start)
      }
      if count >= 0 { return count }
      if errno == EINTR { continue }
      let reason = SystemError(number: errno).text
      throw ExitStatus.inputOutput.saying("Reading \(path) failed: \(reason).")
    }
  }
}
