import Intake

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

extension TabulationEntry {
  init(
    row: RankingRow, tags: [(key: String, value: String?)], sums: [TabulationMetrics.Sum],
    slowest: [Instance], _ catalog: Catalog
  ) {
    self.init(row: row, tags: tags, counters: [], timers: [], slowest: slowest)
    for sum in sums {
      let metric = catalog[MetricID(rawValue: sum.metric)]
      let name = MetricName(metric, in: catalog)
      let amount = sum.amount.value
      switch metric.kind {
      case .counter:
        counters.append(Counter(name: name, sum: amount, perScope: amount / row.count))
      case .timer:
        let nanoseconds = sum.nanoseconds.value
        timers.append(
          Timer(
            name: name, count: amount, total: Duration(nanoseconds: nanoseconds),
            perScope: Duration(nanoseconds: nanoseconds / row.count), max: sum.longest))
      }
    }
    counters.sort { $0.name < $1.name }
    timers.sort { ($1.total, $0.name) < ($0.total, $1.name) }
  }
}

extension RankingRow {
  /// Whether this row comes before another one; of equal figures those of more scopes come first,
  /// then they are in order of their names.
  func isBefore(_ other: RankingRow, by key: SortKey, _ order: SortOrder) -> Bool {
    if key == .scope, self.key != other.key {
      return order == .descending ? other.key < self.key : self.key < other.key
    }
    let (mine, others) = (figure(key), other.figure(key))
    if mine != others { return order == .descending ? mine > others : mine < others }
    if count != other.count { return count > other.count }
    return self.key == other.key ? self.key.isBefore(other.key) : self.key < other.key
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

extension GroupKey {
  /// The order of names that `==` takes for the same: signs with accents can be written in two ways.
  fileprivate func isBefore(_ other: GroupKey) -> Bool {
    func bytes(_ key: GroupKey) -> [UInt8] {
      ([key.scope] + key.values.map { $0 ?? "" }).flatMap { Array($0.utf8) + [0] }
    }
    return bytes(self).lexicographicallyPrecedes(bytes(other))
  }
}

extension MetricName: Comparable {
  /// By key, then by tags; of tags that read the same, strings come before numbers.
  package static func < (a: MetricName, b: MetricName) -> Bool {
    if a.key != b.key { return a.key < b.key }
    if a.tags != b.tags {
      return a.tags.lexicographicallyPrecedes(b.tags) {
        ($0.key, $0.value, $0.kind.rawValue) < ($1.key, $1.value, $1.kind.rawValue)
      }
    }
    return a.bytes.lexicographicallyPrecedes(b.bytes)
  }

  /// What tells names apart that `==` takes for the same.
  private var bytes: [UInt8] {
    ([key] + tags.flatMap { [$0.key, $0.value] }).flatMap { Array($0.utf8) + [0] }
  }

  init(_ metric: Metric, in catalog: Catalog) {
    self.init(
      key: catalog[metric.key],
      tags: catalog[metric.tags].map {
        TagText(key: catalog[$0.key], value: catalog[$0.value], kind: $0.kind)
      })
  }
}
