import Intake

/// The answer to a query in one pass: what a report says of chunks that are looked at once and let
/// go, so that a recording may be far longer than memory.
///
/// It knows filters and groups as a `Ranking` does, looks back over everything, and keeps for each
/// group its figures, the sums of its metrics and its slowest scopes. Memory grows with groups and
/// their metrics and not with scopes.
package struct Tabulation {
  package let query: Query
  private let slowestPerGroup: Int
  private var table: SeriesTable
  private var groups: [TabulationGroup] = []
  private var earliest: Timestamp?
  private var latest: Timestamp?

  /// - Parameter slowestPerGroup: how many of each group's slowest scopes are kept whole.
  package init(_ query: Query, slowestPerGroup: Int = 10) {
    self.query = query
    self.slowestPerGroup = slowestPerGroup
    table = SeriesTable(query)
  }

  /// Takes in a chunk. Cost: proportional to its rows and their metrics.
  package mutating func take(_ chunk: Chunk, catalog: Catalog) {
    table.extend(to: Moment(now: chunk.latest, chunks: [], catalog: catalog))
    while groups.count < table.keys.count {
      groups.append(
        TabulationGroup(slowestLimit: slowestPerGroup, above: query.slowAboveNanoseconds))
    }
    earliest = min(earliest ?? chunk.earliest, chunk.earliest)
    latest = max(latest ?? chunk.latest, chunk.latest)
    let metrics = chunk.metrics
    let words = metrics.span
    for row in 0..<chunk.count {
      let series = Int(chunk.series[row])
      switch table.verdicts[series] {
      case .excluded: continue
      case .undecided:
        guard
          table.passes(row: row, of: chunk, words: words, series: series, catalog: catalog)
        else { continue }
      case .included: break
      }
      groups[Int(table.groups[series])].take(
        row, of: chunk, words, own: table.masks[series].own, table.matcher, catalog)
    }
  }

  /// From the first scope's end to the last one's: what rates are over. Zero for a single scope.
  package var span: Duration {
    guard let earliest, let latest else { return .zero }
    return latest.since(earliest)
  }

  /// All groups in order; equal ones with more scopes first, then by name.
  ///
  /// - Parameter span: what rates are over, where it is known better than from the scopes' ends.
  package func rows(
    by key: SortKey, _ order: SortOrder, over span: Duration? = nil
  ) -> [TabulationRow] {
    let span = span ?? self.span
    let total = groups.reduce(0) { $0 + $1.totalNanoseconds }
    let rows = groups.indices.filter { groups[$0].rows > 0 }.map { index in
      TabulationRow(
        group: index, row: groups[index].row(named: table.keys[index], span: span, ofTotal: total))
    }
    return rows.sorted { $0.row.isBefore($1.row, by: key, order) }
  }

  /// All that is known of the group of a row.
  package func entry(of row: TabulationRow, catalog: Catalog) -> TabulationEntry {
    let group = groups[row.group]
    return TabulationEntry(
      row: row.row, tags: zip(query.groupBy, row.row.key.values).map { ($0, $1) },
      counters: group.counters(catalog), timers: group.timers(catalog), slowest: group.slowest)
  }
}

/// One line of a report, by which the tabulation that it is from knows its group.
package struct TabulationRow: Sendable {
  let group: Int
  package let row: RankingRow
}

/// One group of a report.
package struct TabulationEntry: Sendable {
  package var row: RankingRow
  /// The tags it is grouped by, in the order asked for; nil where its scopes lack the tag.
  package var tags: [(key: String, value: String?)]
  /// By key, then by tags.
  package var counters: [Counter]
  /// Most time first.
  package var timers: [Timer]
  /// Slowest first.
  package var slowest: [Instance]

  /// One counter of the group, under its own tags.
  package struct Counter: Sendable {
    package var name: MetricName
    package var sum: Double
    /// Per scope of the group, whether it has the counter or not.
    package var perScope: Double
  }

  /// One timer of the group, under its own tags.
  package struct Timer: Sendable {
    package var name: MetricName
    package var count: Double
    package var total: Duration
    /// Total over scopes of the group, whether they have the timer or not.
    package var perScope: Duration
    /// The longest call, where any scope said so.
    package var max: Duration?
  }
}

