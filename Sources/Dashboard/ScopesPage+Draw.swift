import Intake
import Store
import TextUI

extension Model {
  /// The first screen: header, filter, the ranking.
  func drawScopes(into screen: inout Screen) {
    drawHeader(into: &screen)
    drawFilterRow(into: &screen, row: 1)
    let body = Rect(row: 2, column: 0, rows: screen.size.rows - 3, columns: screen.size.columns)
    if scopes.keys.isEmpty {
      drawEmpty(into: &screen, in: body)
    } else {
      drawRanking(into: &screen, in: body)
    }
    drawCompletions(into: &screen, row: 2)
  }

  private func drawRanking(into screen: inout Screen, in body: Rect) {
    let ranking = scopes.table(
      width: body.size.columns - 1, of: query, glyphs: screen.glyphs)
    let count = scopes.keys.count
    let position = scopes.cursor.position(count: count, page: body.size.rows - 1)
    let table = ranking.table(rowCount: count, position: position, order: scopes.order)
    let place = Rect(
      row: body.origin.row, column: 0, rows: body.size.rows, columns: body.size.columns - 1)
    let glyphs = screen.glyphs
    table.draw(into: &screen, in: place) { index -> RankingTable.Line? in
      let line = index - scopes.cursor.top
      guard scopes.rows.indices.contains(line) else { return nil }
      let row = scopes.rows[line]
      return RankingTable.Line(
        row: row, tags: row.key.tagsTitle(groupBy: groupBy, glyphs: glyphs),
        history: scopes.histories.isEmpty ? [] : scopes.histories[line],
        extras: self.ranking.extras, glyphs: glyphs)
    } cell: { line, column, width in
      ranking.text(line, inColumn: column, width: width)
    }
  }
}
