/// The fields of a line, each told by the bytes after its opening quote.
extension LineDecoder {
  /// From a field's key to the end of its value.
  @inline(__always)
  mutating func readField(_ bytes: RawSpan, at position: inout Int) throws(LineRejection) {
    let start = position
    let word = bytes.word(at: start &+ 1)
    if let field = Field(word, next: { bytes.byte(at: start &+ 9) }) {
      position = start &+ field.length &+ 2
      try bytes.skipColon(at: &position)
      try read(field, bytes, at: &position)
    } else {
      try readOddField(bytes, at: &position)
    }
  }

  /// A key that is unknown, or written with escapes.
  @inline(never)
  private mutating func readOddField(
    _ bytes: RawSpan, at position: inout Int
  ) throws(LineRejection) {
    let quoted = try bytes.readQuoted(at: &position)
    try bytes.skipColon(at: &position)
    if !quoted.isPlain {
      text.read(bytes, from: quoted.start, to: quoted.end, limit: limits.textBytes)
      let key = text.quoted
      let word = key.span.bytes.word(at: 0)
      let next = key.span.bytes.byte(at: 8)
      if let field = Field(word, next: { next }), field.length == text.count {
        return try read(field, bytes, at: &position)
      }
    }
    try bytes.skipValue(at: &position, depth: 1, limit: limits.depth)
  }

  /// A value, from its first character past its last. A null stands for a field that is not there.
  @inline(__always)
  private mutating func read(
    _ field: Field, _ bytes: RawSpan, at position: inout Int
  ) throws(LineRejection) {
    switch field {
    case .scope: try readScope(bytes, at: &position)
    case .duration: row.durationNanoseconds = try bytes.readSeconds(at: &position).unlessNone
    case .tags: try readScopeTags(bytes, at: &position)
    case .counters: try readCounters(bytes, at: &position)
    case .timers: try readTimers(bytes, at: &position)
    case .end: try readEnd(bytes, at: &position)
    case .version: try readVersion(bytes, at: &position)
    case .id: try readID(bytes, at: &position)
    case .source: try readSource(bytes, at: &position)
    case .sequence: row.sequence = try bytes.readWhole(at: &position).unlessNone
    case .dropped: row.dropped = try bytes.readWhole(at: &position).unlessNone
    case .error: try readError(bytes, at: &position)
    case .weight: try readWeight(bytes, at: &position)
    case .stats: try readStats(bytes, at: &position)
    }
  }

  @inline(__always)
  private mutating func readScope(
    _ bytes: RawSpan, at position: inout Int
  ) throws(LineRejection) {
    row.name = nil
    guard let quoted = try bytes.readOptionalText(at: &position) else { return }
    guard quoted.length > 0 else { throw .missingScope }
    row.name = intern(quoted, in: bytes)
  }

  private mutating func readError(_ bytes: RawSpan, at position: inout Int) throws(LineRejection) {
    row.error = nil
    guard let quoted = try bytes.readOptionalText(at: &position), quoted.length > 0 else {
      return
    }
    row.error = intern(quoted, in: bytes)
  }

  @inline(__always)
  private mutating func readSource(
    _ bytes: RawSpan, at position: inout Int
  ) throws(LineRejection) {
    row.sourceStart = 0
    row.sourceEnd = 0
    guard let quoted = try bytes.readOptionalText(at: &position) else { return }
    row.sourceStart = quoted.start
    row.sourceEnd = quoted.end
  }

  private mutating func readID(_ bytes: RawSpan, at position: inout Int) throws(LineRejection) {
    forgetID()
    guard let quoted = try bytes.readOptionalText(at: &position) else { return }
    if quoted.isPlain, quoted.length <= limits.textBytes {
      open.idBytes.append(bytes, from: quoted.start, length: quoted.length)
    } else {
      clean(quoted, in: bytes)
      open.idBytes += text.bytes
    }
  }

  private mutating func readEnd(_ bytes: RawSpan, at position: inout Int) throws(LineRejection) {
    row.endMicroseconds = nil
    guard let numeral = try bytes.readOptionalNumber(at: &position) else { return }
    let microseconds = Int64(min(numeral.scaled(by: 6), UInt64(Timestamp.latest.microseconds)))
    row.endMicroseconds = numeral.isNegative ? 0 : microseconds
  }

  private mutating func readVersion(
    _ bytes: RawSpan, at position: inout Int
  ) throws(LineRejection) {
    row.version = try bytes.readWhole(at: &position).unlessNone ?? 1
    guard row.version > 0 else { throw .outOfRange }
  }

  private mutating func readWeight(
    _ bytes: RawSpan, at position: inout Int
  ) throws(LineRejection) {
    row.weight = 1
    guard let numeral = try bytes.readOptionalNumber(at: &position) else { return }
    row.weight = min(bytes.double(of: numeral), MetricWord.valueMax)
    guard row.weight >= 1 else { throw .outOfRange }
  }
}

/// The fields that are understood.
private enum Field {
  case scope, duration, tags, counters, timers, end, version, id, source, sequence, dropped
  case error, weight, stats

  /// - Parameters:
  ///   - word: the eight bytes after the opening quote.
  ///   - next: the byte after those.
  @inline(__always)
  init?(_ word: UInt64, next: () -> UInt8) {
    if word & 0xFFFF_FFFF_FFFF == Word.text("s", "c", "o", "p", "e", "\"") {
      self = .scope
    } else if word & 0xFFFF_FFFF == Word.text("d", "u", "r", "\"") {
      self = .duration
    } else if word & 0xFF_FFFF_FFFF == Word.text("t", "a", "g", "s", "\"") {
      self = .tags
    } else if word & 0xFFFF == Word.text("v", "\"") {
      self = .version
    } else if word & 0xFFFF_FFFF == Word.text("e", "n", "d", "\"") {
      self = .end
    } else if word & 0xFF_FFFF == Word.text("i", "d", "\"") {
      self = .id
    } else if word == Word.text("c", "o", "u", "n", "t", "e", "r", "s"), next() == 0x22 {
      self = .counters
    } else if word & 0xFF_FFFF_FFFF_FFFF == Word.text("t", "i", "m", "e", "r", "s", "\"") {
      self = .timers
    } else if word & 0xFFFF_FFFF == Word.text("s", "r", "c", "\"") {
      self = .source
    } else if word & 0xFFFF_FFFF == Word.text("s", "e", "q", "\"") {
      self = .sequence
    } else if word & 0xFFFF_FFFF_FFFF == Word.text("s", "t", "a", "t", "s", "\"") {
      self = .stats
    } else if word & 0xFFFF_FFFF_FFFF == Word.text("e", "r", "r", "o", "r", "\"") {
      self = .error
    } else if word & 0xFF_FFFF_FFFF_FFFF == Word.text("w", "e", "i", "g", "h", "t", "\"") {
      self = .weight
    } else if word == Word.text("d", "r", "o", "p", "p", "e", "d", "\"") {
      self = .dropped
    } else {
      return nil
    }
  }

  /// The length of the key in bytes.
  @inline(__always)
  var length: Int {
    switch self {
    case .version: 1
    case .id: 2
    case .duration, .end, .source, .sequence: 3
    case .tags: 4
    case .scope, .error, .stats: 5
    case .timers, .weight: 6
    case .dropped: 7
    case .counters: 8
    }
  }
}
