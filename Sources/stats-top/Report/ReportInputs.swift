#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The recordings that a report is over, in order, as they were found before the first is read.
struct ReportInputs: Sendable {
  let paths: [String]
  /// How many bytes they are together, compressed as they are; nil where one cannot be measured.
  let byteCount: Int?
  /// Where standard input stood.
  private let standardInputStart: off_t

  /// Looks at all of them, so that a missing one is told before hours of the others.
  init(_ paths: [String]) throws(InputFailure) {
    self.paths = paths
    let start = lseek(STDIN_FILENO, 0, SEEK_CUR)
    var sum: Int? = 0
    for path in paths {
      let size = try Self.size(of: path).map { path == "-" ? $0 - Int(start) : $0 }
      sum = sum.flatMap { sum in size.map { sum + $0 } }
    }
    byteCount = sum
    standardInputStart = start
  }

  /// Whether they can be read a second time.
  var isRepeatable: Bool { byteCount != nil }

  /// Puts standard input back to where it stood.
  func rewind() {
    if paths.contains("-"), isRepeatable { lseek(STDIN_FILENO, standardInputStart, SEEK_SET) }
  }

  /// The size of a file; nil for a pipe or a device.
  private static func size(of path: String) throws(InputFailure) -> Int? {
    var status = stat()
    let failure = path == "-" ? fstat(STDIN_FILENO, &status) : stat(path, &status)
    let name = InputFailure.name(of: path)
    guard failure == 0, path == "-" || access(path, R_OK) == 0 else {
      throw .notReadable(name, SystemError(number: errno))
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw .notReadable(name, SystemError(number: EISDIR))
    case S_IFREG: return Int(status.st_size)
    default: return nil
    }
  }
}
