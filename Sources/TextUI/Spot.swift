/// A part of a drawn screen that a mouse can do something with.
///
/// Whoever draws it notes it down, so what is clicked is what is seen: there is no second layout.
package struct Spot: Hashable, Sendable {
  package enum Meaning: Hashable, Sendable {
    case list(List)
    /// A list that lies over the screen.
    case menu(List)
    /// A field of cells with a cursor and perhaps a box in it.
    case map(Map)
    /// The head of a column of a list that can be sorted.
    case head(title: String, isSorted: Bool)
    /// A key hint in the footer.
    case key(Key)
    /// The filter's terms.
    case filter
  }

  /// A list with its title.
  package struct List: Hashable, Sendable {
    /// Where its lines are, as many as are in view.
    package var lines: Rect
    /// Which line stands in the first row of them.
    package var first: Int
    package var selected: Int
    package var isFocused: Bool
    /// How many rows a line takes.
    package var rowsEach = 1

    package init(
      lines: Rect, first: Int, selected: Int, isFocused: Bool, rowsEach: Int = 1
    ) {
      self.lines = lines
      self.first = first
      self.selected = selected
      self.isFocused = isFocused
      self.rowsEach = max(1, rowsEach)
    }

    /// The line at a place; nil where there is none.
    package func line(at point: Point) -> Int? {
      lines.contains(point) ? first + (point.row - lines.origin.row) / rowsEach : nil
    }
  }

  /// A map, its title and axes beside.
  package struct Map: Hashable, Sendable {
    /// A cell of the map: columns counted from the left, rows from the bottom.
    package struct Cell: Hashable, Sendable {
      package var column: Int
      package var row: Int
      package init(column: Int, row: Int) {
        self.column = column
        self.row = row
      }
    }

    /// Where its cells are, and how many of the screen's each is wide.
    package var cells: Rect
    package var cellWidth: Int
    package var cursor: Cell?
    /// Nil without a box.
    package var box: Box?
    package var isFocused: Bool

    /// The cells of a box, ends included.
    package struct Box: Hashable, Sendable {
      package var columns: ClosedRange<Int>
      package var rows: ClosedRange<Int>
      package init(columns: ClosedRange<Int>, rows: ClosedRange<Int>) {
        self.columns = columns
        self.rows = rows
      }
    }

    package init(
      cells: Rect, cellWidth: Int, cursor: Cell?, box: Box?, isFocused: Bool
    ) {
      self.cells = cells
      self.cellWidth = cellWidth
      self.cursor = cursor
      self.box = box
      self.isFocused = isFocused
    }

    /// The cell nearest to a place, which may lie outside: a drag may leave the map.
    package func cell(nearest point: Point) -> Cell {
      let columns = max(1, cells.size.columns / max(1, cellWidth))
      let column = (point.column - cells.origin.column) / max(1, cellWidth)
      let row = cells.rows.upperBound - 1 - point.row
      return Cell(
        column: min(max(0, column), columns - 1), row: min(max(0, row), cells.size.rows - 1))
    }
  }

  package var rect: Rect
  package var meaning: Meaning
}

extension Rect {
  package func contains(_ point: Point) -> Bool {
    rows.contains(point.row) && columns.contains(point.column)
  }
}

extension Screen {
  /// Notes down what is drawn at a place. What is noted later lies on top.
  package mutating func note(_ meaning: Spot.Meaning, in rect: Rect) {
    spots.append(Spot(rect: rect, meaning: meaning))
  }

  /// What is at a place, as far as a mouse is concerned.
  package func spot(at point: Point) -> Spot? { spots.last { $0.rect.contains(point) } }
}
