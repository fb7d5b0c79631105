import CNcurses
import TextUI

/// Turns cells into what ncurses takes, a row's changed part at a time.
struct CellWriter {
  let palette: Palette
  private var run: [cchar_t] = []
  private var scalars: [wchar_t] = []

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
      let isWide = column + 1 < screen.size.columns && new[start + column + 1].glyph.isEmpty
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
    if new[start + first].glyph.isEmpty, first > 0 { first -= 1 }
    return first..<last + 1
  }

  private mutating func append(_ cell: Screen.Cell, isWide: Bool) {
    // The second half of a wide character: ncurses puts it there with the first.
    if cell.glyph.isEmpty { return }
    var look = palette.look(of: cell.style)
    // A role's underline is for its letters; that of a fault marks blanks too.
    if cell.glyph == " ", !cell.style.isUnderlined { look.attributes &= ~cncurses_underline() }
    scalars.removeAll(keepingCapacity: true)
    for scalar in cell.glyph.unicodeScalars { scalars.append(wchar_t(scalar.value)) }
    let width: Int32 = isWide ? 2 : 1
    // What this system's C library does not know, or knows by another width, would shift the row.
    if scalars.count == 0 || wcwidth(scalars[0]) != width || !areMarks(scalars.dropFirst()) {
      for _ in 0..<width { append([wchar_t(UInt8(ascii: "?"))], look) }
      return
    }
    append(scalars, look)
  }

  private func areMarks(_ scalars: ArraySlice<wchar_t>) -> Bool {
    scalars.allSatisfy { wcwidth($0) == 0 }
  }

  private mutating func append(_ scalars: [wchar_t], _ look: Palette.Look) {
    var cell = cchar_t()
    // SAFETY: `setcchar` reads up to the zero and copies; a base and at most `marksMax` marks are
    // what a `cchar_t` holds.
    setcchar(&cell, scalars + [0], look.attributes, look.pair, nil)
    run.append(cell)
  }
}
