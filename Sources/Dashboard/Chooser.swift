import Intake
import Store

/// A short list laid over the screen, from which one line is chosen.
struct Chooser: Sendable {
  /// What choosing a line does.
  enum Choice: Hashable, Sendable {
    case sort(SortKey)
    case group(String)
    case export(ExportFormat)
  }

  struct Item: Hashable, Sendable {
    let choice: Choice
    let label: String
    /// Whether it is in force already.
    let isChosen: Bool
  }

  let title: String
  let items: [Item]
  var cursor = ListCursor<Choice>()

  /// The columns that the ranking can be ordered by.
  static func sorting(by current: SortKey, _ query: Query) -> Chooser {
    let items = SortKey.allCases.map {
      Item(choice: .sort($0), label: $0.menuLabel(query), isChosen: $0 == current)
    }
    var menu = Chooser(title: "sort by", items: items)
    menu.move(by: items.firstIndex(where: \.isChosen) ?? 0, page: items.count)
    return menu
  }

  /// The tags that scopes bear. Cost: one look at each distinct set of tags.
  static func groups(in catalog: Catalog, chosen: [String]) -> Chooser {
    var isSeen = [Bool](repeating: false, count: catalog.tagSets.count)
    var keys = Set<StringID>()
    for series in catalog.series where !isSeen[Int(series.tags.rawValue)] {
      isSeen[Int(series.tags.rawValue)] = true
      for tag in catalog[series.tags] { keys.insert(tag.key) }
    }
    let names = Set(keys.map { catalog[$0] }).union(chosen).sorted()
    return Chooser(
      title: "group by",
      items: names.map { Item(choice: .group($0), label: $0, isChosen: chosen.contains($0)) })
  }

  mutating func move(by lines: Int, page: Int) {
    cursor.move(by: lines, count: items.count, page: page) { items[$0].choice }
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
