/// A table: heads, rows, and the selected row with its mark.
///
/// It asks for the cells it shows and for no others, so drawing costs what is seen, however many
/// rows there are.
package struct Table: Sendable {
  /// Which way a column is sorted.
  package enum Order: Hashable, Sendable { case descending, ascending }

  package var columns: [TableColumn]
  package var rowCount: Int
  package var position: ListPosition
  /// The column that the rows are sorted by, by its index.
  package var sorting: (column: Int, order: Order)?
  /// Whether keys go to this table: of the others the selection is not shown.
  package var isFocused: Bool

  package init(
    _ columns: [TableColumn], rowCount: Int, position: ListPosition = ListPosition(),
    sorting: (column: Int, order: Order)? = nil, isFocused: Bool = true
  ) {
    self.columns = columns
    self.rowCount = rowCount
    self.position = position
    self.sorting = sorting
    self.isFocused = isFocused
  }

  /// Draws heads in the first row and the table's rows below, where nothing has been drawn yet.
  /// - Parameters:
  ///   - row: what a row is made of; asked for once a row. One of which nothing is at hand is blank.
  ///   - cell: what stands in a row and a column, which is so many cells wide.
  package func draw<Row>(
    into screen: inout Screen, in rect: Rect, row: (_ index: Int) -> Row?,
    cell: (_ row: Row, _ column: Int, _ width: Int) -> StyledText
  ) {
    guard rect.size.rows > 0, rect.size.columns > 0 else { return }
    let layout = TableLayout(columns, width: rect.size.columns)
    drawHeads(layout, into: &screen, in: rect)
    let shown = position.range(count: rowCount, visible: rect.size.rows - 1)
    screen.note(.list(spot(of: shown, in: rect)), in: rect)
    noteHeads(layout, on: &screen, in: rect)
    for (line, index) in zip(rect.rows.dropFirst(), shown) {
      guard let row = row(index) else { continue }
      for place in layout.places {
        var text = cell(row, place.index, place.width)
        if isFocused, !screen.sought.isEmpty, columns[place.index].alignment == .left {
          text.mark(screen.sought)
        }
        draw(text, at: place, line: line, into: &screen, in: rect)
      }
      if isFocused, index == position.selected { mark(line, of: rect, on: &screen) }
    }
  }

  private func spot(of shown: Range<Int>, in rect: Rect) -> Spot.List {
    let lines = Rect(
      row: rect.origin.row + 1, column: rect.origin.column, rows: shown.count,
      columns: rect.size.columns)
    return Spot.List(
      lines: lines, first: shown.lowerBound, selected: position.selected, isFocused: isFocused)
  }

  /// Notes the heads of a table that is sorted by one of them.
  private func noteHeads(_ layout: TableLayout, on screen: inout Screen, in rect: Rect) {
    guard let sorting else { return }
    for place in layout.places {
      let head = Rect(
        row: rect.origin.row, column: rect.origin.column + place.start, rows: 1,
        columns: place.width)
      screen.note(
        .head(title: columns[place.index].title, isSorted: place.index == sorting.column), in: head)
    }
  }

  private func mark(_ line: Int, of rect: Rect, on screen: inout Screen) {
    let start = Point(row: line, column: rect.origin.column)
    screen.put(screen.glyphs.selectionMark, at: start, style: Style(.accent))
    screen.restyle(
      Rect(row: line, column: start.column, rows: 1, columns: rect.size.columns)
    ) { $0.isSelected = true }
  }

  private func drawHeads(_ layout: TableLayout, into screen: inout Screen, in rect: Rect) {
    for place in layout.places {
      draw(
        head(of: place, screen.glyphs), at: place, line: rect.origin.row, into: &screen, in: rect)
    }
  }

  /// A head; of the sorted column it is the accent's, with a mark that stays when the title is cut.
  private func head(of place: TableLayout.Place, _ glyphs: Glyphs) -> StyledText {
    let title = columns[place.index].title
    guard let sorting, sorting.column == place.index else { return StyledText(title, .heading) }
    let mark = sorting.order == .descending ? glyphs.sortedDescending : glyphs.sortedAscending
    let short = TextWidth.cut(title, to: place.width - 2, isASCII: glyphs.isASCII)
    return StyledText(short.isEmpty ? mark : short + " " + mark, .accent)
  }

  private func draw(
    _ text: StyledText, at place: TableLayout.Place, line: Int, into screen: inout Screen,
    in rect: Rect
  ) {
    let spare = place.width - text.width
    let shift = columns[place.index].alignment == .right ? max(0, spare) : 0
    let column = rect.origin.column + place.start + shift
    let isWhole = spare >= 0
    screen.put(
      text, at: Point(row: line, column: column), width: isWhole ? .max : place.width)
  }
}
