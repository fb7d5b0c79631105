import Store
import TextUI

@testable import Dashboard

/// Whether the selected line, the panel in focus or the cursor of a map went where a key says.
extension KeyPress {
  var line: (before: Int, after: Int) {
    (before.selectedLine.index, after.selectedLine.index)
  }

  func isMoved(by lines: Int) -> Bool {
    let count = after.selectedLine.count
    return count == before.selectedLine.count
      && line.after == max(0, min(line.before + lines, count - 1))
  }

  /// More than a line, or as far as the list reaches. Of findings, each of which has several lines, a small
  /// screen has one.
  func isMovedByPage(_ direction: Int) -> Bool {
    let end = direction < 0 ? 0 : max(0, after.selectedLine.count - 1)
    let isTiny = before.context == .why && before.size.rows < 12
    return (line.after - line.before) * direction > (isTiny ? 0 : 1) || line.after == end
  }

  /// Whether the next panel that has lines is in focus, or the one before, the ends joined.
  func isOnPanel(of direction: Int) -> Bool {
    guard let (focus, filled) = before.panels else { return false }
    let next =
      direction > 0
      ? filled.first { $0 > focus } ?? filled.first : filled.last { $0 < focus } ?? filled.last
    return after.panels?.focus == next ?? focus
  }

  func isFound(past sentence: String, _ isOnward: (Int, Int) -> Bool) -> Bool {
    switch after.notice?.text {
    case nil: isOnward(line.after, line.before)
    case sentence: isOnward(line.before, line.after)
    default: false
    }
  }
}

extension KeyPress {
  /// Arrows keep a box that was begun by a key, and let go of one that Shift has drawn.
  var keepsBox: Bool { before.hasBox && before.map?.isExtending == true }

  /// Whether the cursor went so many cells later and rows up, as far as the map reaches.
  func isMovedOnMap(cells: Int = 0, rows: Int = 0) -> Bool {
    guard let old = before.map?.spot, let new = after.map?.spot, let grid = after.map?.grid,
      let count = after.map?.rows?.count
    else { return false }
    return new.cell == max(grid.cells.lowerBound, min(old.cell + Int64(cells), grid.lastCell))
      && new.row == max(0, min(old.row + rows, count - 1))
  }

  /// Whether the cursor went there and drew a box behind it, from where it was if there was none.
  func isWidened(cells: Int = 0, rows: Int = 0) -> Bool {
    guard isMovedOnMap(cells: cells, rows: rows), let box = after.map?.selection,
      let old = before.map?.spot, let new = after.map?.spot
    else { return false }
    return after.hasBox && box.cells.contains(new.cell) && box.rows.contains(new.row)
      && (before.hasBox || box.cells.contains(old.cell) && box.rows.contains(old.row))
  }
}

extension HeatGrid {
  fileprivate var lastCell: Int64 { cells.upperBound - 1 }
}
