import Intake

/// All tags of the scopes that a query holds for: what the screen of tags shows.
///
/// Each scope counts once for each value, however many of its metrics have it. Chunks are added and
/// taken away as they come into the window and leave it; since that takes some 100 ns a scope, it is
/// done in portions, newest first. Owned by the main thread.
package final class FacetIndex {
  package let query: Query

  /// A chunk that has been looked at, and the longest of its scopes that the query holds for.
  private struct Seen {
    let answer: ChunkAnswer
    let longestNanoseconds: UInt64
  }

  private var table: SeriesTable
  private var scratch = ChunkIndex.Scratch()
  private var seen: [UInt64: Seen] = [:]
  private var rowsSeen = 0
  private var indexBytes = 0
  private var values = FacetTable()
  private var listed: [Facet]?

  package convenience init(_ query: Query) { self.init(query, only: nil) }

  /// - Parameter only: the group whose scopes count; nil for all.
  init(_ query: Query, only: GroupKey?) {
    self.query = query
    table = SeriesTable(query, only: only)
  }

  /// Takes in chunks, newest first, until `rowLimit` rows have been looked at. Returns how much of
  /// the window has been seen, 0 to 1, so that the screen can say so.
  package func advance(to moment: Moment, rowLimit: Int) -> Double {
    let moment = table.answerable(moment)
    values.extend(to: moment.catalog)
    let first = query.window.firstSecond(at: moment.now)
    let start = moment.chunks.partitioningIndex { $0.earliest.second >= first }
    let window = moment.chunks[start...]
    forget(except: Set(window.lazy.map(\.id)))
    var rowsLeft = rowLimit
    for chunk in window.reversed() where seen[chunk.id] == nil {
      guard rowsLeft > 0 else { break }
      rowsLeft -= chunk.count
      add(chunk, moment.catalog)
    }
    let rows = window.reduce(0) { $0 + $1.count }
    return rows == 0 ? 1 : Double(rowsSeen) / Double(rows)
  }

  /// By key, those on scopes first.
  package var facets: [Facet] {
    if let listed { return listed }
    let longest = seen.values.lazy.map(\.longestNanoseconds).max() ?? 0
    let facets = values.facets(longestNanoseconds: longest)
    listed = facets
    return facets
  }

  /// What the partial answers and the tallies take, near enough for a budget.
  package var byteCount: Int {
    indexBytes + seen.count * 160 + scratch.byteCount + table.byteCount + values.byteCount
  }

  private func add(_ chunk: Chunk, _ catalog: Catalog) {
    let index = ChunkIndex(chunk, &table, catalog: catalog, scratch: &scratch)
    let answer = ChunkAnswer(index)
    seen[chunk.id] = Seen(answer: answer, longestNanoseconds: index.longestNanoseconds.max() ?? 0)
    rowsSeen += chunk.count
    indexBytes += index.byteCount
    values.change(answer, by: .adding)
    listed = nil
  }

  private func forget(except window: Set<UInt64>) {
    for (id, entry) in seen where !window.contains(id) {
      let answer = entry.answer
      seen[id] = nil
      rowsSeen -= answer.chunk.count
      indexBytes -= answer.index.byteCount
      values.change(answer, by: .removing)
      listed = nil
    }
  }
}
