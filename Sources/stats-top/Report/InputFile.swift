#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A recording that is read from its begin to its end, as bytes; a compressed one as what is in it.
struct InputFile: ~Copyable {
  /// What sentences call it.
  let name: String
  private let descriptor: Int32
  /// Whether it can be said how far it was read.
  private let isSeekable: Bool
  private var unpacker: Unpacker?
  /// Bytes that were read to see what they are, and are still to be given.
  private var begun: [UInt8] = []

  private init(name: String, descriptor: Int32) {
    self.name = name
    self.descriptor = descriptor
    isSeekable = lseek(descriptor, 0, SEEK_CUR) >= 0
  }

  deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

  /// Opens a file, or standard input for `-`, from where it stands.
  static func open(_ path: String) throws(InputFailure) -> InputFile {
    let name = InputFailure.name(of: path)
    let descriptor = path == "-" ? STDIN_FILENO : System.openForReading(path)
    guard descriptor >= 0 else { throw .notReadable(name, SystemError(number: errno)) }
    var file = InputFile(name: name, descriptor: descriptor)
    try file.begin()
    return file
  }

  /// Looks at the first bytes, and has them unpacked where they say so.
  private mutating func begin() throws(InputFailure) {
    let start = lseek(descriptor, 0, SEEK_CUR)
    var magic = [UInt8](repeating: 0, count: Compression.magicBytes)
    var count = 0
    repeat {
      count = try Self.read(descriptor, into: &magic, from: begun.count, name)
      begun += magic[begun.count..<begun.count + count]
    } while count > 0 && begun.count < magic.count
    let compression = Compression(magic: begun)
    if isSeekable {
      lseek(descriptor, start, SEEK_SET)
      begun = []
    }
    if let compression { try unpack(compression) }
  }

  private mutating func unpack(_ compression: Compression) throws(InputFailure) {
    do throws(SystemError) {
      unpacker =
        isSeekable
        ? try Unpacker.start(compression, input: descriptor)
        : try Unpacker.start(compression, begun: begun, rest: descriptor)
      begun = []
    } catch {
      throw .noTool(name, compression, error)
    }
  }

  /// Reads some bytes into a buffer from an offset on. Returns how many, 0 at the end.
  mutating func read(into buffer: inout [UInt8], from offset: Int) throws(InputFailure) -> Int {
    guard begun.isEmpty else {
      let count = min(begun.count, buffer.count - offset)
      buffer.replaceSubrange(offset..<offset + count, with: begun[..<count])
      begun.removeFirst(count)
      return count
    }
    return try Self.read(unpacker?.output ?? descriptor, into: &buffer, from: offset, name)
  }

  private static func read(
    _ descriptor: Int32, into buffer: inout [UInt8], from offset: Int, _ name: String
  ) throws(InputFailure) -> Int {
    let count = System.read(descriptor, into: &buffer, from: offset)
    guard count >= 0 else { throw .notRead(name, SystemError(number: errno)) }
    return count
  }

  /// How far the file was read, in bytes as they lie in it; nil where that is not known.
  var position: Int? {
    // A tool that unpacks it shares the place with this process.
    isSeekable ? Int(lseek(descriptor, 0, SEEK_CUR)) : nil
  }

  /// Says, once all was read, whether the file was whole.
  mutating func finish() throws(InputFailure) {
    let isWhole = unpacker?.finish() ?? true
    unpacker = nil
    guard isWhole else { throw .broken(name) }
  }
}
