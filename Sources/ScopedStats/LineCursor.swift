/// Where the next byte of a line goes, in memory that has room for what is written: nothing here asks
/// for more, so whoever makes one has to have reserved it, and `overrunBytes` on top.
///
/// Texts are copied sixteen bytes at a time and digits three at a time, each with a store that may
/// reach past what it writes; the next one overwrites that.
struct LineCursor {
  /// How far past its end a store may reach.
  static let overrunBytes = 16
  /// The most that a number takes: the longest of them is a `Double` in full.
  static let numberBytesMax = 32

  private(set) var next: UnsafeMutablePointer<UInt8>
  private let threeDigits: UnsafePointer<UInt32>

  @inline(__always)
  init(next: UnsafeMutablePointer<UInt8>, _ digits: ThreeDigits) {
    self.next = next
    threeDigits = digits.entries
  }

  @inline(__always)
  mutating func put(_ byte: UInt8) {
    next.pointee = byte
    next += 1
  }

  @inline(__always)
  mutating func put(_ text: StaticString) {
    next.update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    next += text.utf8CodeUnitCount
  }

  /// Copies a text that may be read up to the next multiple of sixteen bytes from its start.
  @inline(__always)
  mutating func put(kept text: UnsafePointer<UInt8>, count: Int) {
    let (source, destination) = (UnsafeRawPointer(text), UnsafeMutableRawPointer(next))
    var offset = 0
    repeat {
      destination.storeBytes(
        of: source.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self),
        toByteOffset: offset, as: SIMD16<UInt8>.self)
      offset &+= 16
    } while offset < count
    next += count
  }

  @inline(__always)
  mutating func put(_ number: UInt64) {
    if number < 1_000 {
      putFirst(number)
    } else {
      putLong(number)
    }
  }

  private mutating func putLong(_ number: UInt64) {
    let thousands = number / 1_000
    put(thousands)
    putStored(threeDigits[Int(truncatingIfNeeded: number &- thousands &* 1_000)], count: 3)
  }

  /// A finite number, without a fraction where it is whole.
  @inline(__always)
  mutating func put(_ number: Double) {
    if number.magnitude <= 0x1p53 {
      let whole = Int64(number)
      if Double(whole) == number {
        if whole < 0 { put(UInt8(ascii: "-")) }
        return put(whole.magnitude)
      }
    }
    putInFull(number)
  }

  @inline(never)
  private mutating func putInFull(_ number: Double) {
    for byte in number.description.utf8 { put(byte) }
  }

  /// Nanoseconds as seconds: whole microseconds from a millisecond on, which is within 0.05 %, and
  /// whole nanoseconds below.
  @inline(__always)
  mutating func put(secondsOfNanoseconds nanoseconds: UInt64) {
    let microseconds = nanoseconds / 1_000
    let rest = nanoseconds &- microseconds &* 1_000
    if nanoseconds >= 1_000_000 {
      put(secondsOfMicroseconds: microseconds &+ (rest >= 500 ? 1 : 0))
    } else {
      put(UInt8(ascii: "0"))
      putFraction(0, microseconds, rest)
    }
  }

  /// Microseconds as seconds.
  @inline(__always)
  mutating func put(secondsOfMicroseconds microseconds: UInt64) {
    let milliseconds = microseconds / 1_000
    let seconds = microseconds / 1_000_000
    put(seconds)
    putFraction(
      milliseconds &- seconds &* 1_000, microseconds &- milliseconds &* 1_000, 0)
  }

  /// What is behind the point, a thousandth, a millionth and a billionth at a time, each below 1,000,
  /// without zeros at its end.
  @inline(__always)
  private mutating func putFraction(_ milli: UInt64, _ micro: UInt64, _ nano: UInt64) {
    let first = threeDigits[Int(truncatingIfNeeded: milli)]
    let second = threeDigits[Int(truncatingIfNeeded: micro)]
    let third = threeDigits[Int(truncatingIfNeeded: nano)]
    var places = first >> 24
    if second >> 24 != 0 { places = 3 &+ second >> 24 }
    if third >> 24 != 0 { places = 6 &+ third >> 24 }
    let start = next
    put(UInt8(ascii: "."))
    putStored(first, count: 3)
    putStored(second, count: 3)
    putStored(third, count: 3)
    next = start + (places == 0 ? 0 : Int(places) &+ 1)
  }

  /// A number below 1,000 without zeros before it.
  @inline(__always)
  private mutating func putFirst(_ number: UInt64) {
    let count = 1 &+ (number >= 10 ? 1 : 0) &+ (number >= 100 ? 1 : 0)
    let digits = threeDigits[Int(truncatingIfNeeded: number)]
    putStored(digits &>> UInt32(truncatingIfNeeded: 24 &- 8 &* count), count: count)
  }

  @inline(__always)
  private mutating func putStored(_ digits: UInt32, count: Int) {
    UnsafeMutableRawPointer(next).storeBytes(of: digits.littleEndian, as: UInt32.self)
    next += count
  }
}

/// The numbers below 1,000 as three digits each, the first in the lowest byte, and in the highest
/// one how many of them are left without the zeros at the end.
///
/// `@unchecked Sendable`: nobody writes to it once it is made. It is never freed, for there is one.
struct ThreeDigits: @unchecked Sendable {
  static let shared = ThreeDigits()

  let entries: UnsafePointer<UInt32>

  private init() {
    let entries = UnsafeMutablePointer<UInt32>.allocate(capacity: 1_000)
    for number in 0..<1_000 as Range<UInt32> {
      let (ones, tens, hundreds) = (number % 10, number / 10 % 10, number / 100)
      let places: UInt32 = ones != 0 ? 3 : tens != 0 ? 2 : hundreds != 0 ? 1 : 0
      let digits = hundreds | tens << 8 | ones << 16 | 0x30_3030
      (entries + Int(number)).initialize(to: digits | places << 24)
    }
    self.entries = UnsafePointer(entries)
  }
}
