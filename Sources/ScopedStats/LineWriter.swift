/// Bytes of JSON in one piece of memory, which is kept for the next line.
///
/// `@unchecked Sendable`: it is the only owner of its memory, and cannot be copied.
struct LineWriter: ~Copyable, @unchecked Sendable {
  private var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  init() {
    capacity = 1024
    start = .allocate(capacity: capacity)
  }

  deinit { start.deallocate() }

  /// The bytes written so far, lent.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  /// Starts anew, and gives memory back that only a very long line needed.
  mutating func clear() {
    if capacity > 16_384 { self = LineWriter() }
    count = 0
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

  mutating func append(_ bytes: [UInt8]) {
    reserve(bytes.count)
    let destination = start + count
    bytes.withUnsafeBufferPointer {
      if let source = $0.baseAddress { destination.update(from: source, count: $0.count) }
    }
    count &+= bytes.count
  }

  mutating func append(_ bytes: UnsafePointer<UInt8>, count length: Int) {
    reserve(length)
    (start + count).update(from: bytes, count: length)
    count &+= length
  }

  mutating func append(_ number: Int) {
    if number < 0 { append(UInt8(ascii: "-")) }
    append(UInt64(number.magnitude))
  }

  mutating func append(_ number: UInt64) {
    if number < 10 { return append(UInt8(truncatingIfNeeded: number) | 0x30) }
    reserve(20)
    // Seconds since 1970 have ten digits.
    let isLong = number >= 1_000_000_000
    var digits = isLong ? 10 : 2
    var bound: UInt64 = isLong ? 10_000_000_000 : 100
    while digits < 20, number >= bound {
      digits &+= 1
      let (next, isOver) = bound.multipliedReportingOverflow(by: 10)
      if isOver { break }
      bound = next
    }
    if digits == 19, number >= 10_000_000_000_000_000_000 { digits = 20 }
    write(number, digits: digits)
  }

  /// A fraction of a whole: `digits` places of it, at most nine, without zeros at its end.
  private mutating func append(fraction: UInt64, digits: Int) {
    guard fraction != 0 else { return }
    // Half as wide, divisions cost half.
    var rest = UInt32(truncatingIfNeeded: fraction)
    var digits = digits
    if rest % 1_000 == 0 {
      rest /= 1_000
      digits &-= 3
    }
    if rest % 100 == 0 {
      rest /= 100
      digits &-= 2
    }
    while rest % 10 == 0 {
      rest /= 10
      digits &-= 1
    }
    reserve(digits &+ 1)
    start[count] = UInt8(ascii: ".")
    count &+= 1
    write(rest, digits: digits)
  }

  /// Writes so many digits of a number, two at a time, from its end. There is room for them.
  @inline(__always)
  private mutating func write<Number: FixedWidthInteger>(_ number: Number, digits: Int) {
    var rest = number
    var position = count &+ digits
    let first = count
    count = position
    while position &- first >= 2 {
      position &-= 2
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 100)
      let tens = UInt8(truncatingIfNeeded: remainder / 10)
      start[position] = tens | 0x30
      start[position &+ 1] = UInt8(truncatingIfNeeded: remainder) &- tens &* 10 | 0x30
      rest = quotient
    }
    if position > first { start[first] = UInt8(truncatingIfNeeded: rest % 10) | 0x30 }
  }

  /// Nanoseconds as seconds: whole microseconds from a millisecond on, which is within 0.05 %, and
  /// whole nanoseconds below.
  mutating func append(secondsOfNanoseconds nanoseconds: UInt64) {
    if nanoseconds >= 1_000_000 {
      append(secondsOfMicroseconds: nanoseconds / 1000 &+ (nanoseconds % 1000 >= 500 ? 1 : 0))
    } else {
      append(UInt8(ascii: "0"))
      append(fraction: nanoseconds, digits: 9)
    }
  }

  /// Microseconds as seconds.
  mutating func append(secondsOfMicroseconds microseconds: UInt64) {
    let (seconds, fraction) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    append(seconds)
    append(fraction: fraction, digits: 6)
  }

  /// A finite number, without a fraction where it is whole.
  mutating func append(_ number: Double) {
    if let whole = Int(exactly: number), whole.magnitude <= 1 << 53 {
      append(whole)
    } else {
      append(Array(number.description.utf8))
    }
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
