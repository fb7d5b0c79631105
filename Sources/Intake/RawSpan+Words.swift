/// Eight bytes at a time: how the decoder looks at a line.
///
/// Every read is held against the end of the input, and what lies past it reads as zero. Zero is a
/// control byte, and no string, number or gap goes on over one, so no scan needs a bound of its own.
extension RawSpan {
  /// The byte at an offset, or 0 past the end.
  @inline(__always)
  func byte(at offset: Int) -> UInt8 {
    offset < byteCount ? unsafeLoad(fromByteOffset: offset, as: UInt8.self) : 0
  }

  /// The eight bytes from an offset on, the first of them lowest; 0 for those past the end.
  @inline(__always)
  func word(at offset: Int) -> UInt64 {
    if offset &+ 8 <= byteCount {
      return UInt64(
        littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    return lastWord(at: offset)
  }

  @inline(never)
  private func lastWord(at offset: Int) -> UInt64 {
    var word: UInt64 = 0
    for index in 0..<8 { word |= UInt64(byte(at: offset &+ index)) &<< UInt64(index &* 8) }
    return word
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

  /// The lowest `count` bytes of a word, 0...8 of them.
  @inline(__always)
  static func low(_ word: UInt64, bytes count: Int) -> UInt64 {
    count >= 8 ? word : word & ((1 &<< UInt64(count &* 8)) &- 1)
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
