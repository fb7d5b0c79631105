import TextUI

extension Model {
  /// The help screen.
  func draw(_ page: HelpPage, into screen: inout Screen) {
    let taken = drawState(into: &screen)
    let columns = HelpPage.columns(
      of: keyMap, glyphs: screen.glyphs, query: query, in: screen.size)
    var title = Strip()
    title.add("\(screen.glyphs.back) Help", .strong, priority: 0)
    let rows = HelpPage.pageRows(in: screen.size)
    let count = columns.map(\.count).max() ?? 0
    if count > rows {
      let last = min(count, page.top + rows)
      title.add("lines \(page.top + 1)-\(last) of \(count)", .dim, priority: 1)
    }
    title.draw(into: &screen, at: Point(row: 0, column: 1), width: screen.size.columns - taken - 3)
    let width = HelpPage.columnWidth(in: screen.size)
    for (index, lines) in columns.enumerated() {
      let rect = Rect(
        row: 1, column: index * (width + 1), rows: rows, columns: width)
      for (offset, line) in lines.dropFirst(page.top).prefix(rect.size.rows).enumerated() {
        draw(line, into: &screen, in: rect, row: rect.origin.row + offset)
      }
    }
  }

  private func draw(_ line: HelpPage.Line, into screen: inout Screen, in rect: Rect, row: Int) {
    let column = rect.origin.column
    switch line {
    case .blank: break
    case .heading(let text):
      screen.put(text, at: Point(row: row, column: column + 1), style: Style(.heading))
    case .entry(let sign, let text):
      let width = rect.size.columns
      let start = HelpPage.Line.textStart(in: width)
      screen.put(
        sign, at: Point(row: row, column: column + 3), style: Style(.accent),
        width: text.isEmpty ? width - 3 : HelpPage.Line.signWidth(in: width))
      screen.put(
        text, at: Point(row: row, column: column + start), width: width - start)
    }
  }
}
