/// A grid of cells: what a view fills and what a terminal shows. It knows no terminal.
///
/// Writing outside the grid is cut off, never a trap. A wide character takes two cells, the second
/// of which is a continuation; one that is cut in half shows as a blank.
package struct Screen: Sendable, Equatable {
  package struct Cell: Hashable, Sendable {
    /// One grapheme cluster, or empty for the second half of a wide one.
    package var glyph: String
    package var style: Style

    package static let blank = Cell(glyph: " ", style: .plain)
  }

  package let size: Size
  /// Row-major, rows × columns.
  package private(set) var cells: [Cell]
  /// Where the terminal's cursor stands; nil hides it.
  package var cursor: Point?

  package init(size: Size) {
    self.size = size
    cells = Array(repeating: .blank, count: Swift.max(0, size.rows * size.columns))
  }

  package subscript(point: Point) -> Cell {
    cells[point.row * size.columns + point.column]
  }

  /// Writes text from a place to the right, on one row.
  ///
  /// Control characters and zero-width controls are left out here too, whatever their source.
  /// - Parameter width: how many cells it may take; longer text ends in `…`.
  /// - Returns: how many cells it took.
  @discardableResult
  package mutating func put(
    _ text: String, at point: Point, style: Style = .plain, width: Int = .max
  ) -> Int {
    fatalError("BUG: not built")
  }

  /// Gives every cell of a part of the screen another style, its glyphs kept.
  package mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
    fatalError("BUG: not built")
  }

  /// Empties a part of the screen.
  package mutating func clear(_ rect: Rect) { fatalError("BUG: not built") }

  /// The glyphs as lines, without trailing blanks cut: what goldens and `report` read.
  package var lines: [String] { fatalError("BUG: not built") }
}
