import Store
import TextUI

/// A titled list in a part of the screen: how Scope and Instance show what they know.
///
/// Title and heads of the columns stand in one thin rule. Only the panel in focus shows which of its
/// lines is selected.
struct Panel<Row> {
  let title: String
  let columns: [Column<Row>]
  let count: Int
  let position: ListPosition
  let isFocused: Bool

  init<ID>(
    _ title: String, _ columns: [Column<Row>], count: Int, cursor: ListCursor<ID>, in rect: Rect,
    isFocused: Bool
  ) {
    self.title = title
    self.columns = columns
    self.count = count
    self.isFocused = isFocused
    position = cursor.position(count: count, page: rect.size.rows - 1)
  }

  /// Draws the rule, and as many lines as there is room for.
  /// - Parameter names: the metrics that the lines are of, for a first column of their labels.
  func draw(
    into screen: inout Screen, in rect: Rect, naming names: [MetricName]? = nil,
    row: (Int) -> Row
  ) {
    let table = Table(
      columns.map(\.head), rowCount: count, position: position, isFocused: isFocused)
    // The last cell stays free, so that figures don't run into what is beside them.
    var inside = rect
    inside.size.columns -= 1
    let first = TableLayout(table.columns, width: inside.size.columns).places.first?.width ?? 0
    let isASCII = screen.glyphs.isASCII
    let labels = names.map { MetricLabels($0, width: first, isASCII: isASCII) }
    table.draw(into: &screen, in: inside) {
      (index: $0, content: row($0))
    } cell: { row, column, width in
      if column == 0, let labels { return StyledText(labels[row.index], .strong) }
      return columns[column].text(row.content, width)
    }
    drawRule(into: &screen, in: rect)
  }

  private func drawRule(into screen: inout Screen, in rect: Rect) {
    let labels = TableLayout(columns.map(\.head), width: rect.size.columns - 1).places
      .compactMap { place -> Rule.Label? in
        let head = columns[place.index].head
        guard !head.title.isEmpty else { return nil }
        let width = head.alignment == .left ? TextWidth.of(head.title) : place.width
        return Rule.Label(head.title, endingAt: place.start + width)
      }
    // Heads of columns say more than which lines are in view.
    let whole = Rule(title + more(in: rect), labels: labels)
    let short = Rule(title, labels: labels)
    let width = rect.size.columns
    (whole.labelsFitting(width) < short.labelsFitting(width) ? short : whole)
      .draw(into: &screen, at: rect.origin, width: width)
    guard isFocused else { return }
    screen.put(
      title, at: Point(row: rect.origin.row, column: rect.origin.column + 3), style: Style(.accent),
      width: rect.size.columns - 6)
  }

  /// Which lines are in view, where not all of them are.
  private func more(in rect: Rect) -> String {
    let shown = position.range(count: count, visible: rect.size.rows - 1)
    guard shown.count < count, !shown.isEmpty else { return "" }
    return " \(shown.lowerBound + 1)-\(shown.upperBound)/\(count)"
  }
}
