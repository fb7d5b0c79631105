import Intake

/// What is left of scopes once they are too many to be held whole: the slowest of each series, and
/// sums of all others.
///
///     scopes of one slot      ▁▂▁▃▁▂█▁▂▁▁▅▁▂▁▁▂▁▃▁▂▁▁▂▁▂
///     slowest   as they are         █    ▅
///     folded    by duration   ▁×13  ▂×8  ▃×2
///
/// Both are chunks again, so whatever is answered from chunks is answered from them: counts, errors
/// and maxima are exact, sums are so but for rounding, and percentiles no further off than those of
/// exact scopes. A summary of summaries is one too. Cost: two passes, no sort.
struct SlotSummary {
  let slowest: Chunk?
  let folded: Chunk?

  var byteCount: Int { (slowest?.byteCount ?? 0) + (folded?.byteCount ?? 0) }

  /// - Parameter chunks: exact ones or such as were made here before; at least one.
  init(of chunks: some Collection<Chunk>) {
    let earliest = chunks.lazy.map(\.earliest).min() ?? Timestamp(microseconds: 0)
    let latest = chunks.lazy.map(\.latest).max() ?? earliest
    let kept = Self.slowest(of: chunks)
    var table = FoldTable(rows: chunks.reduce(0) { $0 + $1.count })
    var builder = ChunkBuilder()
    var first = 0
    for chunk in chunks {
      if chunk.precision == .summary {
        table.fold(chunk)
      } else {
        let rows = first..<first + chunk.count
        table.fold(chunk, except: kept[rows])
        builder.append(rows.compactMap { kept[$0] ? $0 - first : nil }, of: chunk)
        first += chunk.count
      }
    }
    slowest = builder.seal(.slowest, of: earliest...latest)
    folded = table.chunk(of: earliest...latest)
  }

  /// Which rows stay whole, of all chunks that are no summaries, one after the other.
  private static func slowest(of chunks: some Collection<Chunk>) -> [Bool] {
    let last = chunks.lazy.compactMap { $0.series.max() }.max() ?? 0
    var slowest = SlowestOfSeries(seriesEnd: Int(last) + 1)
    for chunk in chunks {
      let (series, weights) = (chunk.series, chunk.weight)
      let isSummary = chunk.precision == .summary
      for row in series.indices {
        slowest.count(series: series[row], weight: isSummary ? weights[row] : 1)
      }
    }
    slowest.allot()
    var first = 0
    for chunk in chunks where chunk.precision != .summary {
      let (series, durations) = (chunk.series, chunk.durationNanoseconds)
      for row in series.indices {
        slowest.add(series: series[row], nanoseconds: durations[row], row: first &+ row)
      }
      first += chunk.count
    }
    return slowest.kept(of: first)
  }
}

extension FoldTable {
  /// Adds all rows of a chunk but those that are kept.
  fileprivate mutating func fold(_ chunk: Chunk, except kept: ArraySlice<Bool>? = nil) {
    let (series, durations) = (chunk.series, chunk.durationNanoseconds)
    let (ends, weights, errors) = (chunk.endMicroseconds, chunk.weight, chunk.error)
    let first = kept?.startIndex ?? 0
    for row in series.indices {
      if let kept, kept[first &+ row] { continue }
      add(
        series: series[row], error: errors.isEmpty ? 0 : errors[row],
        nanoseconds: durations[row], weight: weights.isEmpty ? 1 : weights[row],
        endMicroseconds: ends[row])
    }
  }

  /// The sums as rows; nil where there are none.
  fileprivate func chunk(of span: ClosedRange<Timestamp>) -> Chunk? {
    var builder = ChunkBuilder(
      summaryOf: sums.map(\.series), endMicroseconds: sums.map(\.endMicroseconds),
      durationNanoseconds: sums.map(\.meanNanoseconds), weight: sums.map(\.weight),
      error: sums.contains { $0.error != 0 } ? sums.map(\.error) : [])
    return builder.seal(.summary, of: span)
  }
}
