/// `counters` and `timers`: the larger part of most lines.
extension LineDecoder {
  @inline(never)
  mutating func readCounters(_ bytes: RawSpan, at position: inout Int) throws(LineRejection) {
    guard try bytes.startsObject(at: &position) else { return }
    var isMember = try bytes.enterObject(at: &position)
    while isMember {
      let key = try readKey(bytes, at: &position)
      if bytes.byte(at: position) == UInt8(ascii: "[") {
        var isElement = try bytes.enterArray(at: &position)
        while isElement {
          try readCounterEntry(key, bytes, at: &position)
          isElement = try bytes.nextElement(at: &position)
        }
      } else if let whole = bytes.readShortWhole(at: &position) {
        appendCounter(key, tags: .empty, whole: UInt32(truncatingIfNeeded: whole))
      } else {
        let numeral = try bytes.readNumber(at: &position)
        appendCounter(key, tags: .empty, numeral, in: bytes)
      }
      isMember = try bytes.nextMember(at: &position)
    }
  }

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
      bytes.byte(at: end &+ 1) == UInt8(ascii: ":"), bytes.byte(at: end &+ 2) > 0x20
    else { return nil }
    var last: UInt64 = 0
    if length == 0 { first = rest } else if count > 0 { last = bytes.word(at: end &- 8) }
    length &+= count
    guard let id = interner.knownString(length: length, first: first, last: last) else {
      return nil
    }
    position = end &+ 2
    return id
  }

  /// `{"value":…, "tags":{…}}`.
  private mutating func readCounterEntry(
    _ key: StringID, _ bytes: RawSpan, at position: inout Int
  ) throws(LineRejection) {
    if try readUsualCounter(key, bytes, at: &position) { return }
    guard bytes.byte(at: position) == UInt8(ascii: "{") else { throw bytes.mismatch(at: position) }
    var value: Numeral?
    var tags = TagSetID.empty
    var isMember = try bytes.enterObject(at: &position)
    while isMember {
      switch try readEntryKey(bytes, at: &position) {
      case .value: value = try bytes.readOptionalNumber(at: &position)
      case .tags: tags = try readTags(bytes, at: &position)
      default: try bytes.skipValue(at: &position, depth: 4, limit: limits.depth)
      }
      isMember = try bytes.nextMember(at: &position)
    }
    guard let value else { throw .wrongType }
    appendCounter(key, tags: tags, value, in: bytes)
  }

  /// An entry as our own senders write it, in this order and without blanks; false for any other.
  @inline(__always)
  private mutating func readUsualCounter(
    _ key: StringID, _ bytes: RawSpan, at position: inout Int
  ) throws(LineRejection) -> Bool {
    var next = position &+ 9
    guard bytes.word(at: position) == Word.text("{", "\"", "v", "a", "l", "u", "e", "\""),
      bytes.byte(at: position &+ 8) == UInt8(ascii: ":"),
      let whole = bytes.readShortWhole(at: &next),
      bytes.word(at: next) == Word.text(",", "\"", "t", "a", "g", "s", "\"", ":"),
      bytes.byte(at: next &+ 8) == UInt8(ascii: "{")
    else { return false }
    next &+= 8
    let cutBefore = row.cutCount
    let tags = try readTags(bytes, at: &next)
    guard bytes.byte(at: next) == UInt8(ascii: "}") else {
      row.cutCount = cutBefore
      return false
    }
    appendCounter(key, tags: tags, whole: UInt32(truncatingIfNeeded: whole))
    position = next &+ 1
    return true
  }

  @inline(never)
  mutating func readTimers(_ bytes: RawSpan, at position: inout Int) throws(LineRejection) {
    guard try bytes.startsObject(at: &position) else { return }
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
    if try readUsualTimer(key, bytes, at: &position) { return }
    guard bytes.byte(at: position) == UInt8(ascii: "{") else { throw bytes.mismatch(at: position) }
    var count = RawSpan.none
    var total = RawSpan.none
    var longest = RawSpan.none
    var tags = TagSetID.empty
    var isMember = try bytes.enterObject(at: &position)
    while isMember {
      switch try readEntryKey(bytes, at: &position) {
      case .count: count = try bytes.readWhole(at: &position)
      case .total: total = try bytes.readSeconds(at: &position)
      case .longest: longest = try bytes.readSeconds(at: &position)
      case .tags: tags = try readTags(bytes, at: &position)
      default: try bytes.skipValue(at: &position, depth: depth, limit: limits.depth)
      }
      isMember = try bytes.nextMember(at: &position)
    }
    guard count != RawSpan.none, total != RawSpan.none else { throw .wrongType }
    appendTimer(key, tags: tags, count: count, total: total, longest: longest.unlessNone)
  }

  /// An entry as our own senders write it, in this order and without blanks; false for any other.
  @inline(__always)
  private mutating func readUsualTimer(
    _ key: StringID, _ bytes: RawSpan, at position: inout Int
  ) throws(LineRejection) -> Bool {
    var next = position &+ 9
    guard bytes.word(at: position) == Word.text("{", "\"", "c", "o", "u", "n", "t", "\""),
      bytes.byte(at: position &+ 8) == UInt8(ascii: ":"),
      let count = bytes.readShortWhole(at: &next),
      bytes.word(at: next) == Word.text(",", "\"", "t", "o", "t", "a", "l", "_"),
      bytes.word(at: next &+ 8) & 0xFF_FFFF_FFFF == Word.text("d", "u", "r", "\"", ":")
    else { return false }
    next &+= 13
    guard bytes.byte(at: next) > 0x20 else { return false }
    let total = try bytes.readSeconds(at: &next)
    var longest: UInt64?
    if bytes.word(at: next) == Word.text(",", "\"", "m", "a", "x", "_", "d", "u"),
      bytes.word(at: next &+ 8) & 0xFF_FFFF == Word.text("r", "\"", ":")
    {
      next &+= 11
      guard bytes.byte(at: next) > 0x20 else { return false }
      longest = try bytes.readSeconds(at: &next).unlessNone
    }
    let cutBefore = row.cutCount
    var tags = TagSetID.empty
    if bytes.word(at: next) == Word.text(",", "\"", "t", "a", "g", "s", "\"", ":") {
      next &+= 8
      guard bytes.byte(at: next) == UInt8(ascii: "{") else { return false }
      tags = try readTags(bytes, at: &next)
    }
    guard bytes.byte(at: next) == UInt8(ascii: "}"), total != RawSpan.none else {
      row.cutCount = cutBefore
      return false
    }
    appendTimer(key, tags: tags, count: count, total: total, longest: longest)
    position = next &+ 1
    return true
  }

  @inline(__always)
  private mutating func appendCounter(_ key: StringID, tags: TagSetID, whole: UInt32) {
    guard row.metricCount < limits.metricsPerScope else { return leaveOutMetric() }
    let metric = interner.metricID(.counter, key: key, tags: tags)
    admitMetric(metric)
    open.metrics.appendCounter(metric, whole: whole)
  }

  mutating func appendCounter(
    _ key: StringID, tags: TagSetID, _ numeral: Numeral, in bytes: RawSpan
  ) {
    guard row.metricCount < limits.metricsPerScope else { return leaveOutMetric() }
    let metric = interner.metricID(.counter, key: key, tags: tags)
    admitMetric(metric)
    open.metrics.appendCounter(metric, value: bytes.counterValue(of: numeral))
  }

  @inline(__always)
  mutating func appendTimer(
    _ key: StringID, tags: TagSetID, count: UInt64, total: UInt64, longest: UInt64?
  ) {
    guard row.metricCount < limits.metricsPerScope else { return leaveOutMetric() }
    let metric = interner.metricID(.timer, key: key, tags: tags)
    admitMetric(metric)
    open.metrics.appendTimer(
      metric, count: count, totalNanoseconds: total, maxNanoseconds: longest)
  }

  @inline(never)
  private mutating func leaveOutMetric() { row.cutCount &+= 1 }

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
    let key = text.quoted
    let span = key.span.bytes
    let match = Self.entryKey(span.word(at: 0), next: span.word(at: 8))
    return match.length == text.count ? match.key : .unknown
  }
}
