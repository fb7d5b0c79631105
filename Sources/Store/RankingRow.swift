import Intake

/// What a ranking can be ordered by. The raw value is its name on the command line.
package enum SortKey: String, CaseIterable, Sendable {
  case scope, rate, count, p50, p90, p99, max, mean, total
  /// The time beyond the query's threshold: what slowness costs in all.
  case above
  /// p99 against that of the window before.
  case change
  case errors
}

/// What a ranking can be ordered by on a screen: a figure, or an extra column.
package enum OrderKey: Hashable, Sendable {
  case figure(SortKey)
  case extra(ExtraColumn)

  /// Text from A to Z, figures from the largest down.
  package var naturalOrder: SortOrder {
    switch self {
    case .figure(let key): key.naturalOrder
    case .extra(.tag): .ascending
    case .extra: .descending
    }
  }
}

/// What to order by, and which way round.
package struct Ordering: Hashable, Sendable {
  package var key: OrderKey
  package var order: SortOrder

  package init(_ key: OrderKey, _ order: SortOrder? = nil) {
    self.key = key
    self.order = order ?? key.naturalOrder
  }

  package init(_ key: SortKey, _ order: SortOrder? = nil) { self.init(.figure(key), order) }

  /// What a figure is multiplied with, so that the lesser number comes first.
  var sign: Double { order == .ascending ? 1 : -1 }
}

/// Which end of an order comes first.
package enum SortOrder: Sendable {
  case ascending, descending
}

extension SortKey {
  /// Names from A to Z, figures from the largest down.
  package var naturalOrder: SortOrder { self == .scope ? .ascending : .descending }
}

/// One line of the ranking. Figures are weighted: `count` is how many scopes the lines stand for.
package struct RankingRow: Sendable {
  package var key: GroupKey
  package var count: Double
  /// Nil where it is not known over what time the scopes finished.
  package var ratePerSecond: Double?
  package var p50: Duration
  package var p90: Duration
  package var p99: Duration
  package var max: Duration
  package var mean: Duration
  package var total: Duration
  /// The time beyond the query's threshold, of the scopes that took longer.
  package var above: Duration
  /// p99 as a multiple of that of the window before; nil where either has fewer than 20 scopes,
  /// or less than half of that window is held.
  package var change: Double?
  /// The part of all time of all groups that went here, 0 to 1.
  package var share: Double
  package var errors: Double
  /// Whether the percentiles are exact ones of fewer than 20 scopes.
  package var isFew: Bool
  package var mark: Mark?
  /// What the ranking's extra columns say, in their order; nil where the group has no such thing.
  package var extras: [ExtraFigure?] = []

  /// What sets a group apart from how it was before the window.
  package enum Mark: Sendable {
    /// First seen within the window.
    case new
    /// p99 at least twice that of the window before.
    case slower
  }
}

extension RankingRow {
  /// - Parameters:
  ///   - span: what the rate is over, above zero.
  ///   - allNanoseconds: the time of all groups, of which this one has its share.
  init(
    key: GroupKey, _ figures: GroupFigures, _ quantile: Quantile, span: Duration,
    allNanoseconds: Double, change: Double?, mark: Mark?
  ) {
    self.init(
      key: key, count: figures.count, ratePerSecond: figures.count / (span / .seconds(1)),
      p50: .nanoseconds(quantile.p50Nanoseconds), p90: .nanoseconds(quantile.p90Nanoseconds),
      p99: .nanoseconds(quantile.p99Nanoseconds), max: .nanoseconds(figures.longestNanoseconds),
      mean: Duration(nanoseconds: figures.totalNanoseconds / figures.count),
      total: Duration(nanoseconds: figures.totalNanoseconds),
      above: Duration(nanoseconds: figures.aboveNanoseconds), change: change,
      share: allNanoseconds > 0 ? figures.totalNanoseconds / allNanoseconds : 0,
      errors: figures.errors, isFew: figures.isFew, mark: mark)
  }
}

/// The figures of all groups together.
package struct RankingTotals: Sendable, Equatable {
  /// Weighted scopes in the window that the filter holds for.
  package var shown: Double = 0
  /// Weighted scopes in the window.
  package var all: Double = 0
  /// Groups shown, and groups that there would be without a filter.
  package var groupsShown = 0
  package var groupsAll = 0
  /// How long the window is in truth: no longer than what is held, and up to a second longer than asked
  /// for while a busy second leaves in steps.
  package var span: Duration = .zero
}
