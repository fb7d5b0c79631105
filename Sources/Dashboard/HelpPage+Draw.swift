import TextUI

extension Model {
  /// The help screen.
  func draw(_ page: HelpPage, into screen: inout Screen) {
    drawState(into: &screen)
    screen.put(
      "\(screen.glyphs.back) Help", at: Point(row: 0, column: 1), style: Style(.strong))
    let columns = HelpPage.columns(of: keyMap, glyphs: screen.glyphs, in: screen.size)
    let width = screen.size.columns / columns.count
    for (index, lines) in columns.enumerated() {
      let rect = Rect(
        row: 1, column: index * width, rows: HelpPage.pageRows(in: screen.size), columns: width - 1)
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
      let signWidth = rect.size.columns < 50 ? 14 : rect.size.columns < 64 ? 15 : 18
      screen.put(
        sign, at: Point(row: row, column: column + 3), style: Style(.accent), width: signWidth)
      let start = 3 + signWidth + 1
      screen.put(
        text, at: Point(row: row, column: column + start), width: rect.size.columns - start)
    }
  }
}
