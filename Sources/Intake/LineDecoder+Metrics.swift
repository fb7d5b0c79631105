/// `counters` and `timers`: the larger part of most lines.
extension LineDecoder {
  @inline(never)
  mutating func readCounters(_ bytes: RawSpan, at position: inout Int) throws(LineRejection) {
    guard try startsObject(bytes, at: &position) else { return }
    var isMember = try bytes.enterObject(at: &position)
    while isMember {
      let key = try readKey(bytes, at: &position)
      if bytes.byte(at: position) == UInt8(ascii: "[") {
        var isElement = try bytes.enterArray(at: &position)
        while isElement {
          try readCounterEntry(key, bytes, at: &position)
          isElement = try bytes.nextElement(at: &position)
        }
      } else {
        let numeral = try readNumeral(bytes, at: &position)
        appendCounter(key, tags: .empty, numeral, in: bytes)
      }
      isMember = try bytes.nextMember(at: &position)
    }
  }

  /// False for null, which is moved over.
  @inline(__always)
  func startsObject(_ bytes: RawSpan, at position: inout Int) throws(LineRejection) -> Bool {
    if bytes.byte(at: position) == UInt8(ascii: "{") { return true }
    if bytes.skip(.null, at: &position) { return false }
    throw bytes.mismatch(at: position)
  }

  /// A key and its colon.
  @inline(__always)
  mutating func readKey(_ bytes: RawSpan, at position: inout Int) throws(LineRejection) -> StringID
  {
    let quoted = try bytes.readQuoted(at: &position)
    let key = intern(quoted, in: bytes)
    try bytes.skipColon(at: &position)
    return key
  }

  /// `{"value":…, "tags":{…}}`.
  private mutating func readCounterEntry(
    _ key: StringID, _ bytes: RawSpan, at position: inout Int
  ) throws(LineRejection) {
    guard bytes.byte(at: position) == UInt8(ascii: "{") else { throw bytes.mismatch(at: position) }
    var value: Numeral?
    var tags = TagSetID.empty
    var isMember = try bytes.enterObject(at: &position)
    while isMember {
      switch try readEntryKey(bytes, at: &position) {
      case .value: value = try readOptionalNumeral(bytes, at: &position)
      case .tags: tags = try readTags(bytes, at: &position)
      default: try bytes.skipValue(at: &position, depth: 4, limit: limits.depth)
      }
      isMember = try bytes.nextMember(at: &position)
    }
    guard let value else { throw .wrongType }
    appendCounter(key, tags: tags, value, in: bytes)
  }

  @inline(never)
  mutating func readTimers(_ bytes: RawSpan, at position: inout Int) throws(LineRejection) {
    guard try startsObject(bytes, at: &position) else { return }
    var isMember = try bytes.enterObject(at: &position)
    while isMember {
      let key = try readKey(bytes, at: &position)
      if bytes.byte(at: position) == UInt8(ascii: "[") {
        var isElement = try bytes.enterArray(at: &position)
        while isElement {
          try readTimerEntry(key, depth: 4, bytes, at: &position)
          isElement = try bytes.nextElement(at: &position)
        }
      } else {
        try readTimerEntry(key, depth: 3, bytes, at: &position)
      }
      isMember = try bytes.nextMember(at: &position)
    }
  }

  /// `{"count":…, "total_dur":…, "max_dur":…, "tags":{…}}`.
  @inline(never)
  private mutating func readTimerEntry(
    _ key: StringID, depth: Int, _ bytes: RawSpan, at position: inout Int
  ) throws(LineRejection) {
    guard bytes.byte(at: position) == UInt8(ascii: "{") else { throw bytes.mismatch(at: position) }
    var count: UInt64?
    var total: UInt64?
    var longest: UInt64?
    var tags = TagSetID.empty
    var isMember = try bytes.enterObject(at: &position)
    while isMember {
      switch try readEntryKey(bytes, at: &position) {
      case .count: count = try readOptionalWhole(bytes, at: &position)
      case .total: total = try readOptionalSeconds(bytes, at: &position)
      case .longest: longest = try readOptionalSeconds(bytes, at: &position)
      case .tags: tags = try readTags(bytes, at: &position)
      default: try bytes.skipValue(at: &position, depth: depth, limit: limits.depth)
      }
      isMember = try bytes.nextMember(at: &position)
    }
    guard let count, let total else { throw .wrongType }
    appendTimer(key, tags: tags, count: count, total: total, longest: longest)
  }

  @inline(__always)
  mutating func appendCounter(
    _ key: StringID, tags: TagSetID, _ numeral: Numeral, in bytes: RawSpan
  ) {
    guard row.metricCount < limits.metricsPerScope else { return leaveOutMetric(numeral) }
    let metric = interner.metricID(.counter, key: key, tags: tags)
    admitMetric(metric)
    if numeral.exponent == 0, !numeral.isNegative, numeral.mantissa <= UInt32.max {
      columns.metrics.appendCounter(metric, whole: UInt32(truncatingIfNeeded: numeral.mantissa))
    } else {
      columns.metrics.appendCounter(metric, value: value(numeral, in: bytes))
    }
  }

  @inline(__always)
  mutating func appendTimer(
    _ key: StringID, tags: TagSetID, count: UInt64, total: UInt64, longest: UInt64?
  ) {
    guard row.metricCount < limits.metricsPerScope else {
      row.cutCount &+= 1
      return
    }
    let metric = interner.metricID(.timer, key: key, tags: tags)
    admitMetric(metric)
    columns.metrics.appendTimer(
      metric, count: count, totalNanoseconds: total, maxNanoseconds: longest)
  }

  @inline(never)
  private mutating func leaveOutMetric(_ numeral: Numeral) { row.cutCount &+= 1 }

  /// What a member of a metric's entry says.
  private enum EntryKey {
    case value, count, total, longest, tags, unknown
  }

  /// A key and its colon.
  @inline(__always)
  private mutating func readEntryKey(
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
    let key = text.bytes + [UInt8(ascii: "\"")]
    let span = key.span.bytes
    let match = Self.entryKey(span.word(at: 0), next: span.word(at: 8))
    return match.length == key.count - 1 ? match.key : .unknown
  }
}
