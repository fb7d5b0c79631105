import Intake

/// A profile's partial answer for one chunk.
struct ProfilePart: Sendable {
  private(set) var all = MetricSums()
  private(set) var slow = MetricSums()
  private(set) var slowest = SlowestRows(limit: SlowestRows.kept)

  var byteCount: Int { all.byteCount + slow.byteCount + slowest.rows.capacity * 32 + 150 }

  init(_ chunk: Chunk, rows: [UInt32], _ table: SeriesTable, slowFrom: UInt64?) {
    let metrics = chunk.metrics
    let words = metrics.span
    guard chunk.precision != .summary else { return }
    for row in rows {
      let row = Int(row)
      if chunk.precision == .exact { all.add(row, of: chunk, words, table) }
      slowest.offer(
        SlowestRows.Row(
          nanoseconds: chunk.durationNanoseconds[row],
          endMicroseconds: chunk.endMicroseconds[row], chunk: chunk.id, row: row))
    }
    makeSlow(chunk, rows: rows[...], table, from: slowFrom)
  }

  /// Makes the slow set anew, from another duration on.
  mutating func makeSlow(
    _ chunk: Chunk, rows: ArraySlice<UInt32>, _ table: SeriesTable, from border: UInt64?
  ) {
    slow = MetricSums()
    guard let border, chunk.precision == .exact else { return }
    let metrics = chunk.metrics
    let words = metrics.span
    for row in rows where chunk.durationNanoseconds[Int(row)] >= border {
      slow.add(Int(row), of: chunk, words, table)
    }
  }
}

/// The slowest rows of those that were offered, slowest first.
struct SlowestRows: Sendable {
  struct Row: Sendable {
    let nanoseconds: UInt64
    let endMicroseconds: Int64
    let chunk: UInt64
    let row: Int

    /// Of equally slow ones, the later comes first; then any fixed order.
    func isBefore(_ other: Row) -> Bool {
      if nanoseconds != other.nanoseconds { return nanoseconds > other.nanoseconds }
      if endMicroseconds != other.endMicroseconds { return endMicroseconds > other.endMicroseconds }
      return (chunk, row) < (other.chunk, other.row)
    }
  }

  /// How many a profile keeps.
  static let kept = 100

  private(set) var rows: [Row] = []
  private let limit: Int

  init(limit: Int) { self.limit = max(0, limit) }

  /// Keeps a row if it is among the slowest so far. Returns whether it is. Few are, so the search
  /// for its place matters little.
  @discardableResult
  mutating func offer(_ row: Row) -> Bool {
    if rows.count == limit {
      guard let last = rows.last, row.isBefore(last) else { return false }
      rows.removeLast()
    }
    rows.insert(row, at: rows.partitioningIndex { row.isBefore($0) })
    return true
  }
}
