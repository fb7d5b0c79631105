/// The chunk that the intake thread is filling: rows now, columns once it is sealed.
///
/// What every row has is kept together, so that closing one is one append. Sealing makes columns of
/// the right size and keeps the memory for the next rows.
struct OpenChunk {
  private struct Row {
    let endMicroseconds: Int64
    let durationNanoseconds: UInt64
    let series: UInt32
    let metricsEnd: UInt32
  }

  private var rows: [Row] = []
  private var weight: [Double] = []
  private var error: [UInt32] = []
  /// The stream that the metrics of the row in hand are written to, before `append` closes it.
  var metrics = MetricWriter()
  private var idEnd: [UInt32] = []
  /// The ids of all rows, and before `append` closes it that of the row in hand.
  var idBytes: [UInt8] = []

  var count: Int { rows.count }

  /// Closes a row whose metrics and whose id's bytes were written before.
  @inline(__always)
  mutating func append(
    series: SeriesID, end: Timestamp, durationNanoseconds: UInt64, weight: Double,
    error: StringID?
  ) {
    if weight != 1 || !self.weight.isEmpty { append(weight: weight) }
    if error != nil || !self.error.isEmpty { append(error: error) }
    // Nothing but ids is in there, so the first bytes of all are this row's.
    if !idBytes.isEmpty { appendIDEnd() }
    rows.append(
      Row(
        endMicroseconds: end.microseconds, durationNanoseconds: durationNanoseconds,
        series: series.rawValue, metricsEnd: UInt32(truncatingIfNeeded: metrics.count)))
  }

  private mutating func append(weight: Double) {
    if self.weight.isEmpty { self.weight.append(contentsOf: repeatElement(1, count: count)) }
    self.weight.append(weight)
  }

  private mutating func append(error: StringID?) {
    if self.error.isEmpty { self.error.append(contentsOf: repeatElement(0, count: count)) }
    self.error.append(error.map { $0.rawValue + 1 } ?? 0)
  }

  private mutating func appendIDEnd() {
    if idEnd.isEmpty { idEnd.append(contentsOf: repeatElement(0, count: count)) }
    idEnd.append(UInt32(truncatingIfNeeded: idBytes.count))
  }

  /// The rows so far as an immutable chunk, or nil when there are none.
  mutating func seal() -> Chunk? {
    guard !rows.isEmpty else { return nil }
    defer { removeAll() }
    var columns = ChunkBuilder()
    columns.series = rows.map(\.series)
    columns.endMicroseconds = rows.map(\.endMicroseconds)
    columns.durationNanoseconds = rows.map(\.durationNanoseconds)
    columns.bucket = rows.map { DurationScale.bucket(ofNanoseconds: $0.durationNanoseconds) }
    columns.metricsEnd = rows.map(\.metricsEnd)
    columns.metrics.append(contentsOf: metrics.words[...])
    columns.weight = weight.fitted
    columns.error = error.fitted
    columns.idEnd = idEnd.fitted
    columns.idBytes = idBytes.fitted
    return Chunk(columns)
  }

  private mutating func removeAll() {
    rows.removeAll(keepingCapacity: true)
    weight.removeAll(keepingCapacity: true)
    error.removeAll(keepingCapacity: true)
    metrics.removeAll(keepingCapacity: true)
    idEnd.removeAll(keepingCapacity: true)
    idBytes.removeAll(keepingCapacity: true)
  }
}

extension Array {
  /// The same elements in memory that has no room to grow.
  fileprivate var fitted: [Element] {
    var copy: [Element] = []
    copy.reserveCapacity(count)
    copy.append(contentsOf: self)
    return copy
  }
}
