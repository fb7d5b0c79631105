import Intake

/// The slowest scopes of one group of a report, as few as were asked for.
///
/// They are kept as the chunk has them, for many are pushed out again by slower ones: names are given
/// to those that are left in the end.
struct SlowestScopes: Sendable {
  /// A scope, out of its chunk.
  private struct Row {
    var nanoseconds: UInt64
    /// Where it stands among all scopes: of equally slow ones, those that came first are kept.
    var position: UInt64
    var series: UInt32
    var endMicroseconds: Int64
    var weight: Double
    /// The string id, where it failed.
    var error: StringID?
    var id: [UInt8]
    var metrics: [UInt32]
  }

  /// Slowest first.
  private var rows: [Row] = []
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// Keeps a scope if it is among the slowest. They have to come in order of their positions.
  @inline(__always)
  mutating func offer(_ row: Int, of chunk: Chunk, _ nanoseconds: UInt64, position: UInt64) {
    if rows.count >= limit {
      guard limit > 0, nanoseconds > rows[limit &- 1].nanoseconds else { return }
    }
    keep(row, of: chunk, nanoseconds, position)
  }

  @inline(never)
  private mutating func keep(
    _ row: Int, of chunk: Chunk, _ nanoseconds: UInt64, _ position: UInt64
  ) {
    if rows.count == limit { rows.removeLast() }
    let place = rows.firstIndex { $0.nanoseconds < nanoseconds } ?? rows.count
    let kept = Row(
      nanoseconds: nanoseconds, position: position, series: chunk.series[row],
      endMicroseconds: chunk.endMicroseconds[row], weight: chunk.weight(ofRow: row),
      error: chunk.error(ofRow: row), id: chunk.idUTF8(ofRow: row),
      metrics: Array(chunk.metrics[chunk.metricsRange(ofRow: row)]))
    rows.insert(kept, at: place)
  }

  /// Adds those of another worker, whose ids are others.
  mutating func add(_ other: SlowestScopes, _ translation: CatalogTranslation) {
    rows += other.rows.map { row in
      var row = row
      row.series = translation.series[Int(row.series)].rawValue
      row.error = row.error.map { translation.strings[Int($0.rawValue)] }
      row.metrics = Self.translated(row.metrics, translation)
      return row
    }
    rows.sort { ($1.nanoseconds, $0.position) < ($0.nanoseconds, $1.position) }
    rows.removeLast(max(0, rows.count - limit))
  }

  private static func translated(
    _ words: [UInt32], _ translation: CatalogTranslation
  ) -> [UInt32] {
    var metrics = MetricWriter()
    var position = 0
    while position < words.count {
      let sample = MetricSample(reading: words.span, at: &position)
      metrics.append(
        MetricSample(
          metric: translation.metrics[Int(sample.metric.rawValue)], value: sample.value))
    }
    return metrics.words
  }

  /// The scopes with their names, slowest first.
  func instances(_ catalog: Catalog) -> [Instance] {
    var builder = ChunkBuilder()
    for row in rows {
      builder.metrics.append(contentsOf: row.metrics[...])
      builder.append(
        series: SeriesID(rawValue: row.series),
        end: Timestamp(microseconds: row.endMicroseconds), durationNanoseconds: row.nanoseconds,
        weight: row.weight, error: row.error, id: row.id)
    }
    guard let chunk = builder.seal() else { return [] }
    return (0..<chunk.count).map { Instance(row: $0, of: chunk, catalog: catalog) }
  }
}

extension Chunk {
  /// The request id of a row in UTF-8; empty where it has none.
  fileprivate func idUTF8(ofRow row: Int) -> [UInt8] {
    guard !idEnd.isEmpty else { return [] }
    return Array(idBytes[(row == 0 ? 0 : Int(idEnd[row - 1]))..<Int(idEnd[row])])
  }
}
