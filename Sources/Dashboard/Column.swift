import TextUI

/// A column of a table, with what it says about a row.
struct Column<Row> {
  let head: TableColumn
  /// What stands in a row, which has so many cells.
  let text: (Row, Int) -> StyledText

  init(
    _ title: String, _ alignment: TableColumn.Alignment = .right, priority: Int, width: Int,
    upTo widthMax: Int? = nil, text: @escaping (Row) -> StyledText
  ) {
    self.init(title, alignment, priority: priority, width: width, upTo: widthMax) { row, _ in
      text(row)
    }
  }

  /// A column whose text depends on how much room it has.
  init(
    _ title: String, _ alignment: TableColumn.Alignment = .right, priority: Int, width: Int,
    upTo widthMax: Int? = nil, fitted text: @escaping (Row, Int) -> StyledText
  ) {
    head = TableColumn(title, alignment, priority: priority, width: width, upTo: widthMax)
    self.text = text
  }
}

extension StyledText {
  /// Nothing at all.
  static let empty = StyledText()

  /// A figure for a column, all of it in one role: of what does not need attention, or does.
  init(whole figure: Figure, _ role: Role) { self.init(figure.padded, role) }

  /// How many failed: quiet while none did.
  static func errors(_ count: Double, glyphs: Glyphs) -> StyledText {
    count > 0
      ? StyledText(Figure.shortCount(count).text, .danger) : StyledText(glyphs.none, .dim)
  }
}
