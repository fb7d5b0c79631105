/// Eight bytes at a time: how the decoder looks at a line.
///
/// Every read is held against the end of the input, and what lies past it reads as zero. Zero is a
/// control byte, and no string, number or gap goes on over one, so no scan needs a bound of its own.
/// The loads themselves are the unchecked ones, each beside the check that is its proof: the checked
/// ones would make the same comparison twice more.
extension RawSpan {
  /// The least length of a span whose words are read. Shorter input is padded first.
  static let wordBytes = 8

  /// The byte at an offset, or 0 past the end.
  @inline(__always)
  func byte(at offset: Int) -> UInt8 {
    UInt(bitPattern: offset) < UInt(bitPattern: byteCount)
      ? unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self) : 0
  }

  /// The eight bytes from an offset on, the first of them lowest; 0 for those past the end.
  @inline(__always)
  func word(at offset: Int) -> UInt64 {
    // One comparison is both: what is below zero is beyond every end when read without its sign, and
    // in a span that is too short there is no place for a word.
    let places = byteCount < Self.wordBytes ? 0 : byteCount &- Self.wordBytes &+ 1
    if UInt(bitPattern: offset) < UInt(bitPattern: places) {
      return UInt64(
        littleEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
    }
    // The last word there is, moved down until the offset's byte is the first. No call is made from
    // here, so that the loops around this keep what they hold in registers.
    precondition(offset >= 0 && byteCount >= Self.wordBytes, "BUG: the span was not padded")
    let last = byteCount &- Self.wordBytes
    let missing = offset &- last
    if missing >= Self.wordBytes { return 0 }
    return UInt64(
      littleEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: last, as: UInt64.self))
      &>> UInt64(truncatingIfNeeded: missing &* 8)
  }

  /// A copy that is long enough for words to be read from it: blank lines come after it.
  func padded() -> [UInt8] {
    var bytes = (0..<byteCount).map { byte(at: $0) }
    while bytes.count < Self.wordBytes { bytes.append(UInt8(ascii: "\n")) }
    return bytes
  }

  /// Where the next line feed is from an offset on, or the end of the input.
  func endOfLine(from offset: Int) -> Int {
    var position = offset
    while position < byteCount {
      let feeds = Word.zeroBytes(word(at: position) ^ Word.all(UInt8(ascii: "\n")))
      if feeds != 0 { return Swift.min(position &+ Word.firstByte(feeds), byteCount) }
      position &+= 8
    }
    return byteCount
  }

  /// Where the last line ends that has an end: one past the last line feed, or 0.
  func endOfLastWholeLine() -> Int {
    var position = byteCount
    while position > 0, byte(at: position - 1) != UInt8(ascii: "\n") { position -= 1 }
    return position
  }
}

/// Arithmetic on eight bytes in one word (SWAR), after "Hacker's Delight", chapter 6.
///
/// A mask of found bytes has the top bit of each found byte. Borrows and carries run upwards only,
/// so the lowest bit of a mask is right, and those above it are not to be looked at.
enum Word {
  static let ones: UInt64 = 0x0101_0101_0101_0101
  static let tops: UInt64 = 0x8080_8080_8080_8080

  /// A byte eight times.
  @inline(__always)
  static func all(_ byte: UInt8) -> UInt64 { UInt64(byte) &* ones }

  /// Bytes that are zero.
  @inline(__always)
  static func zeroBytes(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & tops }

  /// Bytes that end a run of plain string: a quote, a backslash or a control byte.
  @inline(__always)
  static func stringStops(_ word: UInt64) -> UInt64 {
    let quote = word ^ all(UInt8(ascii: "\""))
    let backslash = word ^ all(UInt8(ascii: "\\"))
    let control = (word &- all(0x20)) & ~word
    return (control | ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)) & tops
  }

  /// Not zero where any byte is DEL or not ASCII.
  @inline(__always)
  static func notPlain(_ word: UInt64) -> UInt64 { (word | (word &+ ones)) & tops }

  /// The index of the lowest found byte, 8 where none is.
  @inline(__always)
  static func firstByte(_ mask: UInt64) -> Int { mask.trailingZeroBitCount &>> 3 }

  /// The bits of the bytes below the lowest found one. There has to be one.
  @inline(__always)
  static func below(_ mask: UInt64) -> UInt64 { ((mask & (0 &- mask)) &>> 7) &- 1 }

  /// The byte at an index of a word.
  @inline(__always)
  static func byte(_ word: UInt64, at index: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: word &>> UInt64(truncatingIfNeeded: index &* 8))
  }

  /// The lowest `count` bytes of a word, 0...8 of them.
  @inline(__always)
  static func low(_ word: UInt64, bytes count: Int) -> UInt64 {
    count >= 8 ? word : word & ((1 &<< UInt64(truncatingIfNeeded: count &* 8)) &- 1)
  }

  /// How many bytes of a word are used, when the unused ones are zeros at its end.
  @inline(__always)
  static func length(_ word: UInt64) -> Int { 8 &- word.leadingZeroBitCount &>> 3 }

  /// Up to eight ASCII characters as they lie in a word: a constant, once compiled.
  @inline(__always)
  static func text(
    _ a: Unicode.Scalar, _ b: Unicode.Scalar = "\0", _ c: Unicode.Scalar = "\0",
    _ d: Unicode.Scalar = "\0", _ e: Unicode.Scalar = "\0", _ f: Unicode.Scalar = "\0",
    _ g: Unicode.Scalar = "\0", _ h: Unicode.Scalar = "\0"
  ) -> UInt64 {
    let low = UInt64(a.value) | UInt64(b.value) &<< 8 | UInt64(c.value) &<< 16
    let middle = UInt64(d.value) &<< 24 | UInt64(e.value) &<< 32 | UInt64(f.value) &<< 40
    return low | middle | UInt64(g.value) &<< 48 | UInt64(h.value) &<< 56
  }
}
