import Synchronization

/// Scopes that arrived together, as columns: sealed, and never changed again.
///
/// Everything later is made of chunks: the store holds a list of them, a frozen screen keeps the
/// list of its moment, a query keeps one partial answer for each. What cannot happen: a chunk that
/// is seen while it still grows.
///
///     row                      0        1        2     …
///     series                   ■        ■        ■          what it is: name and tags
///     endMicroseconds          ■        ■        ■          when it finished
///     durationNanoseconds      ■        ■        ■
///     bucket                   ■        ■        ■          the duration on `DurationScale`
///     weight, error            ■        ■        ■          empty where no row needs it
///     metricsEnd ─▶ metrics    ■■■■│■■■■■■│■■■│             a stream of words, see `MetricWord`
///     idEnd ─▶ idBytes         ■■│■■■│■                     request ids, UTF-8
///
/// Of a summary, rows stand for many scopes each, and have neither metrics nor ids.
package final class Chunk: Sendable {
  /// One value a chunk for the life of the process, greater for chunks made later.
  package let id: UInt64
  /// How much its rows tell.
  package let precision: Precision
  package let series: [UInt32]
  package let endMicroseconds: [Int64]
  package let durationNanoseconds: [UInt64]
  package let bucket: [UInt16]
  /// How many scopes each row stands for; empty when each stands for itself alone.
  package let weight: [Double]
  /// The kind of error of each row as a string id plus one, 0 where it did not fail; empty when
  /// none failed.
  package let error: [UInt32]
  /// Where each row's metrics end in `metrics`. They begin where the row before ends; empty in a
  /// summary.
  package let metricsEnd: [UInt32]
  package let metrics: [UInt32]
  /// Where each row's request id ends in `idBytes`; empty when no row has one.
  package let idEnd: [UInt32]
  package let idBytes: [UInt8]
  /// The earliest and the latest moment at which a scope finished that its rows stand for or, of the
  /// slowest, that they are the slowest of.
  package let earliest: Timestamp
  package let latest: Timestamp
  /// What it takes, in bytes, with what each column needs besides its elements.
  package let byteCount: Int

  package var count: Int { series.count }

  private static let made = Atomic<UInt64>(0)

  /// - Parameter span: what its rows are of; nil for the moments at which they finished.
  init(
    _ columns: ChunkBuilder, _ precision: Precision = .exact,
    of span: ClosedRange<Timestamp>? = nil
  ) {
    self.precision = precision
    id = Self.made.add(1, ordering: .relaxed).newValue
    series = columns.series
    endMicroseconds = columns.endMicroseconds
    durationNanoseconds = columns.durationNanoseconds
    bucket = columns.bucket
    weight = columns.weight
    error = columns.error
    metricsEnd = columns.metricsEnd
    metrics = columns.metrics.words
    idEnd = columns.idEnd
    idBytes = columns.idBytes
    earliest =
      span?.lowerBound ?? Timestamp(microseconds: columns.endMicroseconds.min() ?? 0)
    latest = span?.upperBound ?? Timestamp(microseconds: columns.endMicroseconds.max() ?? 0)
    byteCount = columns.byteCount
  }

  /// The words of a row's metrics, as a range of `metrics`.
  @inlinable
  package func metricsRange(ofRow row: Int) -> Range<Int> {
    if metricsEnd.isEmpty { return 0..<0 }
    return (row == 0 ? 0 : Int(metricsEnd[row &- 1]))..<Int(metricsEnd[row])
  }

  /// The time that its rows are of, from the earliest scope to the latest.
  package var span: ClosedRange<Timestamp> { earliest...latest }

  /// How many scopes a row stands for.
  @inlinable
  package func weight(ofRow row: Int) -> Double { weight.isEmpty ? 1 : weight[row] }

  /// The kind of error that a row's scope failed with, or nil where it did not fail.
  package func error(ofRow row: Int) -> StringID? {
    guard !error.isEmpty, error[row] != 0 else { return nil }
    return StringID(rawValue: error[row] - 1)
  }

  /// The request id of a row, or nil where none was sent.
  package func id(ofRow row: Int) -> String? {
    guard !idEnd.isEmpty else { return nil }
    let start = row == 0 ? 0 : Int(idEnd[row - 1])
    let end = Int(idEnd[row])
    return start == end ? nil : String(decoding: idBytes[start..<end], as: UTF8.self)
  }

  /// All metrics of a row, in the order in which they were sent.
  package func metrics(ofRow row: Int) -> [MetricSample] {
    let range = metricsRange(ofRow: row)
    var position = range.lowerBound
    let metrics = metrics
    let words = metrics.span
    var samples: [MetricSample] = []
    while position < range.upperBound {
      samples.append(MetricSample(reading: words, at: &position))
    }
    return samples
  }
}
