/// The open chunk: columns that still grow, owned by one thread, sealed into a `Chunk`.
package struct ChunkBuilder: Sendable {
  var series: [UInt32] = []
  var endMicroseconds: [Int64] = []
  var durationNanoseconds: [UInt64] = []
  var bucket: [UInt16] = []
  var weight: [Double] = []
  var error: [UInt32] = []
  var metricsEnd: [UInt32] = []
  /// The stream that the metrics of the row in hand are written to, before `append` closes it.
  package var metrics = MetricWriter()
  var idEnd: [UInt32] = []
  var idBytes: [UInt8] = []

  package init() {}

  package var count: Int { series.count }
  package var isEmpty: Bool { series.isEmpty }

  /// What the columns take, in bytes, as they will lie in the sealed chunk.
  package var byteCount: Int {
    series.count * 22 + weight.count * 8 + error.count * 4 + metricsEnd.count * 4
      + metrics.words.count * 4 + idEnd.count * 4 + idBytes.count
  }

  /// Closes a row, whose metrics were written to `metrics` before.
  ///
  /// - Parameters:
  ///   - weight: how many scopes the row stands for, at least 1.
  ///   - error: the kind of error that the scope failed with.
  ///   - id: the request id in UTF-8, already cut and cleaned; empty for none.
  package mutating func append(
    series: SeriesID, end: Timestamp, durationNanoseconds: UInt64, weight: Double = 1,
    error: StringID? = nil, id: some Collection<UInt8> = EmptyCollection()
  ) {
    idBytes.append(contentsOf: id)
    appendRow(
      series: series, end: end, durationNanoseconds: durationNanoseconds, weight: weight,
      error: error)
  }

  /// Closes a row whose metrics and whose id's bytes were written before.
  @inline(__always)
  mutating func appendRow(
    series: SeriesID, end: Timestamp, durationNanoseconds: UInt64, weight: Double,
    error: StringID?
  ) {
    if weight != 1 || !self.weight.isEmpty { appendWeight(weight) }
    if error != nil || !self.error.isEmpty { appendError(error) }
    // Ids are all the id column has, so bytes without a row are this row's.
    if !idBytes.isEmpty { appendIDEnd() }
    self.series.append(series.rawValue)
    endMicroseconds.append(end.microseconds)
    self.durationNanoseconds.append(durationNanoseconds)
    bucket.append(DurationScale.bucket(ofNanoseconds: durationNanoseconds))
    metricsEnd.append(UInt32(truncatingIfNeeded: metrics.words.count))
  }

  private mutating func appendWeight(_ weight: Double) {
    if self.weight.isEmpty { self.weight.append(contentsOf: repeatElement(1, count: count)) }
    self.weight.append(weight)
  }

  private mutating func appendError(_ error: StringID?) {
    if self.error.isEmpty { self.error.append(contentsOf: repeatElement(0, count: count)) }
    self.error.append(error.map { $0.rawValue + 1 } ?? 0)
  }

  private mutating func appendIDEnd() {
    if idEnd.isEmpty { idEnd.append(contentsOf: repeatElement(0, count: count)) }
    idEnd.append(UInt32(idBytes.count))
  }

  /// Copies a row of a sealed chunk.
  package mutating func append(row: Int, of chunk: Chunk) {
    let words = chunk.metricsRange(ofRow: row)
    metrics.append(contentsOf: chunk.metrics[words])
    let idStart = row == 0 || chunk.idEnd.isEmpty ? 0 : Int(chunk.idEnd[row - 1])
    let idStop = chunk.idEnd.isEmpty ? 0 : Int(chunk.idEnd[row])
    append(
      series: SeriesID(rawValue: chunk.series[row]),
      end: Timestamp(microseconds: chunk.endMicroseconds[row]),
      durationNanoseconds: chunk.durationNanoseconds[row], weight: chunk.weight(ofRow: row),
      error: chunk.error(ofRow: row), id: chunk.idBytes[idStart..<idStop])
  }

  /// The rows so far as an immutable chunk, or nil when there are none. The builder starts anew.
  ///
  /// - Parameter keepingCapacity: the chunk gets copies that are as large as they have to be, and
  ///   the builder keeps its memory for the next rows.
  package mutating func seal(keepingCapacity: Bool = false) -> Chunk? {
    guard !isEmpty else { return nil }
    defer { if keepingCapacity { removeAll() } else { self = ChunkBuilder() } }
    return Chunk(keepingCapacity ? fitted() : self)
  }

  /// The same columns in memory that has no room to grow.
  private func fitted() -> ChunkBuilder {
    var copy = ChunkBuilder()
    copy.series = series.fitted
    copy.endMicroseconds = endMicroseconds.fitted
    copy.durationNanoseconds = durationNanoseconds.fitted
    copy.bucket = bucket.fitted
    copy.weight = weight.fitted
    copy.error = error.fitted
    copy.metricsEnd = metricsEnd.fitted
    copy.metrics = metrics.fitted
    copy.idEnd = idEnd.fitted
    copy.idBytes = idBytes.fitted
    return copy
  }

  private mutating func removeAll() {
    series.removeAll(keepingCapacity: true)
    endMicroseconds.removeAll(keepingCapacity: true)
    durationNanoseconds.removeAll(keepingCapacity: true)
    bucket.removeAll(keepingCapacity: true)
    weight.removeAll(keepingCapacity: true)
    error.removeAll(keepingCapacity: true)
    metricsEnd.removeAll(keepingCapacity: true)
    metrics.removeAll(keepingCapacity: true)
    idEnd.removeAll(keepingCapacity: true)
    idBytes.removeAll(keepingCapacity: true)
  }
}

extension Array {
  /// The same elements in memory that has no room to grow.
  var fitted: [Element] {
    var copy: [Element] = []
    copy.reserveCapacity(count)
    copy.append(contentsOf: self)
    return copy
  }
}
