import Intake

/// What the extra columns of a ranking say about each group, kept up as chunks come and go.
///
/// A chunk's rows are looked at once when it comes and once when it goes, metrics that no column is
/// of are passed over; so a column of any counter costs what is new, like all other figures, and the
/// ranking can be ordered by it. Only metrics count that the filter's tag terms leave, and only those
/// of exact scopes: a mean is over these.
struct ExtraSums {
  enum Direction { case adding, removing }

  /// What a metric's column comes to in a group, weighted.
  fileprivate struct Total {
    var sum = 0.0
    /// Scopes that have the metric; at none, rounding of the sum is let go.
    var rows = 0
  }

  /// A column of a tag.
  fileprivate struct TagValues {
    let key: String
    /// By series: the id of its value, one up; 0 where it lacks the tag.
    var bySeries: [UInt32] = []
    /// The same by metric, of its own tags. A chunk that came before a metric did has none of it, so
    /// what such a chunk counts for stays the same.
    var byMetric: [UInt32] = []
    var isOnMetrics = false
    var texts: [UInt32: String] = [:]
    /// By group: in how many chunks its scopes, or their metrics, have each value.
    var counts: [[UInt32: UInt32]] = []
    /// By value: the last part of a chunk in which it was seen.
    var stamps: [UInt64] = []
  }

  let columns: [ExtraColumn]
  private let metricColumns: [ExtraColumn]
  private var totals: [[Total]]
  /// By group: weighted scopes whose metrics are not known, for they are in summaries.
  private var untold: [Double] = []
  private var tags: [TagValues]
  /// By metric: its place in `totals`, or none.
  private var slots: [Int32] = []
  private var stamp: UInt64 = 0
  private var valueCount = 0

  init(_ columns: [ExtraColumn] = []) {
    self.columns = columns
    metricColumns = columns.filter { if case .tag = $0 { false } else { true } }
    totals = metricColumns.map { _ in [] }
    tags = columns.compactMap { if case .tag(let key) = $0 { TagValues(key: key) } else { nil } }
  }

  var byteCount: Int {
    let rest = slots.capacity * 4 + untold.capacity * 8 + valueCount * 16
    return totals.reduce(rest) { $0 + $1.capacity * 16 }
      + tags.reduce(0) {
        $0 + $1.bySeries.capacity * 4 + $1.counts.capacity * 8 + $1.stamps.capacity * 8
          + $1.texts.capacity * 40 + $1.byMetric.capacity * 4
      }
  }

  /// Takes in what is new in the catalog. Cost: proportional to that.
  mutating func extend(to catalog: Catalog, groupCount: Int) {
    guard !columns.isEmpty else { return }
    for metric in catalog.metrics.dropFirst(slots.count) {
      let key = catalog[metric.key]
      let column = metric.kind == .counter ? ExtraColumn.counter(key) : .timer(key)
      slots.append(Int32(metricColumns.firstIndex(of: column) ?? -1))
    }
    for slot in totals.indices {
      let missing = max(0, groupCount - totals[slot].count)
      totals[slot].append(contentsOf: repeatElement(Total(), count: missing))
    }
    let missing = max(0, groupCount - untold.count)
    untold.append(contentsOf: repeatElement(0, count: missing))
    for index in tags.indices { tags[index].extend(to: catalog, groupCount: groupCount) }
  }

  /// Adds a chunk's rows, or takes them away.
  mutating func change(_ answer: ChunkAnswer, _ table: SeriesTable, by direction: Direction) {
    if !metricColumns.isEmpty {
      if answer.chunk.precision == .exact {
        changeTotals(answer, table, by: direction)
      } else {
        changeUntold(answer, by: direction)
      }
    }
    for index in tags.indices {
      valueCount += tags[index].change(answer, table, &stamp, by: direction)
    }
  }

  private mutating func changeUntold(_ answer: ChunkAnswer, by direction: Direction) {
    let index = answer.index
    for place in index.groups.indices {
      let weight = index.range(at: place).reduce(0) {
        $0 + answer.chunk.weight(ofRow: Int(index.rows[$1]))
      }
      untold[Int(index.groups[place])] += direction == .adding ? weight : -weight
    }
  }

  private mutating func changeTotals(
    _ answer: ChunkAnswer, _ table: SeriesTable, by direction: Direction
  ) {
    let (index, chunk) = (answer.index, answer.chunk)
    let metrics = chunk.metrics
    let words = metrics.span
    let sign = direction == .adding ? 1 : -1
    for place in index.groups.indices {
      let group = Int(index.groups[place])
      for indexed in index.range(at: place) {
        let row = Int(index.rows[indexed])
        let range = chunk.metricsRange(ofRow: row)
        var position = range.lowerBound
        while position < range.upperBound {
          let head = words[position]
          let id = Int(MetricWord.metric(ofHead: head).rawValue)
          let slot = Int(slots[id])
          guard slot >= 0 else {
            position &+= MetricWord.length(ofHead: head)
            continue
          }
          let sample = MetricSample(reading: words, at: &position)
          let own = table.masks[Int(chunk.series[row])].own
          guard table.matcher.shows(table.matcher.metrics[id], own: own) else { continue }
          let figure = sample.value.columnFigure * chunk.weight(ofRow: row)
          totals[slot][group].rows += sign
          totals[slot][group].sum += Double(sign) * figure
          if totals[slot][group].rows == 0 { totals[slot][group].sum = 0 }
        }
      }
    }
  }

