import Intake
import Store

/// A short list laid over the screen, from which one line is chosen.
struct Chooser: Sendable {
  /// What choosing a line does.
  enum Choice: Hashable, Sendable {
    case sort(OrderKey)
    case group(String)
    case export(ExportFormat)
    /// No grouping at all.
    case ungroup
    case column(RankingColumn)
  }

  struct Item: Hashable, Sendable {
    let choice: Choice
    let label: String
    /// Whether it is in force already.
    let isChosen: Bool
    /// What it is, in a word.
    var note = ""
  }

  let title: String
  /// Whether lines are switched on and off while it stays open, or choosing one closes it.
  var isSwitches = false
  var items: [Item]
  var cursor = ListCursor<Choice>()

  /// The columns that the ranking can be ordered by.
  static func sorting(
    by current: OrderKey, _ extras: [ExtraColumn], _ query: Query
  ) -> Chooser {
    let keys = SortKey.allCases.map { OrderKey.figure($0) } + extras.map { .extra($0) }
    let items = keys.map {
      Item(choice: .sort($0), label: $0.menuLabel(query), isChosen: $0 == current)
    }
    var menu = Chooser(title: "sort by", items: items)
    menu.move(by: items.firstIndex(where: \.isChosen) ?? 0, page: items.count)
    return menu
  }

  /// The tags that scopes bear: those that lines are grouped by first, in their order. Cost: one look at each distinct set of tags.
  static func groups(in catalog: Catalog, chosen: [String]) -> Chooser {
    var isSeen = [Bool](repeating: false, count: catalog.tagSets.count)
    var keys = Set<StringID>()
    for series in catalog.series where !isSeen[Int(series.tags.rawValue)] {
      isSeen[Int(series.tags.rawValue)] = true
      for tag in catalog[series.tags] { keys.insert(tag.key) }
    }
    let others = Set(keys.map { catalog[$0] }).subtracting(chosen).sorted()
    let first = chosen.isEmpty ? [] : [Item(choice: .ungroup, label: "no tag", isChosen: false)]
    let numbered = chosen.enumerated().map { place, key in
      Item(choice: .group(key), label: key, isChosen: true, note: "\(place + 1)")
    }
    return Chooser(
      title: chosen.isEmpty ? "group by" : "group by \(chosen.joined(separator: ", "))",
      items: first + numbered
        + others.map { Item(choice: .group($0), label: $0, isChosen: false) })
  }

  /// Every column that there could be: first those that are shown, in their order. Cost: one look at
  /// each series and each metric.
  static func columns(
    _ shown: [RankingColumn], inView: Set<RankingColumn>, in catalog: Catalog, _ query: Query
  ) -> Chooser {
    let all = RankingColumn.all + catalog.extraColumns.map { .extra($0) }
    let isShown = Set(shown)
    let items = (shown + all.filter { !isShown.contains($0) }).map {
      Item(
        choice: .column($0), label: $0.menuLabel(query), isChosen: isShown.contains($0),
        note: isShown.contains($0) && !inView.contains($0) ? "no room" : $0.kind)
    }
    return Chooser(title: "columns", isSwitches: true, items: items)
  }

  /// The line under the cursor.
  var choice: Choice? { items.indices.contains(cursor.index) ? items[cursor.index].choice : nil }

  /// Has the lines of another menu, the cursor on the line that it was on.
  mutating func take(_ other: Chooser) {
    // A cursor that has not been moved would stay on the first line, whichever that is.
    move(by: 0, page: items.count)
    items = other.items
    cursor.settle(count: items.count, page: items.count) { items[$0].choice }
  }

  mutating func move(by lines: Int, page: Int) {
    cursor.move(by: lines, count: items.count, page: page) { items[$0].choice }
  }
}

extension OrderKey {
  /// The column in words, for the menu.
  func menuLabel(_ query: Query) -> String {
    switch self {
    case .figure(let key): key.menuLabel(query)
    case .extra(.tag(let key)): "\(key), the tag"
    case .extra(.counter(let key)): "\(key), mean of a scope"
    case .extra(.timer(let key)): "\(key), mean time of a scope"
    }
  }
}

extension RankingColumn {
  /// The column in words, for the menu; what is no figure is told apart by its kind.
  func menuLabel(_ query: Query) -> String {
    switch self {
    case .figure(let key): key.menuLabel(query)
    case .extra(let column): column.key
    case .history: "p99 over time"
    }
  }

  /// What it is a column of, where that is not plain.
  var kind: String {
    switch self {
    case .figure, .history: ""
    case .extra(.tag): "tag"
    case .extra(.counter): "counter"
    case .extra(.timer): "timer"
    }
  }
}

extension SortKey {
  /// The column in words, for the menu.
  func menuLabel(_ query: Query) -> String {
    switch self {
    case .scope: "scope, by name"
    case .rate: "rate"
    case .count: "count"
    case .p50: "p50"
    case .p90: "p90"
    case .p99: "p99"
    case .max: "max"
    case .mean: "mean"
    case .total: "time, the share of the total"
    case .above: "time above \(Show.round(query.slowAbove))"
    case .change: "change: p99 against the window before"
    case .errors: "errors"
    }
  }
}
