import Intake
import Store
import TextUI

/// The first screen's state: the ranking as far as it is in view, and which line is selected.
struct ScopesPage {
  var sort: OrderKey
  var order: SortOrder
  /// The columns beside that of the names, in order.
  var columns: [RankingColumn]
  /// What orders lines that are equal by that: the column that came before it.
  private(set) var second = Ordering(.count)
  var cursor = ListCursor<GroupKey>()
  /// From the first line of the ranking to at least the end of the view; not always all of them.
  private(set) var keys: [GroupKey] = []
  /// The figures of the lines in view, from the cursor's `top` on.
  private(set) var rows: [RankingRow] = []
  /// Why no scope passes the filter, where none does.
  private(set) var obstacles: [String] = []
  /// What they were found for: the filter, and how much the catalog had.
  private var obstacleBasis: (filter: String, entries: Int)?
  /// p99 over time of the rows in view, one by one; none where there is no room for it.
  private(set) var histories: [[Duration?]] = []

  init(sort: SortKey, order: SortOrder, columns: [RankingColumn] = RankingColumn.standard) {
    self.columns = columns
    self.sort = .figure(sort)
    self.order = order
  }

  /// The line under the cursor; nil when there is none.
  var selected: GroupKey? { keys.indices.contains(cursor.index) ? keys[cursor.index] : nil }

  /// Orders by a column, in the order that suits it; equal lines stay as they were ordered before.
  mutating func sort(by key: OrderKey) {
    if key != sort { second = Ordering(sort, order) }
    sort = key
    order = key.naturalOrder
  }

  /// The lines in order, from the first one on.
  func rows(of ranking: Ranking, limit: Int?) -> [RankingRow] {
    ranking.rows(by: Ordering(sort, order), then: second, limit: limit)
  }

  /// The table's columns, as many as there is room for.
  func table(width: Int, of query: Query, glyphs: Glyphs = .unicode) -> RankingTable {
    RankingTable(width: width, columns: columns, sort: sort, query: query, glyphs: glyphs)
  }

  /// The columns of tags and metrics that the ranking has to keep figures for.
  var extras: [ExtraColumn] {
    let shown = columns.contains(RankingColumn(sort)) ? columns : columns + [RankingColumn(sort)]
    return shown.compactMap { if case .extra(let column) = $0 { column } else { nil } }
  }

  /// How many rows of the table fit on a screen: all but header, filter line, heads and footer.
  static func pageRows(in size: Size) -> Int { max(1, size.rows - 4) }

  /// The columns of cells that the table takes: the last one stays free.
  static func tableWidth(in size: Size) -> Int { size.columns - 1 }

  /// Reads what is in view from the ranking. Cost: what is in view, as long as the selected line
  /// stays near the top; else one look at every group.
  mutating func prepare(from ranking: Ranking, size: Size) {
    let page = Self.pageRows(in: size)
    load(from: ranking, atLeast: cursor.index + 2 * page)
    if let anchor = cursor.anchor, !keys.contains(anchor) {
      load(from: ranking, atLeast: .max)
    }
    cursor.settle(count: keys.count, page: page) { keys[$0] }
    let cells = table(width: Self.tableWidth(in: size), of: ranking.query).historyCells
    (rows, histories) = ranking.rows(
      of: Array(keys.dropFirst(cursor.top).prefix(page)), cells: cells)
  }

  /// Finds out what is in the way of a filter, where that may have changed.
  mutating func findObstacles(of filter: Filter, in catalog: Catalog) {
    guard !filter.isEmpty else { return }
    let entries = catalog.series.count + catalog.metrics.count + catalog.tagSets.count
    if let basis = obstacleBasis, basis == (filter.text, entries) { return }
    obstacleBasis = (filter.text, entries)
    obstacles = filter.obstacles(in: catalog)
  }

  /// Selects another row, as far down the ranking as there are any.
  mutating func move(by lines: Int, in ranking: Ranking, size: Size) {
    let lines = min(lines, ranking.totals.groupsShown)
    if cursor.index + lines >= keys.count { load(from: ranking, atLeast: cursor.index + lines + 1) }
    cursor.move(by: lines, count: keys.count, page: Self.pageRows(in: size)) { keys[$0] }
  }

  /// Has every line of the ranking.
  mutating func loadAll(from ranking: Ranking) { load(from: ranking, atLeast: .max) }

  private mutating func load(from ranking: Ranking, atLeast count: Int) {
    let limit = count < ranking.totals.groupsShown ? count : nil
    keys = ranking.keys(by: Ordering(sort, order), then: second, limit: limit)
  }
}

extension Model {
  /// A key on the first screen.
  mutating func actOnScopes(_ action: Action) {
    let page = ScopesPage.pageRows(in: size)
    let before = (scopes.sort, scopes.order)
    if let lines = action.lines(page: page) { scopes.move(by: lines, in: ranking, size: size) }
    switch action {
    case .first: scopes.cursor.moveToFirst()
    case .sortMenu: menu = .sorting(by: scopes.sort, scopes.extras, query)
    case .columnMenu: menu = columnMenu
    case .sortLeft: stepSort(by: -1)
    case .sortRight: stepSort(by: 1)
    case .invertSort: scopes.order = scopes.order == .descending ? .ascending : .descending
    case .open:
      if let key = scopes.selected {
        open(.scope(ScopePage(key, in: ranking)))
      } else {
        say("there is no scope here to open")
      }
    default: break
    }
    if [.sortLeft, .sortRight, .invertSort].contains(action) {
      sayOrder(isChanged: before != (scopes.sort, scopes.order))
    }
  }

  /// Says by what lines are ordered, where no line and no head of a column does.
  private mutating func sayOrder(isChanged: Bool) {
    if !isChanged {
      say("there is no column further on to order by")
    } else if scopes.keys.isEmpty {
      let order = scopes.order == .descending ? "largest first" : "smallest first"
      say("ordered by \(scopes.sort.menuLabel(query)), \(order)")
    }
  }

  /// Orders by the next column to either side, of those that are in view.
  private mutating func stepSort(by step: Int) {
    let width = ScopesPage.tableWidth(in: size)
    let keys = scopes.table(width: width, of: query).sortKeys
    guard let index = keys.firstIndex(of: scopes.sort), keys.indices.contains(index + step) else {
      return
    }
    scopes.sort(by: keys[index + step])
    showExtras()
  }
}
