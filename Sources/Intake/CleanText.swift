/// The text of a JSON string as it is kept: unescaped, cleaned, cut.
///
/// Whatever could make a terminal, a table or a reader believe something else than what is there
/// becomes U+FFFD, once, here: C0 and C1 controls, DEL, bidirectional and zero-width controls, line
/// and paragraph separators, invisible formatting, lone surrogates. So does the zero-width joiner, but
/// between two emoji, where it is left out: terminals do not agree on how wide joined ones are, and
/// side by side they say the same.
struct CleanText {
  /// UTF-8, reused from text to text, with zeros behind it that are not part of it.
  private(set) var padded: [UInt8] = []
  /// The length of the text in bytes.
  private(set) var count = 0
  /// Something was left out at the end.
  private(set) var isCut = false

  /// Reads the inside of a string whose escapes and UTF-8 have been checked.
  mutating func read(_ line: RawSpan, from start: Int, to end: Int, limit: Int) {
    begin()
    defer { finish() }
    var position = start
    var endsInEmoji = false
    while position < end {
      let scalar = Self.scalar(line, at: &position, end: end)
      if scalar == Self.joiner, endsInEmoji, position < end {
        var ahead = position
        if Self.isEmoji(Self.scalar(line, at: &ahead, end: end)) { continue }
      }
      endsInEmoji = Self.isEmoji(scalar) || endsInEmoji && scalar == Self.emojiPresentation
      guard append(Self.cleaned(scalar), limit: limit) else { return }
    }
  }

  private static let joiner: Unicode.Scalar = "\u{200D}"

  /// Follows a sign that is to be drawn as an emoji.
  private static let emojiPresentation: Unicode.Scalar = "\u{FE0F}"

  private static func isEmoji(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value > 0xFF && scalar.properties.isEmoji
  }

  private static func scalar(
    _ line: RawSpan, at position: inout Int, end: Int
  ) -> Unicode.Scalar {
    line.byte(at: position) == UInt8(ascii: "\\")
      ? unescape(line, at: &position) : decode(line, at: &position, end: end)
  }

  /// Reads any bytes at all, to be shown: what is no UTF-8 becomes U+FFFD too.
  mutating func readSample(_ line: RawSpan, from start: Int, to end: Int, limit: Int) {
    begin()
    defer { finish() }
    var position = start
    while position < end {
      guard append(Self.cleaned(Self.decode(line, at: &position, end: end)), limit: limit) else {
        return
      }
    }
  }

  var bytes: ArraySlice<UInt8> { padded[..<count] }

  /// The text as a key is told: with its closing quote, and padded.
  var quoted: [UInt8] {
    bytes + [UInt8(ascii: "\"")] + repeatElement(0, count: RawSpan.wordBytes * 2)
  }

  private mutating func begin() {
    padded.removeAll(keepingCapacity: true)
    isCut = false
  }

  private mutating func finish() {
    count = padded.count
    padded.append(contentsOf: repeatElement(0, count: RawSpan.wordBytes))
  }

  private mutating func append(_ scalar: Unicode.Scalar, limit: Int) -> Bool {
    let encoded = UTF8.encode(scalar)
    guard let encoded, padded.count + encoded.count <= limit else {
      isCut = true
      return false
    }
    padded.append(contentsOf: encoded)
    return true
  }

  private static let replacement: Unicode.Scalar = "\u{FFFD}"

  /// What is kept of a scalar: itself, or U+FFFD where it must not be shown.
  static func cleaned(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x20..<0x7F: scalar
    case 0..<0x20, 0x7F..<0xA0, 0xAD: replacement
    case 0x061C, 0x180E, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F: replacement
    case 0xFEFF, 0xFFF9...0xFFFB, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A: replacement
    case 0xE0000...0xE007F: replacement
    default: scalar
    }
  }

  private static func decode(
    _ line: RawSpan, at position: inout Int, end: Int
  ) -> Unicode.Scalar {
    let length = line.scalarLength(at: position)
    guard length > 0, position + length <= end else {
      position += 1
      return replacement
    }
    var value = UInt32(line.byte(at: position))
    if length > 1 { value &= 0x7F >> UInt32(length) }
    for index in 1..<max(length, 1) {
      value = value << 6 | UInt32(line.byte(at: position + index) & 0x3F)
    }
    position += length
    return Unicode.Scalar(value) ?? replacement
  }

  private static func unescape(_ line: RawSpan, at position: inout Int) -> Unicode.Scalar {
    let character = line.byte(at: position + 1)
    position += 2
    switch character {
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return unescapeUnicode(line, at: &position)
    default: return Unicode.Scalar(character)
    }
  }

  /// From the four digits of `\u` past them, and past the second half of a surrogate pair.
  private static func unescapeUnicode(
    _ line: RawSpan, at position: inout Int
  ) -> Unicode.Scalar {
    let unit = line.hexUnit(at: position) ?? 0xFFFD
    position += 4
    guard UTF16.isLeadSurrogate(unit) else { return Unicode.Scalar(UInt32(unit)) ?? replacement }
    let isEscape =
      line.byte(at: position) == UInt8(ascii: "\\")
      && line.byte(at: position + 1) == UInt8(ascii: "u")
    guard isEscape, let low = line.hexUnit(at: position + 2), UTF16.isTrailSurrogate(low) else {
      return replacement
    }
    position += 6
    let value = 0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00)
    return Unicode.Scalar(value) ?? replacement
  }
}