  /// What a column says about a group of so many weighted scopes.
  func figure(_ column: ExtraColumn, of group: Int, count: Double) -> ExtraFigure? {
    switch column {
    case .tag(let key): return tags.first { $0.key == key }?.figure(of: group)
    case .counter:
      return mean(column, of: group, count: count).map { .amount($0) }
    case .timer:
      return mean(column, of: group, count: count).map { .time(Duration(nanoseconds: $0)) }
    }
  }

  private func mean(_ column: ExtraColumn, of group: Int, count: Double) -> Double? {
    guard let slot = metricColumns.firstIndex(of: column), group < totals[slot].count,
      totals[slot][group].rows > 0
    else { return nil }
    let told = count - untold[group]
    return told > 0 ? totals[slot][group].sum / told : nil
  }

  /// By group: what it is ordered by in a column, nil where it has nothing there. Groups of one value
  /// of a tag are in order of the values, those of several after them.
  ///
  /// - Parameter counts: by group, its weighted scopes; groups without any are passed over.
  func places(in column: ExtraColumn, counts: (Int) -> Double, groupCount: Int) -> [Double?] {
    if case .tag(let key) = column {
      return tags.first { $0.key == key }?.places(groupCount: groupCount)
        ?? Array(repeating: nil, count: groupCount)
    }
    return (0..<groupCount).map { mean(column, of: $0, count: counts($0)) }
  }
}

extension ExtraSums.TagValues {
  fileprivate mutating func extend(to catalog: Catalog, groupCount: Int) {
    guard
      bySeries.count < catalog.series.count || byMetric.count < catalog.metrics.count
        || counts.count < groupCount
    else { return }
    let id = catalog.id(of: key)
    for metric in catalog.metrics.dropFirst(byMetric.count) {
      let value = catalog[metric.tags].first { $0.key == id }?.value
      byMetric.append(value.map { $0.rawValue + 1 } ?? 0)
      if let value {
        texts[value.rawValue + 1] = catalog[value]
        isOnMetrics = true
      }
    }
    for series in catalog.series.dropFirst(bySeries.count) {
      let value = catalog[series.tags].first { $0.key == id }?.value
      bySeries.append(value.map { $0.rawValue + 1 } ?? 0)
      if let value { texts[value.rawValue + 1] = catalog[value] }
    }
    let missing = max(0, groupCount - counts.count)
    counts.append(contentsOf: repeatElement([:], count: missing))
    let strings = catalog.strings.count + 1
    stamps.append(contentsOf: repeatElement(0, count: max(0, strings - stamps.count)))
  }

  /// Counts the chunk once for each value of each group: of its scopes and of their metrics, and that a
  /// scope has neither. Returns by how many entries it grew.
  fileprivate mutating func change(
    _ answer: ChunkAnswer, _ table: SeriesTable, _ stamp: inout UInt64,
    by direction: ExtraSums.Direction
  ) -> Int {
    let (index, chunk, matcher) = (answer.index, answer.chunk, table.matcher)
    let (series, metrics, masks) = (chunk.series, chunk.metrics, table.masks)
    let words = metrics.span
    var growth = 0
    for place in index.groups.indices {
      let group = Int(index.groups[place])
      stamp += 1
      let before = counts[group].count
      for position in index.range(at: place) {
        let row = Int(index.rows[position])
        let value = bySeries[Int(series[row])]
        var isMissing = value == 0
        if value != 0 { count(value, in: group, stamp, by: direction) }
        let range = isOnMetrics ? chunk.metricsRange(ofRow: row) : 0..<0
        var word = range.lowerBound
        while word < range.upperBound {
          let head = words[word]
          let id = Int(MetricWord.metric(ofHead: head).rawValue)
          word &+= MetricWord.length(ofHead: head)
          let value = byMetric[id]
          guard value != 0, matcher.shows(matcher.metrics[id], own: masks[Int(series[row])].own)
          else { continue }
          isMissing = false
          count(value, in: group, stamp, by: direction)
        }
        if isMissing { count(0, in: group, stamp, by: direction) }
      }
      growth += counts[group].count - before
    }
    return growth
  }

  private mutating func count(
    _ value: UInt32, in group: Int, _ stamp: UInt64, by direction: ExtraSums.Direction
  ) {
    guard stamps[Int(value)] != stamp else { return }
    stamps[Int(value)] = stamp
    switch direction {
    case .adding: counts[group][value, default: 0] += 1
    case .removing:
      let left = (counts[group][value] ?? 1) - 1
      counts[group][value] = left == 0 ? nil : left
    }
  }

  /// To lack the tag counts as a value.
  fileprivate func figure(of group: Int) -> ExtraFigure? {
    guard group < counts.count else { return nil }
    if counts[group].count > 1 { return .values(counts[group].count) }
    return counts[group].first.flatMap { texts[$0.key] }.map { .value($0) }
  }

  fileprivate func places(groupCount: Int) -> [Double?] {
    let figures = (0..<groupCount).map { figure(of: $0) }
    let values = Set(
      figures.compactMap { figure -> String? in
        if case .value(let text)? = figure { text } else { nil }
      })
    let ranks = Dictionary(
      uniqueKeysWithValues: values.sorted().enumerated().map { ($1, Double($0)) })
    return figures.map { figure in
      switch figure {
      case .value(let text): ranks[text]
      case .values(let count): Double(values.count + count)
      default: nil
      }
    }
  }
}

extension MetricSample.Value {
  /// What a column adds up: a counter's value, a timer's nanoseconds.
  fileprivate var columnFigure: Double {
    switch self {
    case .counter(let value): value
    case .timer(_, let nanoseconds, _): Double(nanoseconds)
    }
  }
}
