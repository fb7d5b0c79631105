/// Moving over what is not understood: checked as JSON, and otherwise ignored.
extension RawSpan {
  /// Moves over a value of any kind.
  ///
  /// - Parameter depth: how many objects and arrays the value lies in.
  func skipValue(at position: inout Int, depth: Int, limit: Int) throws(LineRejection) {
    switch byte(at: position) {
    case UInt8(ascii: "\""): _ = try readQuoted(at: &position)
    case UInt8(ascii: "{"):
      guard depth < limit else { throw .tooDeep }
      var isMember = try enterObject(at: &position)
      while isMember {
        _ = try readQuoted(at: &position)
        try skipColon(at: &position)
        try skipValue(at: &position, depth: depth + 1, limit: limit)
        isMember = try nextMember(at: &position)
      }
    case UInt8(ascii: "["):
      guard depth < limit else { throw .tooDeep }
      var isElement = try enterArray(at: &position)
      while isElement {
        try skipValue(at: &position, depth: depth + 1, limit: limit)
        isElement = try nextElement(at: &position)
      }
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      _ = try readNumeral(at: &position)
    default:
      if skip(.yes, at: &position) { return }
      if skip(.no, at: &position) { return }
      if skip(.null, at: &position) { return }
      throw mismatch(at: position)
    }
  }

  /// Moves over a word, if it stands there.
  @inline(__always)
  func skip(_ literal: Literal, at position: inout Int) -> Bool {
    let length = Word.length(literal.rawValue)
    guard Word.low(word(at: position), bytes: length) == literal.rawValue else { return false }
    position &+= length
    return true
  }

  /// The words of JSON, and those of Python that are none.
  struct Literal {
    let rawValue: UInt64

    static var null: Literal { Literal(rawValue: Word.text("n", "u", "l", "l")) }
    static var yes: Literal { Literal(rawValue: Word.text("t", "r", "u", "e")) }
    static var no: Literal { Literal(rawValue: Word.text("f", "a", "l", "s", "e")) }
    static var nan: Literal { Literal(rawValue: Word.text("N", "a", "N")) }
    static var infinity: Literal {
      Literal(rawValue: Word.text("I", "n", "f", "i", "n", "i", "t", "y"))
    }
  }

  /// Why a value cannot be read that is not of the kind that belongs there.
  @inline(never)
  func mismatch(at position: Int) -> LineRejection {
    switch byte(at: position) {
    case UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "["),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      return .wrongType
    case UInt8(ascii: "-"):
      return isNotFinite(at: position) ? .outOfRange : .wrongType
    default:
      if isNotFinite(at: position) { return .outOfRange }
      var end = position
      let isWord =
        skip(.yes, at: &end) || skip(.no, at: &end)
        || skip(.null, at: &end)
      return isWord ? .wrongType : .notJSON
    }
  }

  /// What Python and others write for numbers that JSON does not have.
  func isNotFinite(at position: Int) -> Bool {
    var end = byte(at: position) == UInt8(ascii: "-") ? position &+ 1 : position
    return skip(.nan, at: &end) || skip(.infinity, at: &end)
  }

  /// Throws where bytes are no UTF-8 (RFC 3629: no surrogates, no overlong forms).
  @inline(never)
  func checkUTF8(from start: Int, to end: Int) throws(LineRejection) {
    var position = start
    while position < end {
      let length = scalarLength(at: position)
      guard length > 0, position &+ length <= end else { throw .notUTF8 }
      position &+= length
    }
  }

  /// How many bytes the scalar at a position has, or 0 where there is none.
  func scalarLength(at position: Int) -> Int {
    let first = byte(at: position)
    if first < 0x80 { return 1 }
    let second = byte(at: position &+ 1)
    switch first {
    case 0xC2...0xDF: return isTrailing(second) ? 2 : 0
    case 0xE0...0xEF:
      let low: UInt8 = first == 0xE0 ? 0xA0 : 0x80
      let high: UInt8 = first == 0xED ? 0x9F : 0xBF
      guard second >= low, second <= high else { return 0 }
      return isTrailing(byte(at: position &+ 2)) ? 3 : 0
    case 0xF0...0xF4:
      let low: UInt8 = first == 0xF0 ? 0x90 : 0x80
      let high: UInt8 = first == 0xF4 ? 0x8F : 0xBF
      guard second >= low, second <= high, isTrailing(byte(at: position &+ 2)) else { return 0 }
      return isTrailing(byte(at: position &+ 3)) ? 4 : 0
    default: return 0
    }
  }

  private func isTrailing(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}
