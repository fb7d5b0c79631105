import Dashboard

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension System {
  /// All bytes of a file.
  ///
  /// - Parameter bytesMax: a longer file is refused, as too large.
  /// - Throws: `SystemError`, for no such file, no permission, or a folder.
  static func contents(ofFile path: String, bytesMax: Int) throws(SystemError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError(number: errno) }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: bytesMax + 1)
    var filled = 0
    while true {
      let count = read(descriptor, into: &bytes, from: filled)
      guard count >= 0 else { throw SystemError(number: errno) }
      filled += count
      guard filled <= bytesMax else { throw SystemError(number: EFBIG) }
      if count == 0 { return Array(bytes[..<filled]) }
    }
  }

  /// Writes a file that is not there yet. A file that could not be written whole is taken away.
  ///
  /// - Throws: `SystemError`, for a file that is there, no permission, or no room.
  static func writeNew(_ path: String, _ bytes: [UInt8]) throws(SystemError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw SystemError(number: errno) }
    let isWritten = write(bytes, to: descriptor)
    let failure = isWritten ? 0 : errno
    guard close(descriptor) == 0, isWritten else {
      let number = isWritten ? errno : failure
      unlink(path)
      throw SystemError(number: number)
    }
  }
}

extension System {
  /// How many files of one name there may be beside each other.
  private static let copiesMax = 99

  /// Writes a file into the working directory, under a name that is free.
  static func write(_ file: ExportFile) -> ExportOutcome {
    let bytes = Array(file.text.utf8)
    for copy in 1...copiesMax {
      let name = file.stem + (copy == 1 ? "" : "-\(copy)") + "." + file.suffix
      do throws(SystemError) {
        try writeNew(name, bytes)
        return .written(name)
      } catch {
        if !error.isTakenName { return .failed(error.text) }
      }
    }
    return .failed("there are \(copiesMax) files of that name")
  }
}

extension SystemError {
  /// Whether there is no such file, or no folder that it could be in.
  var isMissingFile: Bool { number == ENOENT || number == ENOTDIR }
  /// Whether there is such a file already.
  var isTakenName: Bool { number == EEXIST }
}
