/// Reads lines into the open chunk: one pass, no line split beforehand, no allocation once warm.
///
/// A field is told by the eight bytes after its quote, whatever the order. Names become ids on the
/// way, tag objects by their raw bytes, numbers whole nanoseconds. What is rare goes a slow way:
/// escapes, text beyond ASCII, long numbers, unknown fields.
struct LineDecoder {
  let limits: Limits
  var interner: Interner
  var open = OpenChunk()
  var row = ScopeRow()
  var text = CleanText()
  var flat = FlatStats()
  var tags: [Tag] = []
  /// For each metric id, the last row that had it, so that a repeated key is noticed.
  private var lastRows: [UInt32] = []
  private var rowNumber: UInt32 = 0
  private var metricsMark = 0
  private var idMark = 0

  init(limits: Limits, seed: UInt64, registry: Registry? = nil) {
    self.limits = limits
    interner = Interner(limits: limits, seed: seed, registry: registry)
  }

  /// Forgets what the line before has said.
  mutating func begin() {
    row = ScopeRow()
    metricsMark = open.metrics.count
    idMark = open.idBytes.count
    rowNumber &+= 1
    if rowNumber == 0 {
      // After 2^32 lines the numbers begin anew, and old ones must not look like this row's.
      for index in lastRows.indices { lastRows[index] = 0 }
      rowNumber = 1
    }
  }

  /// Takes back what a rejected line has written.
  mutating func rollBack() {
    open.metrics.truncate(to: metricsMark)
    forgetID()
  }

  /// Takes back the row's id, before another one is read.
  mutating func forgetID() { open.idBytes.removeSubrange(idMark...) }

  /// Reads one object, from its `{` past its `}`.
  mutating func readLine(_ bytes: RawSpan, at position: inout Int) throws(LineRejection) {
    guard bytes.byte(at: position) == UInt8(ascii: "{") else { throw .notJSON }
    var isMember = try bytes.enterObject(at: &position)
    while isMember {
      try readField(bytes, at: &position)
      isMember = try bytes.nextMember(at: &position)
    }
  }

  /// Closes the row of a line that was read to its end.
  mutating func finish(end: Timestamp) throws(LineRejection) {
    guard let name = row.name else { throw .missingScope }
    guard let duration = row.durationNanoseconds ?? row.recordingNanoseconds else {
      throw .missingDuration
    }
    if row.hasRepeats { open.metrics.addUpRepeats(from: metricsMark) }
    open.append(
      series: interner.seriesID(name: name, tags: row.tags), end: end,
      durationNanoseconds: duration, weight: row.weight, error: row.error)
  }

  /// Counts a metric of the row, and notices one that comes again.
  @inline(__always)
  mutating func admitMetric(_ metric: MetricID) {
    let index = Int(metric.rawValue)
    if index >= lastRows.count {
      lastRows.append(contentsOf: repeatElement(0, count: index &+ 1 &- lastRows.count))
    }
    if lastRows[index] == rowNumber { row.hasRepeats = true }
    lastRows[index] = rowNumber
    row.metricCount &+= 1
  }

  /// The text of a string in the line as an id.
  @inline(__always)
  mutating func intern(_ quoted: RawSpan.Quoted, in bytes: RawSpan) -> StringID {
    if quoted.isPlain, quoted.length <= limits.textBytes {
      let foldedBefore = interner.foldedCount
      let id = interner.string(bytes, from: quoted.start, length: quoted.length)
      if interner.foldedCount != foldedBefore { noteTrouble(quoted) }
      return id
    }
    return internOdd(quoted, in: bytes)
  }

  @inline(never)
  private mutating func internOdd(_ quoted: RawSpan.Quoted, in bytes: RawSpan) -> StringID {
    clean(quoted, in: bytes)
    let foldedBefore = interner.foldedCount
    let clean = text.padded
    let id = interner.string(clean.span.bytes, from: 0, length: text.count)
    if interner.foldedCount != foldedBefore { noteTrouble(quoted) }
    return id
  }

  /// Puts the text of a string into `text`, and counts it where it was cut.
  mutating func clean(_ quoted: RawSpan.Quoted, in bytes: RawSpan) {
    text.read(bytes, from: quoted.start, to: quoted.end, limit: limits.textBytes)
    if text.isCut { noteCut(quoted) }
  }

  mutating func noteCut(_ quoted: RawSpan.Quoted) {
    row.cutCount &+= 1
    noteTrouble(quoted)
  }

  @inline(never)
  mutating func noteTrouble(_ quoted: RawSpan.Quoted) {
    row.troubleStart = quoted.start
    row.troubleEnd = quoted.end
  }
}
