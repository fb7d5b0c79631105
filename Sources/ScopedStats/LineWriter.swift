/// Bytes of JSON in one piece of memory, which is kept for the next ones.
///
/// `@unchecked Sendable`: it is the only owner of its memory, and cannot be copied.
struct LineWriter: ~Copyable, @unchecked Sendable {
  private var start: UnsafeMutablePointer<UInt8>
  private(set) var capacity: Int
  private(set) var count = 0
  private let digits = ThreeDigits.shared

  init() {
    capacity = 1024
    start = .allocate(capacity: capacity)
  }

  deinit { start.deallocate() }

  /// The bytes written so far, lent.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  /// Starts anew, and gives memory back that only a very long line needed.
  mutating func clear(keeping byteCountMax: Int = 16_384) {
    if capacity > byteCountMax { self = LineWriter() }
    count = 0
  }

  /// Takes out what was written before a position; the rest moves to the start.
  mutating func removeFirst(_ length: Int) {
    count -= length
    start.update(from: start + length, count: count)
  }

  /// Takes back what was written after a position.
  mutating func truncate(to position: Int) { count = position }

  @inline(__always)
  private mutating func reserve(_ extra: Int) {
    if count &+ extra > capacity { grow(extra) }
  }

  private mutating func grow(_ extra: Int) {
    while count + extra > capacity { capacity *= 2 }
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: start, count: count)
    start.deallocate()
    start = larger
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    reserve(1)
    start[count] = byte
    count &+= 1
  }

  @inline(__always)
  mutating func append(_ text: StaticString) {
    let length = text.utf8CodeUnitCount
    reserve(length)
    (start + count).update(from: text.utf8Start, count: length)
    count &+= length
  }

  /// Writes through a cursor, with room for so many bytes.
  @inline(__always)
  mutating func write(upTo byteCountMax: Int, _ body: (inout LineCursor) -> Void) {
    reserve(byteCountMax &+ LineCursor.overrunBytes)
    var cursor = LineCursor(next: start + count, digits)
    body(&cursor)
    count = cursor.next - start
  }

  /// Writes another byte in place of the last one.
  mutating func replaceLast(with byte: UInt8) { start[count &- 1] = byte }

  mutating func append(_ number: Int) {
    if number < 0 { append(UInt8(ascii: "-")) }
    append(UInt64(number.magnitude))
  }

  mutating func append(_ number: UInt64) {
    write(upTo: LineCursor.numberBytesMax) { $0.put(number) }
  }

  /// Nanoseconds as seconds, see `LineCursor`.
  mutating func append(secondsOfNanoseconds nanoseconds: UInt64) {
    write(upTo: LineCursor.numberBytesMax) { $0.put(secondsOfNanoseconds: nanoseconds) }
  }

  /// Microseconds as seconds.
  mutating func append(secondsOfMicroseconds microseconds: UInt64) {
    write(upTo: LineCursor.numberBytesMax) { $0.put(secondsOfMicroseconds: microseconds) }
  }

  /// A finite number, without a fraction where it is whole.
  mutating func append(_ number: Double) {
    write(upTo: LineCursor.numberBytesMax) { $0.put(number) }
  }

  /// A string in quotes, escaped. It is cut at a character, at the length up to which it is read.
  mutating func append(quoted text: String) {
    let isWritten: Void? = text.utf8.withContiguousStorageIfAvailable {
      append(quoted: UnsafeRawBufferPointer($0))
    }
    if isWritten == nil { Array(text.utf8).withUnsafeBytes { append(quoted: $0) } }
  }

  /// The length up to which names, keys and values are read by those who receive them.
  static let textBytesMax = 256

  private mutating func append(quoted bytes: UnsafeRawBufferPointer) {
    var end = bytes.count
    if end > Self.textBytesMax {
      end = Self.textBytesMax
      while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    }
    // An escaped byte is six at most.
    reserve(end * 6 + 2)
    start[count] = UInt8(ascii: "\"")
    count &+= 1
    var index = plainCount(of: bytes, upTo: end)
    (UnsafeMutableRawPointer(start) + count).copyMemory(
      from: bytes.baseAddress ?? UnsafeRawPointer(start), byteCount: index)
    count &+= index
    while index < end {
      let byte = bytes[index]
      index &+= 1
      if Self.isEscaped(byte) {
        append(escaped: byte)
      } else {
        start[count] = byte
        count &+= 1
      }
    }
    start[count] = UInt8(ascii: "\"")
    count &+= 1
  }

  @inline(__always)
  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  /// How many bytes stand in JSON as they are, before the first that does not. Eight at a time, by
  /// what borrows into a byte's top bit when it is less than a bound (Bit Twiddling Hacks, "Determine
  /// if a word has a byte less than n").
  @inline(__always)
  private func plainCount(of bytes: UnsafeRawBufferPointer, upTo end: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var index = 0
    while index &+ 8 <= end {
      let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let quote = word ^ (ones &* 0x22)
      let backslash = word ^ (ones &* 0x5C)
      let found =
        (word &- ones &* 0x20) & ~word | (quote &- ones) & ~quote
        | (backslash &- ones) & ~backslash
      if found & (ones &* 0x80) != 0 { break }
      index &+= 8
    }
    while index < end, !Self.isEscaped(bytes[index]) { index &+= 1 }
    return index
  }

  private mutating func append(escaped byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\n"): append("\\n")
    case UInt8(ascii: "\r"): append("\\r")
    case UInt8(ascii: "\t"): append("\\t")
    case 0..<0x20:
      append("\\u00")
      append(byte >> 4 | 0x30)
      append(byte & 15 < 10 ? byte & 15 | 0x30 : byte & 15 &+ 87)
    default:
      append(UInt8(ascii: "\\"))
      append(byte)
    }
  }
}
