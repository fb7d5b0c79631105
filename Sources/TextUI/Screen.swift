/// A grid of cells: what a view fills and what a terminal shows. It knows no terminal.
///
/// Writing outside the grid is cut off, never a trap. A wide character takes two cells, the second
/// of which is a continuation; one that is cut in half shows as a blank. No cell ever holds a
/// control, a joiner or a direction mark, and on a screen of ASCII glyphs nothing but ASCII.
package struct Screen: Sendable, Equatable {
  /// A glyph and how it looks, the style in the bits that the glyph leaves free.
  package struct Cell: Hashable, Sendable {
    private static let styleShift: UInt64 = 48
    private static let glyphMask: UInt64 = 1 << styleShift - 1

    private var low: UInt64
    private var high: UInt64

    package init(glyph: Glyph, style: Style) {
      low = glyph.low
      high = glyph.high | style.bits << Self.styleShift
    }

    package var glyph: Glyph {
      get { Glyph(low: low, high: high & Self.glyphMask) }
      set { self = Cell(glyph: newValue, style: style) }
    }

    package var style: Style {
      get { Style(bits: high >> Self.styleShift) }
      set { self = Cell(glyph: glyph, style: newValue) }
    }

    package static let blank = Cell(glyph: .blank, style: .plain)
  }

  package let size: Size
  /// The signs that widgets draw here.
  package let glyphs: Glyphs
  /// What tables mark in their texts, in lower case; nothing where it is empty.
  package var sought = ""
  /// Row-major, rows × columns.
  package private(set) var cells: [Cell]
  /// What a mouse can do something with, in the order in which it was drawn.
  package internal(set) var spots: [Spot] = []
  /// Where the terminal's cursor stands; nil hides it.
  package var cursor: Point?

  /// A blank screen; a negative size counts as 0.
  package init(size: Size, glyphs: Glyphs = .unicode) {
    self.size = Size(rows: max(0, size.rows), columns: max(0, size.columns))
    self.glyphs = glyphs
    cells = Array(repeating: .blank, count: self.size.rows * self.size.columns)
  }

  /// The whole screen.
  package var bounds: Rect {
    Rect(row: 0, column: 0, rows: size.rows, columns: size.columns)
  }

  package subscript(point: Point) -> Cell {
    cells[point.row * size.columns + point.column]
  }

  /// Writes text from a place to the right, on one row.
  ///
  /// Control characters and zero-width controls are left out here too, whatever their source.
  /// - Parameter width: how many cells it may take; longer text ends in `…`.
  /// - Returns: how many cells it took, those outside the screen included.
  @discardableResult
  package mutating func put(
    _ text: String, at point: Point, style: Style = .plain, width: Int = .max
  ) -> Int {
    guard width > 0 else { return 0 }
    let used = text.utf8.withContiguousStorageIfAvailable { bytes -> Int? in
      // Nothing has more cells than bytes.
      if bytes.count > width {
        guard let count = TextWidth.narrowCount(bytes), count <= width else { return nil }
      }
      return write(narrow: UTF8Scalars(bytes), at: point, style: style)
    }
    if let used = used ?? nil { return used }
    if width != .max, TextWidth.of(text) > width {
      let short = TextWidth.cut(text, to: width, isASCII: glyphs.isASCII)
      return write(short, at: point, style: style)
    }
    return write(text, at: point, style: style)
  }

  /// Gives every cell of a part of the screen another style, its glyphs kept.
  package mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
    let columns = rect.columns.clamped(to: 0..<size.columns)
    for row in rect.rows.clamped(to: 0..<size.rows) {
      for column in columns { change(&cells[index(row: row, column: column)].style) }
    }
  }

  /// Empties a part of the screen.
  package mutating func clear(_ rect: Rect) {
    let columns = rect.columns.clamped(to: 0..<size.columns)
    for row in rect.rows.clamped(to: 0..<size.rows) where !columns.isEmpty {
      mendHalves(row: row, columns: columns)
      let start = index(row: row, column: 0)
      var places = cells.mutableSpan
      for column in columns { places[start + column] = .blank }
    }
  }

  /// The glyphs as lines, trailing blanks kept: what goldens and `report` read.
  package var lines: [String] {
    (0..<size.rows).map { row in
      (0..<size.columns).map { self[Point(row: row, column: $0)].glyph.text }.joined()
    }
  }

  /// The runs of a row's cells that differ from those of another screen of the same size, from left to
  /// right, wide characters whole; cells that are the same lie between, more than a few of them.
  /// - Parameters:
  ///   - shown: the other screen; nil where all cells count as different.
  ///   - columns: how many cells of the row are looked at.
  package func changes(
    inRow row: Int, since shown: Screen?, columns: Int, _ body: (_ columns: Range<Int>) -> Void
  ) {
    let width = min(columns, size.columns)
    guard let shown else {
      if width > 0 { body(0..<width) }
      return
    }
    let start = index(row: row, column: 0)
    let (mine, others) = (cells.span, shown.cells.span)
    var run: Range<Int>?
    for column in 0..<width where mine[start + column] != others[start + column] {
      let first = mine[start + column].glyph.isContinuation && column > 0 ? column - 1 : column
      if let begun = run, first <= begun.upperBound + Self.cellsBetweenRuns {
        run = begun.lowerBound..<column + 1
      } else {
        if let run { body(run) }
        run = first..<column + 1
      }
    }
    if let run { body(run) }
  }

  /// As many cells that are the same do not part two runs: beginning anew costs more.
  private static let cellsBetweenRuns = 4

  private func index(row: Int, column: Int) -> Int { row * size.columns + column }

  /// Writes characters each of which takes a cell of its own, from a place on the screen; nil where one
  /// does not, or is shown by a stand-in, or the place is not on the screen: they are all to be written
  /// with more care then.
  private mutating func write(
    narrow scalars: UTF8Scalars, at point: Point, style: Style
  ) -> Int? {
    guard bounds.contains(point) else { return nil }
    let start = index(row: point.row, column: point.column)
    let (room, isASCII) = (size.columns - point.column, glyphs.isASCII)
    var count = 0
    var places = cells.mutableSpan
    for scalar in scalars {
      guard TextWidth.kind(of: scalar) == .narrow, !isASCII || scalar.isASCII else {
        return nil
      }
      if count == 0, places[start].glyph.isContinuation { places[start - 1].glyph = .blank }
      if count < room { places[start + count] = Cell(glyph: Glyph(scalar), style: style) }
      count += 1
    }
    if 0 < count, count < room, cells[start + count].glyph.isContinuation {
      cells[start + count].glyph = .blank
    }
    return count
  }

  private mutating func write(_ text: String, at point: Point, style: Style) -> Int {
    var used = 0
    for cell in TextCells(text) {
      let (column, isTooFar) = point.column.addingReportingOverflow(used)
      if !isTooFar { place(cell, row: point.row, column: column, style: style) }
      used += cell.width
    }
    return used
  }

  /// Puts one glyph down; of a wide one that does not fit whole, the half that fits is blank.
  private mutating func place(_ cell: TextCells.Cell, row: Int, column: Int, style: Style) {
    let whole = Self.span(from: column, width: cell.width)
    let columns = whole.clamped(to: 0..<size.columns)
    guard (0..<size.rows).contains(row), !columns.isEmpty else { return }
    mendHalves(row: row, columns: columns)
    let parts = columns == whole ? parts(of: cell) : (.blank, .blank)
    let first = index(row: row, column: columns.lowerBound)
    cells[first] = Cell(glyph: parts.0, style: style)
    if columns.count == 2 { cells[first + 1] = Cell(glyph: parts.1, style: style) }
  }

  /// What a glyph's cells hold: the second counts where it is wide.
  private func parts(of cell: TextCells.Cell) -> (Glyph, Glyph) {
    guard glyphs.isASCII, cell.glyph.bare?.isASCII != true else {
      return (cell.glyph, .continuation)
    }
    let standIn = Glyphs.asciiStandIn(for: cell.glyph.text, width: cell.width).unicodeScalars
    return (standIn.first.map { Glyph($0) } ?? .blank, standIn.last.map { Glyph($0) } ?? .blank)
  }

  /// Blanks the other half of wide characters that writing these columns would cut in two.
  private mutating func mendHalves(row: Int, columns: Range<Int>) {
    let first = index(row: row, column: columns.lowerBound)
    if cells[first].glyph.isContinuation { cells[first - 1].glyph = .blank }
    let end = index(row: row, column: columns.upperBound)
    if columns.upperBound < size.columns, cells[end].glyph.isContinuation {
      cells[end].glyph = .blank
    }
  }

  private static func span(from column: Int, width: Int) -> Range<Int> {
    let (end, isTooFar) = column.addingReportingOverflow(width)
    return column..<(isTooFar ? .max : end)
  }
}
