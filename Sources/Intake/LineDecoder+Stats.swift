/// `stats`: the flat dictionary of the Python library's `get_result()`.
///
/// A timer is two members of it, `K.count` and `K.total_dur`, which usually stand side by side. Those
/// whose other half has not come yet wait in `flat`, by the id of K; at the end the rest are counters.
extension LineDecoder {
  @inline(never)
  mutating func readStats(_ bytes: RawSpan, at position: inout Int) throws(LineRejection) {
    guard try bytes.startsObject(at: &position) else { return }
    flat.halves.removeAll(keepingCapacity: true)
    var isMember = try bytes.enterObject(at: &position)
    while isMember {
      let quoted = try bytes.readQuoted(at: &position)
      try bytes.skipColon(at: &position)
      let numeral = try bytes.readNumber(at: &position)
      try readStat(quoted, numeral, bytes)
      isMember = try bytes.nextMember(at: &position)
    }
    try pairLeftHalves(bytes)
  }

  private mutating func readStat(
    _ quoted: RawSpan.Quoted, _ numeral: Numeral, _ bytes: RawSpan
  ) throws(LineRejection) {
    if quoted.isPlain, quoted.length <= limits.textBytes {
      try readStat(
        key: bytes, from: quoted.start, length: quoted.length, quoted, numeral, bytes)
    } else {
      text.read(bytes, from: quoted.start, to: quoted.end, limit: limits.textBytes)
      // What a key that is cut ends in is not known.
      guard !text.isCut else {
        return appendCounter(intern(quoted, in: bytes), tags: .empty, numeral, in: bytes)
      }
      let key = text.padded
      try readStat(key: key.span.bytes, from: 0, length: text.count, quoted, numeral, bytes)
    }
  }

  /// - Parameter key: the bytes that hold the key's text: the line, or the text when it was cleaned.
  private mutating func readStat(
    key: RawSpan, from start: Int, length: Int, _ quoted: RawSpan.Quoted, _ numeral: Numeral,
    _ bytes: RawSpan
  ) throws(LineRejection) {
    guard let half = FlatStats.half(key, from: start, length: length) else {
      if FlatStats.isRecordingDuration(key, from: start, length: length) {
        row.recordingNanoseconds = try numeral.nanoseconds()
      } else {
        appendCounter(intern(quoted, in: bytes), tags: .empty, numeral, in: bytes)
      }
      return
    }
    let stem = interner.string(key, from: start, length: length - half.suffixLength)
    let entry = FlatStats.Entry(stem: stem, half: half, key: quoted, numeral: numeral)
    if let last = flat.halves.last, last.stem == stem, last.half != half {
      flat.halves.removeLast()
      try appendTimer(last, entry)
    } else {
      flat.halves.append(entry)
    }
  }

  private mutating func appendTimer(
    _ a: FlatStats.Entry, _ b: FlatStats.Entry
  ) throws(LineRejection) {
    let (count, total) = a.half == .count ? (a, b) : (b, a)
    appendTimer(
      count.stem, tags: .empty, count: try count.numeral.count(),
      total: try total.numeral.nanoseconds(), longest: nil)
  }

  /// Halves that did not stand side by side, in order of K so that they do.
  private mutating func pairLeftHalves(_ bytes: RawSpan) throws(LineRejection) {
    guard !flat.halves.isEmpty else { return }
    var halves = flat.halves
    halves.sort { ($0.stem, $0.half.rawValue) < ($1.stem, $1.half.rawValue) }
    var rest = halves[...]
    while let first = rest.first {
      let group = rest.prefix { $0.stem == first.stem }
      rest = rest.dropFirst(group.count)
      let counts = group.filter { $0.half == .count }
      let totals = group.filter { $0.half == .total }
      let pairCount = min(counts.count, totals.count)
      for index in 0..<pairCount { try appendTimer(counts[index], totals[index]) }
      for single in counts.dropFirst(pairCount) + totals.dropFirst(pairCount) {
        appendCounter(intern(single.key, in: bytes), tags: .empty, single.numeral, in: bytes)
      }
    }
  }
}

/// Halves of timers in `stats` that wait for each other.
struct FlatStats {
  enum Half: UInt8 {
    case count, total

    var suffixLength: Int { self == .count ? 6 : 10 }
  }

  struct Entry {
    let stem: StringID
    let half: Half
    let key: RawSpan.Quoted
    let numeral: Numeral
  }

  var halves: [Entry] = []

  /// Whether a key ends in `.count` or `.total_dur`.
  static func half(_ bytes: RawSpan, from start: Int, length: Int) -> Half? {
    if length >= 6 {
      let tail = bytes.word(at: start + length - 6) & 0xFFFF_FFFF_FFFF
      if tail == Word.text(".", "c", "o", "u", "n", "t") { return .count }
    }
    guard length >= 10 else { return nil }
    let tail = bytes.word(at: start + length - 8)
    let isTotal =
      tail == Word.text("o", "t", "a", "l", "_", "d", "u", "r")
      && bytes.word(at: start + length - 10) & 0xFFFF == Word.text(".", "t")
    return isTotal ? .total : nil
  }

  static func isRecordingDuration(_ bytes: RawSpan, from start: Int, length: Int) -> Bool {
    length == 24
      && bytes.word(at: start) == Word.text("t", "o", "t", "a", "l", "_", "r", "e")
      && bytes.word(at: start + 8) == Word.text("c", "o", "r", "d", "i", "n", "g", "_")
      && bytes.word(at: start + 16) == Word.text("d", "u", "r", "a", "t", "i", "o", "n")
  }
}
