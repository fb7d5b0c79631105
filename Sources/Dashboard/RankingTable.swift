import Intake
import Store
import TextUI

/// The columns of the ranking, as many as a width has room for.
///
/// They are chosen by the width alone, never by what is in the rows, so nothing moves when figures
/// do. The column that the ranking is ordered by never falls away.
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
  private static let historyWidth = 12

  let columns: [Column<Line>]
  /// What each column orders by; nil for the sparkline.
  private let keys: [SortKey?]
  private let layout: TableLayout
  private let sort: SortKey

  /// Rate and count say how much a line weighs, and p99 is what the program is for: they stay
  /// longest. The mean has no column of its own until the ranking is ordered by it.
  init(width: Int, sort: SortKey, groupCount: Int = 0, window: Window = .oneMinute) {
    self.sort = sort
    func figure(
      _ title: String, _ key: SortKey, priority: Int, width: Int = 8,
      text: @escaping (Line) -> StyledText
    ) -> (SortKey?, Column<Line>) {
      (key, Column(title, priority: key == sort ? 0 : priority, width: width, text: text))
    }
    // The tags that lines are grouped by tell them apart, so there has to be room for them.
    let nameWidth = 16 + 12 * min(groupCount, 2)
    let span = window == .everything ? "ALL" : window.text
    var all: [(SortKey?, Column<Line>)] = [
      (
        .scope,
        Column("  SCOPE", .left, priority: 0, width: nameWidth, upTo: .max) { Self.name($0) }
      ),
      figure("RATE", .rate, priority: 3, width: 7) {
        .init(Figure.rate(perSecond: $0.row.ratePerSecond))
      },
      figure("COUNT", .count, priority: 2) { .init(Figure.shortCount($0.row.count)) },
      figure("P50", .p50, priority: 4) { Self.percentile($0.row.p50, $0.row) },
      figure("P90", .p90, priority: 8) { Self.percentile($0.row.p90, $0.row) },
      figure("P99", .p99, priority: 1) { Self.percentile($0.row.p99, $0.row) },
      figure("MAX", .max, priority: 6) { .init(Figure.duration($0.row.max)) },
    ]
    if sort == .mean {
      all.append(figure("MEAN", .mean, priority: 0) { .init(Figure.duration($0.row.mean)) })
    }
    all += [
      figure("TIME", .total, priority: 7, width: 6) { .init(Figure.share($0.row.share)) },
      figure("ERRORS", .errors, priority: 5) { .errors($0.row.errors, glyphs: $0.glyphs) },
      (
        nil,
        Column("P99 OVER \(span)", .left, priority: 9, width: Self.historyWidth) {
          .init(Self.sparkline($0), .graph)
        }
      ),
    ]
    keys = all.map(\.0)
    columns = all.map(\.1)
    layout = TableLayout(columns.map(\.head), width: width)
  }

  /// The columns in view that the ranking can be ordered by, from left to right.
  var sortKeys: [SortKey] { layout.places.compactMap { keys[$0.index] } }

  /// How many cells the sparkline has, 0 where there is no room for it.
  var historyCells: Int {
    layout.places.contains { keys[$0.index] == nil } ? Self.historyWidth : 0
  }

  /// The table with the sorted column marked.
  func table(rowCount: Int, position: ListPosition, order: SortOrder) -> Table {
    let sorted = keys.firstIndex(of: sort).map { index -> (column: Int, order: Table.Order) in
      (index, order == .descending ? .descending : .ascending)
    }
    return Table(columns.map(\.head), rowCount: rowCount, position: position, sorting: sorted)
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

  /// A percentile: dim where it is the exact one of a few scopes.
  private static func percentile(_ duration: Duration, _ row: RankingRow) -> StyledText {
    let figure = Figure.duration(duration)
    return row.isFew ? StyledText(whole: figure, .dim) : StyledText(figure)
  }

  private static func sparkline(_ line: Line) -> String {
    Sparkline.text(
      line.history.map { $0?.secondsValue }, width: historyWidth, glyphs: line.glyphs)
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
