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

  /// What a sealed chunk takes besides its columns: the object, and the allocator's share of it.
  private static let objectBytes = 192
  /// What a column that is not empty takes besides its elements: the array's header, and on average
  /// what it is rounded up by.
  private static let columnBytes = 48

  /// What the columns take, in bytes, as they will lie in the sealed chunk.
  package var byteCount: Int {
    let rows = series.count * 22 + weight.count * 8 + error.count * 4 + metricsEnd.count * 4
    let rest = metrics.count * 4 + idEnd.count * 4 + idBytes.count
    let sparse = [
      weight.isEmpty, error.isEmpty, metricsEnd.isEmpty, metrics.count == 0, idEnd.isEmpty,
      idBytes.isEmpty,
    ]
    let columns = sparse.reduce(4) { $1 ? $0 : $0 + 1 }
    return rows + rest + Self.objectBytes + columns * Self.columnBytes
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
    if weight != 1 || !self.weight.isEmpty { appendWeight(weight) }
    if error != nil || !self.error.isEmpty { appendError(error) }
    idBytes.append(contentsOf: id)
    if !idBytes.isEmpty { appendIDEnd() }
    self.series.append(series.rawValue)
    endMicroseconds.append(end.microseconds)
    self.durationNanoseconds.append(durationNanoseconds)
    bucket.append(DurationScale.bucket(ofNanoseconds: durationNanoseconds))
    metricsEnd.append(UInt32(metrics.count))
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

  /// The rows so far as an immutable chunk, or nil when there are none. The builder starts anew.
  ///
  /// - Parameter span: what the rows are of; nil for the moments at which they finished.
  package mutating func seal(
    _ precision: Precision = .exact, of span: ClosedRange<Timestamp>? = nil
  ) -> Chunk? {
    guard !isEmpty else { return nil }
    let chunk = Chunk(self, precision, of: span)
    self = ChunkBuilder()
    return chunk
  }
}
