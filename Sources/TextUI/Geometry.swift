/// A place on the screen, counted from 0 at the top left, in cells.
package struct Point: Hashable, Sendable {
  package var row: Int
  package var column: Int
  package init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}

/// How large a screen is, in cells.
package struct Size: Hashable, Sendable {
  package var rows: Int
  package var columns: Int
  package init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }
}

/// A part of the screen, in cells.
package struct Rect: Hashable, Sendable {
  package var origin: Point
  package var size: Size
  package init(row: Int, column: Int, rows: Int, columns: Int) {
    origin = Point(row: row, column: column)
    size = Size(rows: rows, columns: columns)
  }
  package var rows: Range<Int> { origin.row..<origin.row + Swift.max(0, size.rows) }
  package var columns: Range<Int> { origin.column..<origin.column + Swift.max(0, size.columns) }
}
