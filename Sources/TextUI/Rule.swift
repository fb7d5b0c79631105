/// A thin line between panels, with a title and perhaps heads of the columns below it.
package struct Rule: Hashable, Sendable {
  package var title: String
  /// Words on the line, each with the cell, counted from the line's start, after which it ends.
  package var labels: [Label]

  /// A word on the line.
  package struct Label: Hashable, Sendable {
    package var text: String
    package var end: Int
    package init(_ text: String, endingAt end: Int) {
      self.text = text
      self.end = end
    }
  }

  package init(_ title: String = "", labels: [Label] = []) {
    self.title = title
    self.labels = labels
  }

  /// How many labels there is room for.
  package func labelsFitting(_ width: Int) -> Int { labels.count { hasRoom(for: $0, width) } }

  /// A label that would run into the title or off the line is left out whole.
  private func hasRoom(for label: Label, _ width: Int) -> Bool {
    let start = label.end - TextWidth.of(label.text) - 1
    return start >= 4 + TextWidth.of(title) && label.end < width
  }

  /// Draws `── title ──────` from a place to the right.
  package func draw(into screen: inout Screen, at point: Point, width: Int) {
    guard width > 0 else { return }
    let visible = min(width, max(0, screen.size.columns - point.column))
    let line = String(repeating: screen.glyphs.rule, count: visible)
    screen.put(line, at: point, style: Style(.rule))
    if !title.isEmpty, width > 6 {
      let text = TextWidth.cut(title, to: width - 6, isASCII: screen.glyphs.isASCII)
      let start = Point(row: point.row, column: point.column + 2)
      screen.put(" " + text + " ", at: start, style: Style(.heading))
    }
    for label in labels where hasRoom(for: label, width) {
      let start = label.end - TextWidth.of(label.text) - 1
      screen.put(
        " " + label.text + " ", at: Point(row: point.row, column: point.column + start),
        style: Style(.rule))
    }
  }
}
