import Intake

/// The answer to a query in one pass: what a report says of chunks that are looked at once and let
/// go, so that a recording may be far longer than memory.
///
/// It knows filters and groups as a `Ranking` does, looks back over everything, and keeps for each
/// group its figures, the sums of its metrics and its slowest scopes. Memory grows with groups and
/// their metrics and not with scopes. Several workers can each have one and add them in the end: the
/// answer is the same to the last bit, whoever took which chunk.
package struct Tabulation: Sendable {
  package let query: Query
  private let slowestPerGroup: Int
  private var table: SeriesTable
  private var groups: [TabulationGroup] = []
  private var metrics = TabulationMetrics()
  private var earliest: Timestamp?
  private var latest: Timestamp?

  /// - Parameter slowestPerGroup: how many of each group's slowest scopes are kept whole.
  package init(_ query: Query, slowestPerGroup: Int = 10) {
    self.query = query
    self.slowestPerGroup = slowestPerGroup
    table = SeriesTable(query)
  }

  /// Takes in a chunk. Cost: proportional to its rows and their metrics.
  ///
  /// - Parameter position: where the chunk's first scope stands among all, the following ones after
  ///   it. Chunks have to come in order of it.
  package mutating func take(_ chunk: Chunk, catalog: Catalog, at position: UInt64 = 0) {
    extend(to: catalog)
    earliest = min(earliest ?? chunk.earliest, chunk.earliest)
    latest = max(latest ?? chunk.latest, chunk.latest)
    // Each column is fetched from the chunk once.
    let (metrics, ends, numbers) = (chunk.metrics, chunk.metricsEnd, chunk.series)
    let (durations, buckets) = (chunk.durationNanoseconds, chunk.bucket)
    let words = metrics.span
    var end = 0
    for row in numbers.indices {
      let start = end
      end = Int(ends[row])
      let series = Int(numbers[row])
      switch table.verdicts[series] {
      case .excluded: continue
      case .byDuration:
        guard table.durations.contains(chunk.durationNanoseconds[row]) else { continue }
      case .undecided:
        guard
          table.passes(row: row, of: chunk, words: words, series: series, catalog: catalog)
        else { continue }
      case .included: break
      }
      let group = table.groups[series]
      let weight = chunk.weight.isEmpty ? 1 : chunk.weight[row]
      groups[Int(group)].take(
        row, of: chunk, nanoseconds: durations[row], bucket: buckets[row], weight: weight,
        position: position &+ UInt64(row))
      self.metrics.add(
        start..<end, of: words, group: group, weight: weight, own: table.masks[series].own,
        table.matcher)
    }
  }

  /// Makes groups for what is new in the catalog.
  private mutating func extend(to catalog: Catalog) {
    table.extend(to: Moment(now: Timestamp(microseconds: 0), chunks: [], catalog: catalog))
    while groups.count < table.keys.count {
      groups.append(
        TabulationGroup(slowestLimit: slowestPerGroup, above: query.slowAboveNanoseconds))
    }
  }

  /// Adds what another worker has tabulated for the same query.
  ///
  /// - Parameters:
  ///   - translation: what the ids of the other one are in `catalog`.
  package mutating func add(
    _ other: Tabulation, _ translation: CatalogTranslation, catalog: Catalog
  ) {
    extend(to: catalog)
    var numbers = [UInt32](repeating: 0, count: other.groups.count)
    for (series, group) in other.table.groups.enumerated() {
      numbers[Int(group)] = table.groups[Int(translation.series[series].rawValue)]
    }
    for (group, number) in zip(other.groups, numbers) {
      groups[Int(number)].add(group, translation)
    }
    metrics.add(other.metrics, groups: numbers, translation)
    earliest = [earliest, other.earliest].compactMap(\.self).min()
    latest = [latest, other.latest].compactMap(\.self).max()
  }

  /// From the first scope's end to the last one's: what rates are over. Zero for a single scope.
  package var span: Duration {
    guard let earliest, let latest else { return .zero }
    return latest.since(earliest)
  }

  /// All groups in order; equal ones with more scopes first, then by name.
  ///
  /// - Parameter span: what rates are over, zero for nothing known; nil for what the scopes' ends say.
  package func rows(
    by key: SortKey, _ order: SortOrder, over span: Duration? = nil
  ) -> [TabulationRow] {
    let span = span ?? self.span
    var total = ExactSum()
    for group in groups { total.add(group.total) }
    let all = total.value
    let rows = groups.indices.filter { groups[$0].rows > 0 }.map { index in
      TabulationRow(
        group: index, row: groups[index].row(named: table.keys[index], span: span, ofTotal: all))
    }
    return rows.sorted { $0.row.isBefore($1.row, by: key, order) }
  }

  /// All that is known of the groups of some rows, in their order.
  package func entries(of rows: some Sequence<TabulationRow>, catalog: Catalog) -> [TabulationEntry]
  {
    let rows = Array(rows)
    var sums: [Int: [TabulationMetrics.Sum]] = [:]
    for row in rows { sums[row.group] = [] }
    for sum in metrics.sums { sums[Int(sum.group)]?.append(sum) }
    return rows.map { row in
      TabulationEntry(
        row: row.row, tags: zip(query.groupBy, row.row.key.values).map { ($0, $1) },
        sums: sums[row.group] ?? [], slowest: groups[row.group].slowest.instances(catalog), catalog)
    }
  }
}

/// One line of a report, by which the tabulation that it is from knows its group.
package struct TabulationRow: Sendable {
  let group: Int
  package let row: RankingRow
}
