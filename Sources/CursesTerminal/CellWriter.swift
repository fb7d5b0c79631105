import CNcurses
import TextUI

/// Turns cells into what ncurses takes, a row's changed part at a time.
struct CellWriter {
  let palette: Palette
  private var run: [cchar_t] = []

  init(palette: Palette) {
    self.palette = palette
  }

  /// Writes those cells of a row that differ from what is shown; all of them where nothing is known.
  mutating func write(row: Int, of screen: Screen, over shown: Screen?, columns: Int) {
    screen.changes(inRow: row, since: shown, columns: columns) { range in
      write(range, row: row, of: screen, columns: columns)
    }
  }

  private mutating func write(_ range: Range<Int>, row: Int, of screen: Screen, columns: Int) {
    let start = row * screen.size.columns
    let cells = screen.cells
    run.removeAll(keepingCapacity: true)
    for column in range {
      let isWide =
        column + 1 < screen.size.columns && cells[start + column + 1].glyph.isContinuation
      // A wide character that the terminal's edge cuts in half is a blank.
      let isCut = isWide && column + 1 >= columns
      append(isCut ? .blank : cells[start + column], isWide: isWide && !isCut)
    }
    // SAFETY: the array outlives the call, and the count is its own; ncurses copies the cells. It
    // clips at the window's edge, and unlike `add_wch` neither wraps nor scrolls there.
    let window = cncurses_screen()
    guard wmove(window, Int32(row), Int32(range.lowerBound)) == OK else { return }
    wadd_wchnstr(window, run, Int32(run.count))
  }

  private mutating func append(_ cell: Screen.Cell, isWide: Bool) {
    // The second half of a wide character: ncurses puts it there with the first.
    if cell.glyph.isContinuation { return }
    let width: Int32 = isWide ? 2 : 1
    if let bare = cell.glyph.bare, isKnown(bare, by: width) {
      run.append(palette.cell(of: bare, cell.style))
      return
    }
    let scalars = cell.glyph.scalars
    guard isKnown(scalars[0], by: width), scalars.dropFirst().allSatisfy({ isKnown($0, by: 0) })
    else {
      for _ in 0..<width { run.append(palette.cell(of: "?", cell.style)) }
      return
    }
    let look = palette.look(of: cell.style)
    var marked = cchar_t()
    // SAFETY: `setcchar` reads up to the zero and copies; a base and at most `marksMax` marks are
    // what a `cchar_t` holds.
    setcchar(&marked, scalars.map { wchar_t($0.value) } + [0], look.attributes, look.pair, nil)
    run.append(marked)
  }

  /// Whether this system's C library gives a character so many cells. Where it does not know it, or
  /// knows it by another width, it would shift the row.
  private func isKnown(_ scalar: Unicode.Scalar, by width: Int32) -> Bool {
    scalar.isASCII ? width == 1 : wcwidth(wchar_t(scalar.value)) == width
  }
}