/// What one group of a report has come to so far.
private struct TabulationGroup {
  private struct MetricSums {
    var value = 0.0
    var count = 0.0
    var nanoseconds = 0.0
    var maxNanoseconds: UInt64?

    mutating func add(
      _ count: UInt64, _ nanoseconds: UInt64, _ longest: UInt64?, _ weight: Double
    ) {
      self.count += Double(count) * weight
      self.nanoseconds += Double(nanoseconds) * weight
      if let longest { maxNanoseconds = max(maxNanoseconds ?? 0, longest) }
    }
  }

  private(set) var rows = 0
  private(set) var totalNanoseconds = 0.0
  private(set) var slowest: [Instance] = []
  private let slowestLimit: Int
  private let threshold: UInt64
  private var aboveNanoseconds = 0.0
  private var weight = 0.0
  private var errors = 0.0
  private var longestNanoseconds: UInt64 = 0
  private var histogram = Histogram()
  /// Every duration, while there are few enough for exact percentiles.
  private var samples: [Sample] = []
  private var metrics: [UInt32: MetricSums] = [:]

  init(slowestLimit: Int, above threshold: UInt64) {
    self.slowestLimit = slowestLimit
    self.threshold = threshold
  }

  mutating func take(
    _ row: Int, of chunk: Chunk, _ words: Span<UInt32>, own: UInt64, _ matcher: FilterMatcher,
    _ catalog: Catalog
  ) {
    let nanoseconds = chunk.durationNanoseconds[row]
    let weight = chunk.weight(ofRow: row)
    rows += 1
    self.weight += weight
    totalNanoseconds += Double(nanoseconds) * weight
    if nanoseconds > threshold { aboveNanoseconds += Double(nanoseconds - threshold) * weight }
    longestNanoseconds = max(longestNanoseconds, nanoseconds)
    if !chunk.error.isEmpty, chunk.error[row] != 0 { errors += weight }
    histogram.add(weight, toBucket: chunk.bucket[row])
    if rows < Quantile.exactBelowRows {
      samples.append(Sample(nanoseconds: nanoseconds, weight: weight))
    }
    takeMetrics(chunk.metricsRange(ofRow: row), words, weight, own: own, matcher)
    offer(row, of: chunk, nanoseconds, catalog)
  }

  private mutating func takeMetrics(
    _ range: Range<Int>, _ words: Span<UInt32>, _ weight: Double, own: UInt64,
    _ matcher: FilterMatcher
  ) {
    var position = range.lowerBound
    while position < range.upperBound {
      let sample = MetricSample(reading: words, at: &position)
      let id = sample.metric.rawValue
      guard matcher.shows(matcher.metrics[Int(id)], own: own) else { continue }
      switch sample.value {
      case .counter(let value):
        metrics[id, default: MetricSums()].value += value * weight
      case .timer(let count, let nanoseconds, let longest):
        metrics[id, default: MetricSums()].add(count, nanoseconds, longest, weight)
      }
    }
  }

  /// Keeps a scope if it is among the slowest. Few are: a scope is made whole only then.
  private mutating func offer(
    _ row: Int, of chunk: Chunk, _ nanoseconds: UInt64, _ catalog: Catalog
  ) {
    guard slowestLimit > 0 else { return }
    let duration = Duration(nanoseconds: Double(nanoseconds))
    if slowest.count == slowestLimit {
      guard let last = slowest.last, duration > last.duration else { return }
      slowest.removeLast()
    }
    let place = slowest.firstIndex { $0.duration < duration } ?? slowest.count
    slowest.insert(Instance(row: row, of: chunk, catalog: catalog), at: place)
  }

