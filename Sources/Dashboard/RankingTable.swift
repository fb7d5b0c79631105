import Intake
import Store
import TextUI

/// The columns of the ranking, as many as a width has room for.
///
/// They are chosen by the width alone, never by what is in the rows, so nothing moves when figures
/// do. The column that the ranking is ordered by never falls away, and is there even where it was
/// not asked for.
struct RankingTable {
  /// What a line of the table is made of.
  struct Line {
    let row: RankingRow
    /// The tags that the line is grouped by, and the cells of the column with its name.
    let tags: String
    let nameWidth: Int
    let history: [Duration?]
    let glyphs: Glyphs
  }

  /// Cells of the sparkline of p99 over time.
  static let historyWidth = 12

  /// The columns beside that of the names, in order, whether there is room for them or not.
  private let shown: [RankingColumn]
  private let columns: [TableColumn]
  private let layout: TableLayout
  private let sort: SortKey

  init(
    width: Int, columns chosen: [RankingColumn] = RankingColumn.standard, sort: SortKey,
    query: Query = Query()
  ) {
    self.sort = sort
    shown = Self.columns(chosen, with: sort)
    let name = TableColumn(
      "  SCOPE", .left, priority: 0, width: Self.nameWidth(in: width, of: query), upTo: .max)
    columns =
      [name]
      + shown.map { column in
        let title = column.title(query)
        let isSorted = column == .figure(sort)
        // A head keeps room for the mark of the order.
        return TableColumn(
          title, column == .history ? .left : .right,
          priority: isSorted ? 0 : column.priority,
          width: column == .history
            ? column.width : max(column.width, TextWidth.of(title) + (isSorted ? 2 : 0)))
      }
    layout = TableLayout(columns, width: width)
  }

  /// A name matters more than any figure but a few: it has a third of a narrow screen. The tags that
  /// lines are grouped by tell them apart, so there has to be room for them too.
  private static func nameWidth(in width: Int, of query: Query) -> Int {
    min(33, max(16, width * 34 / 100)) + 12 * min(query.groupBy.count, 2)
  }

  /// The chosen columns, and the one that orders where it would stand among all.
  private static func columns(_ chosen: [RankingColumn], with sort: SortKey) -> [RankingColumn] {
    let sorted = RankingColumn.figure(sort)
    guard sort != .scope, !chosen.contains(sorted) else { return chosen }
    let all = RankingColumn.all
    let rank = all.firstIndex(of: sorted) ?? 0
    let place = chosen.firstIndex { (all.firstIndex(of: $0) ?? .max) > rank }
    var columns = chosen
    columns.insert(sorted, at: place ?? chosen.count)
    return columns
  }

  /// The columns in view that the ranking can be ordered by, from left to right.
  var sortKeys: [SortKey] {
    layout.places.compactMap { place in
      guard place.index > 0 else { return .scope }
      if case .figure(let key) = shown[place.index - 1] { return key }
      return nil
    }
  }

  /// How many cells the sparkline has, 0 where there is no room for it.
  var historyCells: Int {
    let isShown = layout.places.contains { $0.index > 0 && shown[$0.index - 1] == .history }
    return isShown ? Self.historyWidth : 0
  }

  /// The table with the sorted column marked.
  func table(rowCount: Int, position: ListPosition, order: SortOrder) -> Table {
    let index = sort == .scope ? 0 : shown.firstIndex(of: .figure(sort)).map { $0 + 1 }
    let sorted = index.map { index -> (column: Int, order: Table.Order) in
      (index, order == .descending ? .descending : .ascending)
    }
    return Table(columns, rowCount: rowCount, position: position, sorting: sorted)
  }

  /// What stands in a column of a line.
  func text(_ line: Line, inColumn index: Int) -> StyledText {
    index == 0 ? Self.name(line) : shown[index - 1].text(line)
  }

  /// The mark of a new or slower scope, and its name.
  private static func name(_ line: Line) -> StyledText {
    let mark: StyledText =
      switch line.row.mark {
      case .new: StyledText(Sign.new + " ", .good)
      case .slower: StyledText(line.glyphs.up + " ", .warning)
      case nil: "  "
      }
    let tags = TextWidth.of(line.tags)
    let scope = TextWidth.cut(
      line.row.key.scope, to: max(8, line.nameWidth - 2 - tags), isASCII: line.glyphs.isASCII)
    return mark + StyledText(scope, .strong) + StyledText(line.tags)
  }
}

extension GroupKey {
  /// `scope · tag=value`; of a tag that the scopes lack, `tag –`.
  func title(groupBy: [String], glyphs: Glyphs) -> String {
    scope + tagsTitle(groupBy: groupBy, glyphs: glyphs)
  }

  /// What follows the scope's name.
  func tagsTitle(groupBy: [String], glyphs: Glyphs) -> String {
    zip(groupBy, values).reduce("") { title, tag in
      title + " \(glyphs.dot) \(tag.0)" + (tag.1.map { "=" + $0 } ?? " \(glyphs.none)")
    }
  }
}
