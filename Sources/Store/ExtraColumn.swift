import Intake

/// What scopes bear and count that a ranking can have a column of.
package enum ExtraColumn: Hashable, Sendable {
  /// A tag of scopes or of their metrics: the value that all of a group's scopes in the window have, or
  /// how many.
  case tag(String)
  /// What a scope of the group counts on average, under all tags of the counter together.
  case counter(String)
  /// The time that a scope of the group spends in a timer on average.
  case timer(String)

  /// The key of the tag, the counter or the timer.
  package var key: String {
    switch self {
    case .tag(let key), .counter(let key), .timer(let key): key
    }
  }
}

extension ExtraColumn {
  /// What it is called wherever it is written. No figure has such a name.
  package var name: String {
    switch self {
    case .tag(let key): "tag:\(key)"
    case .counter(let key): "counter:\(key)"
    case .timer(let key): "timer:\(key)"
    }
  }
}

/// What such a column says about a group that has the tag, the counter or the timer at all.
package enum ExtraFigure: Hashable, Sendable {
  case value(String)
  /// How many values of a tag the scopes have; to lack it counts as one.
  case values(Int)
  /// Of a counter, for each scope of the group, whether it has the counter or not.
  case amount(Double)
  /// Of a timer, for each scope of the group, whether it has the timer or not.
  case time(Duration)
}

extension Sheet.Cell {
  /// What such a column says, where it is written: of a tag with several values, how many, in words.
  package init(_ figure: ExtraFigure?) {
    self =
      switch figure {
      case nil: .none
      case .value(let text): .text(text)
      case .values(let count): .text("\(count) values")
      case .amount(let amount): .number(amount)
      case .time(let time): .seconds(time)
      }
  }
}

extension Catalog {
  /// Everything that scopes were seen with so far: tags, then counters, then timers, by key. Cost:
  /// one look at each distinct set of tags, each series and each metric.
  package var extraColumns: [ExtraColumn] {
    func keys(_ kind: Metric.Kind) -> [String] {
      Set(metrics.lazy.filter { $0.kind == kind }.map(\.key)).map { self[$0] }.sorted()
    }
    return tagKeys.map { self[$0] }.sorted().map { .tag($0) }
      + keys(.counter).map { .counter($0) } + keys(.timer).map { .timer($0) }
  }
}