  func row(named key: GroupKey, span: Duration, ofTotal all: Double) -> RankingRow {
    let isFew = rows < Quantile.exactBelowRows
    let quantile =
      isFew ? Quantile(samples) : Quantile(histogram, longestNanoseconds: longestNanoseconds)
    let seconds = span / .seconds(1)
    return RankingRow(
      key: key, count: weight, ratePerSecond: seconds > 0 ? weight / seconds : 0,
      p50: Duration(nanoseconds: Double(quantile.p50Nanoseconds)),
      p90: Duration(nanoseconds: Double(quantile.p90Nanoseconds)),
      p99: Duration(nanoseconds: Double(quantile.p99Nanoseconds)),
      max: Duration(nanoseconds: Double(longestNanoseconds)),
      mean: Duration(nanoseconds: totalNanoseconds / weight),
      total: Duration(nanoseconds: totalNanoseconds),
      above: Duration(nanoseconds: aboveNanoseconds), change: nil,
      share: all > 0 ? totalNanoseconds / all : 0, errors: errors, isFew: isFew, mark: nil)
  }

  func counters(_ catalog: Catalog) -> [TabulationEntry.Counter] {
    named(.counter, catalog).map { name, sums in
      TabulationEntry.Counter(name: name, sum: sums.value, perScope: sums.value / weight)
    }
    .sorted { $0.name < $1.name }
  }

  func timers(_ catalog: Catalog) -> [TabulationEntry.Timer] {
    named(.timer, catalog).map { name, sums in
      TabulationEntry.Timer(
        name: name, count: sums.count, total: Duration(nanoseconds: sums.nanoseconds),
        perScope: Duration(nanoseconds: sums.nanoseconds / weight),
        max: sums.maxNanoseconds.map { Duration(nanoseconds: Double($0)) })
    }
    .sorted { ($1.total, $0.name) < ($0.total, $1.name) }
  }

  private func named(
    _ kind: Metric.Kind, _ catalog: Catalog
  ) -> [(name: MetricName, sums: MetricSums)] {
    metrics.compactMap { id, sums in
      let metric = catalog[MetricID(rawValue: id)]
      guard metric.kind == kind else { return nil }
      return (MetricName(metric, in: catalog), sums)
    }
  }
}

extension RankingRow {
  /// Whether this row comes before another one; of equal figures those of more scopes come first,
  /// then they are in order of their names.
  fileprivate func isBefore(_ other: RankingRow, by key: SortKey, _ order: SortOrder) -> Bool {
    if key == .scope {
      return order == .descending ? other.key < self.key : self.key < other.key
    }
    let (mine, others) = (figure(key), other.figure(key))
    if mine != others { return order == .descending ? mine > others : mine < others }
    return count == other.count ? self.key < other.key : count > other.count
  }

  private func figure(_ key: SortKey) -> Double {
    switch key {
    case .scope: 0
    case .rate, .count: count
    case .p50: p50 / .nanoseconds(1)
    case .p90: p90 / .nanoseconds(1)
    case .p99: p99 / .nanoseconds(1)
    case .max: max / .nanoseconds(1)
    case .mean: mean / .nanoseconds(1)
    case .total: total / .nanoseconds(1)
    case .above: above / .nanoseconds(1)
    // A report looks at one window, and has none before it.
    case .change: 0
    case .errors: errors
    }
  }
}

extension MetricName: Comparable {
  /// By key, then by tags.
  package static func < (a: MetricName, b: MetricName) -> Bool {
    if a.key != b.key { return a.key < b.key }
    return a.tags.lexicographicallyPrecedes(b.tags) { ($0.key, $0.value) < ($1.key, $1.value) }
  }

  init(_ metric: Metric, in catalog: Catalog) {
    self.init(
      key: catalog[metric.key],
      tags: catalog[metric.tags].map {
        TagText(key: catalog[$0.key], value: catalog[$0.value], kind: $0.kind)
      })
  }
}
