import TextUI

/// Where the panels of a screen lie: beside each other where there is room, else stacked, and on a
/// small screen only the one in focus.
///
/// A panel without lines has no place. Which panel is in focus moves nothing, so that the eye finds
/// everything where it was; only where a single panel fits does the focus decide which.
struct PanelLayout<Panel: Hashable & Sendable>: Sendable {
  /// Each panel that is seen, its title row included.
  private(set) var rects: [Panel: Rect] = [:]
  /// The panels that have lines, in their order.
  private(set) var panels: [Panel] = []
  /// The row below a map that says what is under its cursor.
  private(set) var caption: Rect?
  /// Where not all panels are in view, the one whose title says which of them it is.
  private var numbered: Panel?

  /// The least lines that a stacked panel is worth showing with.
  private static var linesMin: Int { 2 }

  /// How many lines of a panel are in view.
  func page(_ panel: Panel) -> Int { max(1, (rects[panel]?.size.rows ?? 2) - 1) }

  /// A panel's title; of the one in focus, where others are out of view, with a hint at them.
  func title(of panel: Panel, named name: String) -> String {
    guard panel == numbered, let index = panels.firstIndex(of: panel) else { return name }
    return "\(name), panel \(index + 1)/\(panels.count)"
  }

  private mutating func stack(_ panels: [(Panel, Int)], focus: Panel, in area: Rect) {
    let heights = Self.heights(counts: panels.map(\.1), rows: area.size.rows)
    guard !heights.isEmpty else {
      if let shown = panels.first(where: { $0.0 == focus }) ?? panels.first {
        rects[shown.0] = area
        numbered = self.panels.count > 1 ? shown.0 : nil
      }
      return
    }
    var row = area.origin.row
    for ((panel, _), height) in zip(panels, heights) {
      rects[panel] = Rect(
        row: row, column: area.origin.column, rows: height, columns: area.size.columns)
      row += height
    }
  }

  /// Shares rows among panels, title rows included: everyone gets the least first, then a line each
  /// in turn. Empty when there is not even room for that.
  static func heights(counts: [Int], rows: Int) -> [Int] {
    var heights = counts.map { 1 + min($0, linesMin) }
    var left = rows - heights.reduce(0, +)
    guard left >= 0, !counts.isEmpty else { return [] }
    while left > 0 {
      var isGiven = false
      for index in counts.indices where left > 0 && heights[index] < counts[index] + 1 {
        heights[index] += 1
        left -= 1
        isGiven = true
      }
      if !isGiven { break }
    }
    return heights
  }
}

extension PanelLayout where Panel == ScopePage.Panel {
  /// What it takes to show the map beside the timers.
  private static var sizeBeside: Size { Size(rows: 18, columns: 110) }
  /// Columns from which on the map has a minute's seconds beside the timers, and else half of them.
  private static var columnsOfWideMap: Int { 150 }
  /// Where the map takes turns with the lists: what the slowest keep, and what it takes for that.
  private static var rowsOfSlowest: Int { 5 }
  private static var rowsOfMapAndSlowest: Int { 16 }

  init(scope counts: [(Panel, Int)], focus: Panel, size: Size) {
    let shown = counts.filter { $0.1 > 0 }
    panels = shown.map(\.0)
    let top = ScopePage.bodyTop(in: size)
    let area = Rect(row: top, column: 0, rows: size.rows - top - 1, columns: size.columns)
    let least = Self.sizeBeside
    if area.size.columns >= least.columns, area.size.rows >= least.rows {
      placeBeside(shown, focus: focus, in: area)
    } else {
      placeInTurn(shown, focus: focus, in: area)
    }
  }

  /// The map at the left, what explains it at the right, the slowest below: by size alone, so that
  /// nothing moves when figures do.
  private mutating func placeBeside(_ shown: [(Panel, Int)], focus: Panel, in area: Rect) {
    let columns = area.size.columns
    let rows = area.size.rows - area.size.rows * 3 / 8 - 1
    let right = shown.filter { $0.0 != .map && $0.0 != .slowest }
    let half = columns >= Self.columnsOfWideMap ? 74 : 42
    let width = right.isEmpty ? columns : half
    rects[.map] = Rect(row: area.origin.row, column: 0, rows: rows, columns: width)
    caption = Rect(row: area.origin.row + rows, column: 0, rows: 1, columns: columns)
    stack(
      right, focus: focus,
      in: Rect(
        row: area.origin.row, column: width + 1, rows: rows, columns: columns - width - 1))
    rects[.slowest] = Rect(
      row: area.origin.row + rows + 1, column: 0, rows: area.size.rows - rows - 1,
      columns: columns)
  }

  /// The lists stacked; while it is in focus the map takes the place of all but the slowest.
  private mutating func placeInTurn(_ shown: [(Panel, Int)], focus: Panel, in area: Rect) {
    let lists = shown.filter { $0.0 != .map }
    stack(lists, focus: focus, in: area)
    if lists.count < shown.count, numbered == nil { numbered = focus }
    guard focus == .map, lists.count < shown.count else { return }
    var map = area
    map.size.rows -= 1
    var slowest: Rect?
    if rects.count > 1, area.size.rows >= Self.rowsOfMapAndSlowest {
      map.size.rows -= Self.rowsOfSlowest
      slowest = Rect(
        row: map.rows.upperBound + 1, column: 0, rows: Self.rowsOfSlowest,
        columns: area.size.columns)
    }
    rects = [.map: map]
    rects[.slowest] = slowest
    numbered = .map
    caption = Rect(row: map.rows.upperBound, column: 0, rows: 1, columns: area.size.columns)
  }
}

extension PanelLayout where Panel == InstancePage.Panel {
  /// How many columns it takes to show the tags beside the counters.
  private static var columnsBeside: Int { 100 }

  init(instance counts: [(Panel, Int)], focus: Panel, size: Size) {
    let shown = counts.filter { $0.1 > 0 }
    panels = shown.map(\.0)
    let top = InstancePage.bodyTop
    let area = Rect(row: top, column: 0, rows: size.rows - top - 1, columns: size.columns)
    let timers = shown.first { $0.0 == .timers }
    let below = shown.filter { $0.0 != .timers }
    let belowRows = (below.map(\.1).max() ?? 0) + 1
    guard size.columns >= Self.columnsBeside, area.size.rows >= 8, below.count == 2 else {
      stack(shown, focus: focus, in: area)
      return
    }
    let timerRows = timers.map {
      min($0.1 + 1, max(area.size.rows - belowRows, area.size.rows / 2))
    }
    if let timerRows {
      rects[.timers] = Rect(row: top, column: 0, rows: timerRows, columns: size.columns)
    }
    let row = top + (timerRows ?? 0)
    let rows = min(belowRows, area.size.rows - (timerRows ?? 0))
    let width = size.columns * 62 / 100
    rects[.counters] = Rect(row: row, column: 0, rows: rows, columns: width)
    rects[.tags] = Rect(
      row: row, column: width + 2, rows: rows, columns: size.columns - width - 2)
  }
}
