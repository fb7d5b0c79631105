/// The keys within `counters` and `timers`, and within their entries.
extension LineDecoder {
  /// A key and its colon.
  @inline(__always)
  mutating func readKey(_ bytes: RawSpan, at position: inout Int) throws(LineRejection) -> StringID
  {
    if let key = readKnownKey(bytes, at: &position) { return key }
    let quoted = try bytes.readQuoted(at: &position)
    let key = intern(quoted, in: bytes)
    try bytes.skipColon(at: &position)
    return key
  }

  /// A key of less than 16 plain characters that was seen before, and its colon; else nil.
  @inline(__always)
  private mutating func readKnownKey(_ bytes: RawSpan, at position: inout Int) -> StringID? {
    let start = position &+ 1
    var word = bytes.word(at: start)
    var stops = Word.stringStops(word)
    var length = 0
    var first = word
    if stops == 0 {
      length = 8
      word = bytes.word(at: start &+ 8)
      stops = Word.stringStops(word)
      guard stops != 0, Word.notPlain(first) == 0 else { return nil }
    }
    let count = Word.firstByte(stops)
    let rest = word & Word.below(stops)
    let end = start &+ length &+ count
    guard Word.notPlain(rest) == 0, Word.byte(word, at: count) == UInt8(ascii: "\""),
      bytes.byte(at: end &+ 1) == UInt8(ascii: ":")
    else { return nil }
    var last: UInt64 = 0
    if length == 0 { first = rest } else if count > 0 { last = bytes.word(at: end &- 8) }
    length &+= count
    guard let id = interner.knownString(length: length, first: first, last: last) else {
      return nil
    }
    position = end &+ 2
    bytes.skipBlanks(at: &position)
    return id
  }

  /// What a member of a metric's entry says.
  enum EntryKey {
    case value, count, total, longest, tags, unknown
  }

  /// A key and its colon.
  @inline(__always)
  mutating func readEntryKey(
    _ bytes: RawSpan, at position: inout Int
  ) throws(LineRejection) -> EntryKey {
    let word = bytes.word(at: position &+ 1)
    let key = Self.entryKey(word, next: bytes.word(at: position &+ 9))
    if key.length > 0 {
      position &+= key.length &+ 2
    } else {
      return try readOddEntryKey(bytes, at: &position)
    }
    try bytes.skipColon(at: &position)
    return key.key
  }

  @inline(__always)
  private static func entryKey(
    _ word: UInt64, next: UInt64
  ) -> (key: EntryKey, length: Int) {
    if word & 0xFFFF_FFFF_FFFF == Word.text("c", "o", "u", "n", "t", "\"") { return (.count, 5) }
    if word == Word.text("t", "o", "t", "a", "l", "_", "d", "u"),
      next & 0xFFFF == Word.text("r", "\"")
    {
      return (.total, 9)
    }
    if word == Word.text("m", "a", "x", "_", "d", "u", "r", "\"") { return (.longest, 7) }
    if word & 0xFF_FFFF_FFFF == Word.text("t", "a", "g", "s", "\"") { return (.tags, 4) }
    if word & 0xFFFF_FFFF_FFFF == Word.text("v", "a", "l", "u", "e", "\"") { return (.value, 5) }
    return (.unknown, 0)
  }

  /// A key that is unknown, or written with escapes.
  @inline(never)
  private mutating func readOddEntryKey(
    _ bytes: RawSpan, at position: inout Int
  ) throws(LineRejection) -> EntryKey {
    let quoted = try bytes.readQuoted(at: &position)
    try bytes.skipColon(at: &position)
    guard !quoted.isPlain else { return .unknown }
    text.read(bytes, from: quoted.start, to: quoted.end, limit: limits.textBytes)
    let key = text.quoted
    let span = key.span.bytes
    let match = Self.entryKey(span.word(at: 0), next: span.word(at: 8))
    return match.length == text.count ? match.key : .unknown
  }
}
