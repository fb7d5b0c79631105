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
    /// The tags that the line is grouped by.
    let tags: String
    let history: [Duration?]
    let extras: [ExtraColumn]
    let glyphs: Glyphs

    func figure(of column: ExtraColumn) -> ExtraFigure? {
      guard let index = extras.firstIndex(of: column), index < row.extras.count else { return nil }
      return row.extras[index]
    }
  }

  /// Cells of the sparkline of p99 over time.
  static let historyWidth = 12

  /// The columns beside that of the names, in order, whether there is room for them or not.
  private let shown: [RankingColumn]
  private let columns: [TableColumn]
  private let layout: TableLayout
  private let sort: OrderKey

  init(
    width: Int, columns chosen: [RankingColumn] = RankingColumn.standard, sort: OrderKey,
    query: Query = Query(), glyphs: Glyphs = .unicode
  ) {
    self.sort = sort
    shown = Self.columns(chosen, with: sort)
    let name = TableColumn(
      "  SCOPE", .left, priority: 0, width: Self.nameWidth(in: width, of: query), upTo: .max)
    columns =
      [name]
      + shown.map { column in
        let title = column.title(query, glyphs: glyphs)
        let isSorted = column == RankingColumn(sort)
        // A head keeps room for the mark of the order, so that columns stay where they are when another
        // one is ordered by.
        let head = column == .history ? 0 : TextWidth.of(title) + (column.key == nil ? 0 : 2)
        return TableColumn(
          title, column.alignment, priority: isSorted ? 0 : column.priority,
          width: max(column.width, head), upTo: column.widthMax)
      }
    layout = TableLayout(columns, width: width)
  }

  /// A name matters more than any figure but a few: it has a third of a narrow screen. The tags that
  /// lines are grouped by tell them apart, so there has to be room for them too.
  private static func nameWidth(in width: Int, of query: Query) -> Int {
    min(29, max(16, width * 34 / 100)) + 12 * min(query.groupBy.count, 2)
  }

  /// The chosen columns, and the one that orders where it would stand among all.
  private static func columns(_ chosen: [RankingColumn], with sort: OrderKey) -> [RankingColumn] {
    let sorted = RankingColumn(sort)
    guard sort != .figure(.scope), !chosen.contains(sorted) else { return chosen }
    return chosen.inserting(sorted)
  }

  /// The columns in view that the ranking can be ordered by, from left to right.
  var sortKeys: [OrderKey] {
    layout.places.compactMap { $0.index == 0 ? .figure(.scope) : shown[$0.index - 1].key }
  }

  /// The columns that there is room for.
  var inView: Set<RankingColumn> {
    Set(layout.places.compactMap { $0.index == 0 ? nil : shown[$0.index - 1] })
  }

  /// How many cells the sparkline has, 0 where there is no room for it.
  var historyCells: Int {
    inView.contains(.history) ? Self.historyWidth : 0
  }

  /// The table with the sorted column marked.
  func table(rowCount: Int, position: ListPosition, order: SortOrder) -> Table {
    let index =
      sort == .figure(.scope) ? 0 : shown.firstIndex(of: RankingColumn(sort)).map { $0 + 1 }
    let sorted = index.map { index -> (column: Int, order: Table.Order) in
      (index, order == .descending ? .descending : .ascending)
    }
    return Table(columns, rowCount: rowCount, position: position, sorting: sorted)
  }

  /// What stands in a column of a line, which is so many cells wide.
  func text(_ line: Line, inColumn index: Int, width: Int) -> StyledText {
    index == 0 ? Self.name(line, width: width) : shown[index - 1].text(line)
  }

  /// The mark of a new or slower scope, and its name.
  private static func name(_ line: Line, width: Int) -> StyledText {
    let mark: StyledText =
      switch line.row.mark {
      case .new: StyledText(Sign.new + " ", .good)
      case .slower: StyledText(line.glyphs.up + " ", .warning)
      case nil: "  "
      }
    let tags = TextWidth.of(line.tags)
    let scope = TextWidth.cut(
      line.row.key.scope, to: max(8, width - 2 - tags), isASCII: line.glyphs.isASCII)
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
