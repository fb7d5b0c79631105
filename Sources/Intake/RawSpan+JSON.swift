/// The grammar of JSON (RFC 8259) as steps over a line. Each step begins at a position that the one
/// before left, moves it on, and throws where the line is no JSON.
extension RawSpan {
  /// A string between its quotes, as it stands in the line.
  struct Quoted {
    /// One past the opening quote.
    let start: Int
    /// The closing quote.
    let end: Int
    /// No escape, no DEL, nothing but ASCII: the bytes are the text.
    let isPlain: Bool

    @inline(__always) var length: Int { end &- start }
  }

  /// Moves over blanks. A line feed is none: it ends the line wherever it stands.
  @inline(__always)
  func skipBlanks(at position: inout Int) {
    while byte(at: position) <= 0x20 {
      guard isBlank(byte(at: position)) else { return }
      position &+= 1
    }
  }

  @inline(__always)
  private func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }

  /// From `{` to the first key, or past `}` where there is none.
  @inline(__always)
  func enterObject(at position: inout Int) throws(LineRejection) -> Bool {
    position &+= 1
    skipBlanks(at: &position)
    if byte(at: position) == UInt8(ascii: "\"") { return true }
    guard byte(at: position) == UInt8(ascii: "}") else { throw .notJSON }
    position &+= 1
    return false
  }

  /// From the end of a member to the next key, or past `}`.
  @inline(__always)
  func nextMember(at position: inout Int) throws(LineRejection) -> Bool {
    skipBlanks(at: &position)
    if byte(at: position) == UInt8(ascii: ",") {
      position &+= 1
      skipBlanks(at: &position)
      guard byte(at: position) == UInt8(ascii: "\"") else { throw .notJSON }
      return true
    }
    guard byte(at: position) == UInt8(ascii: "}") else { throw .notJSON }
    position &+= 1
    return false
  }

  /// From the end of a key to its value.
  @inline(__always)
  func skipColon(at position: inout Int) throws(LineRejection) {
    skipBlanks(at: &position)
    guard byte(at: position) == UInt8(ascii: ":") else { throw .notJSON }
    position &+= 1
    skipBlanks(at: &position)
  }

  /// From `[` to the first element, or past `]` where there is none.
  @inline(__always)
  func enterArray(at position: inout Int) throws(LineRejection) -> Bool {
    position &+= 1
    skipBlanks(at: &position)
    guard byte(at: position) == UInt8(ascii: "]") else { return true }
    position &+= 1
    return false
  }

  /// From the end of an element to the next one, or past `]`.
  @inline(__always)
  func nextElement(at position: inout Int) throws(LineRejection) -> Bool {
    skipBlanks(at: &position)
    let byte = byte(at: position)
    guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") else { throw .notJSON }
    position &+= 1
    if byte == UInt8(ascii: "]") { return false }
    skipBlanks(at: &position)
    return true
  }

  /// From an opening quote past the closing one.
  @inline(__always)
  func readQuoted(at position: inout Int) throws(LineRejection) -> Quoted {
    let start = position &+ 1
    var end = start
    var notPlain: UInt64 = 0
    while true {
      let word = word(at: end)
      let stops = Word.stringStops(word)
      if stops == 0 {
        notPlain |= Word.notPlain(word)
        end &+= 8
        continue
      }
      let length = Word.firstByte(stops)
      notPlain |= Word.notPlain(Word.low(word, bytes: length))
      end &+= length
      guard byte(at: end) == UInt8(ascii: "\"") else {
        return try readEscaped(from: start, stoppedAt: end, at: &position)
      }
      position = end &+ 1
      if notPlain == 0 { return Quoted(start: start, end: end, isPlain: true) }
      try checkUTF8(from: start, to: end)
      return Quoted(start: start, end: end, isPlain: false)
    }
  }

  /// The rest of a string that has escapes, or that a control byte breaks.
  @inline(never)
  private func readEscaped(
    from start: Int, stoppedAt stop: Int, at position: inout Int
  ) throws(LineRejection) -> Quoted {
    var end = stop
    while byte(at: end) != UInt8(ascii: "\"") {
      guard byte(at: end) >= 0x20 else { throw .notJSON }
      end &+= byte(at: end) == UInt8(ascii: "\\") ? try escapeLength(at: end) : 1
    }
    try checkUTF8(from: start, to: end)
    position = end &+ 1
    return Quoted(start: start, end: end, isPlain: false)
  }

  private func escapeLength(at position: Int) throws(LineRejection) -> Int {
    switch byte(at: position &+ 1) {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return 2
    case UInt8(ascii: "u"):
      guard hexUnit(at: position &+ 2) != nil else { throw .notJSON }
      return 6
    default: throw .notJSON
    }
  }

  /// The UTF-16 unit that four hexadecimal digits stand for.
  func hexUnit(at position: Int) -> UInt16? {
    var unit: UInt16 = 0
    for index in 0..<4 {
      guard let digit = hexDigit(byte(at: position &+ index)) else { return nil }
      unit = unit << 4 | digit
    }
    return unit
  }

  private func hexDigit(_ byte: UInt8) -> UInt16? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }
}
