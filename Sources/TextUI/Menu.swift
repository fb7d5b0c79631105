/// A list that lies over the screen: completions, or what to sort by.
package struct Menu: Hashable, Sendable {
  /// One thing to choose.
  package struct Item: Hashable, Sendable {
    package var text: String
    /// What is said about it at the right: how often it occurs, or its key.
    package var detail: String
    package init(_ text: String, detail: String = "") {
      self.text = text
      self.detail = detail
    }
  }

  /// Items in sight at most, on a screen of so many rows: a list that covered it would hide what it is
  /// about.
  package static func rowsMax(in rows: Int) -> Int { max(14, rows / 2) }

  package var title: String
  package var items: [Item]
  package var position: ListPosition

  package init(_ title: String = "", items: [Item], position: ListPosition = ListPosition()) {
    self.title = title
    self.items = items
    self.position = position
  }

  /// Where it lies: below the anchor, or above it where there is more room; nil where there is none.
  ///
  /// It is as wide as its widest item and as tall as its items and frame, within the bounds.
  package func rect(anchor: Point, in bounds: Rect) -> Rect? {
    let below = bounds.rows.upperBound - anchor.row - 1
    let above = anchor.row - bounds.rows.lowerBound
    let wanted = min(items.count, Self.rowsMax(in: bounds.size.rows)) + 2
    let isBelow = below >= wanted || below >= above
    let rows = min(wanted, isBelow ? below : above)
    let columns = min(contentWidth + 4, bounds.size.columns)
    guard rows > 2, columns > 6 else { return nil }
    let column = max(
      bounds.columns.lowerBound, min(anchor.column, bounds.columns.upperBound - columns))
    let row = isBelow ? anchor.row + 1 : anchor.row - rows
    return Rect(row: row, column: column, rows: rows, columns: columns)
  }

  /// How many items can be seen in a place that `rect` gave.
  package static func visible(in rect: Rect) -> Int { max(0, rect.size.rows - 2) }

  /// Draws the frame, the items and the selected one's mark.
  package func draw(into screen: inout Screen, in rect: Rect) {
    guard rect.size.rows > 2, rect.size.columns > 6 else { return }
    screen.clear(rect)
    let inner = rect.size.columns - 4
    var position = position
    position.settle(count: items.count, visible: Self.visible(in: rect))
    let shown = position.range(count: items.count, visible: Self.visible(in: rect))
    drawFrame(into: &screen, in: rect, shown)
    let lines = Rect(
      row: rect.origin.row + 1, column: rect.origin.column, rows: shown.count,
      columns: rect.size.columns)
    screen.note(
      .menu(
        Spot.List(
          lines: lines, first: shown.lowerBound, selected: position.selected, isFocused: true)),
      in: rect)
    for (row, index) in zip(rect.rows.dropFirst(), shown) {
      let item = items[index]
      // What is chosen matters more than what is said about it, which has half at most, or what is left.
      let left = max(inner / 2, inner - TextWidth.of(item.text)) - 2
      let detail = TextWidth.cut(item.detail, to: left, isASCII: screen.glyphs.isASCII)
      let detailWidth = TextWidth.of(detail)
      let start = rect.origin.column + 2
      let room = detailWidth == 0 ? inner : max(0, inner - detailWidth - 2)
      screen.put(item.text, at: Point(row: row, column: start), width: room)
      let detailStart = Point(row: row, column: start + inner - detailWidth)
      screen.put(detail, at: detailStart, style: .dim)
      guard index == position.selected else { continue }
      let edge = Point(row: row, column: rect.origin.column + 1)
      screen.put(screen.glyphs.selectionMark, at: edge, style: Style(.accent))
      screen.restyle(Rect(row: row, column: edge.column, rows: 1, columns: inner + 2)) {
        $0.isSelected = true
      }
    }
  }

  private var contentWidth: Int {
    let widest = items.map { item in
      TextWidth.of(item.text) + (item.detail.isEmpty ? 0 : TextWidth.of(item.detail) + 2)
    }
    return max(widest.max() ?? 0, TextWidth.of(title) + 2)
  }

  /// The frame with its title, and at the bottom which items are in sight where those are not all.
  private func drawFrame(into screen: inout Screen, in rect: Rect, _ shown: Range<Int>) {
    let signs = screen.glyphs.frame
    let inside = String(repeating: screen.glyphs.rule, count: rect.size.columns - 2)
    let style = Style(.rule)
    screen.put(signs.topLeft + inside + signs.topRight, at: rect.origin, style: style)
    if !title.isEmpty {
      let start = Point(row: rect.origin.row, column: rect.origin.column + 2)
      screen.put(" \(title) ", at: start, style: Style(.heading), width: rect.size.columns - 4)
    }
    for row in rect.rows.dropFirst().dropLast() {
      screen.put(signs.side, at: Point(row: row, column: rect.origin.column), style: style)
      screen.put(
        signs.side, at: Point(row: row, column: rect.columns.upperBound - 1), style: style)
    }
    let bottom = Point(row: rect.rows.upperBound - 1, column: rect.origin.column)
    screen.put(signs.bottomLeft + inside + signs.bottomRight, at: bottom, style: style)
    guard shown.count < items.count else { return }
    let place = " \(shown.lowerBound + 1)-\(shown.upperBound)/\(items.count) "
    let start = Point(row: bottom.row, column: rect.origin.column + 2)
    screen.put(place, at: start, style: Style(.heading), width: rect.size.columns - 4)
  }
}
