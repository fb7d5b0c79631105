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
  mutating func write(row: Int, of screen: Screen, over shown: Screen?, columns limit: Int) {
    let start = row * screen.size.columns
    let width = min(limit, screen.size.columns)
    let new = screen.cells
    guard let range = changed(new, shown?.cells, start: start, width: width) else { return }
    run.removeAll(keepingCapacity: true)
    for column in range {
      let isWide = column + 1 < screen.size.columns && new[start + column + 1].glyph.isContinuation
      // A wide character that the terminal's edge cuts in half is a blank.
      let isCut = isWide && column + 1 >= width
      append(isCut ? .blank : new[start + column], isWide: isWide && !isCut)
    }
    // SAFETY: the array outlives the call, and the count is its own; ncurses copies the cells. It
    // clips at the window's edge, and unlike `add_wch` neither wraps nor scrolls there.
    let window = cncurses_screen()
    guard wmove(window, Int32(row), Int32(range.lowerBound)) == OK else { return }
    wadd_wchnstr(window, run, Int32(run.count))
  }

  /// From the first cell that differs to the last, wide characters whole.
  private func changed(
    _ new: [Screen.Cell], _ old: [Screen.Cell]?, start: Int, width: Int
  ) -> Range<Int>? {
    guard let old else { return width > 0 ? 0..<width : nil }
    var first = 0
    while first < width, new[start + first] == old[start + first] { first += 1 }
    guard first < width else { return nil }
    var last = width - 1
    while last > first, new[start + last] == old[start + last] { last -= 1 }
    if new[start + first].glyph.isContinuation, first > 0 { first -= 1 }
    return first..<last + 1
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
