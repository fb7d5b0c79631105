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
  /// Whether only the panel in focus is seen.
  private(set) var isSingle = false

  /// The least lines that a stacked panel is worth showing with.
  private static var linesMin: Int { 2 }

  /// How many lines of a panel are in view.
  func page(_ panel: Panel) -> Int { max(1, (rects[panel]?.size.rows ?? 2) - 1) }

  /// A panel's title; where it is the only one in view, with a hint that there are others.
  func title(of panel: Panel, named name: String) -> String {
    guard isSingle, let index = panels.firstIndex(of: panel) else { return name }
    return "\(name) (\(index + 1)/\(panels.count))"
  }

  private mutating func stack(_ panels: [(Panel, Int)], focus: Panel, in area: Rect) {
    let heights = Self.heights(counts: panels.map(\.1), rows: area.size.rows)
    guard !heights.isEmpty else {
      isSingle = panels.count > 1
      if let shown = panels.first(where: { $0.0 == focus }) ?? panels.first {
        rects[shown.0] = area
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
  /// How many columns it takes to show the tags beside the timers.
  private static var columnsBeside: Int { 110 }

  init(scope counts: [(Panel, Int)], focus: Panel, size: Size) {
    let shown = counts.filter { $0.1 > 0 }
    panels = shown.map(\.0)
    let top = ScopePage.bodyTop(in: size)
    let area = Rect(row: top, column: 0, rows: size.rows - top - 1, columns: size.columns)
    let tags = shown.first { $0.0 == .tags }
    let left = shown.filter { $0.0 == .time || $0.0 == .counters }
    guard size.columns >= Self.columnsBeside, area.size.rows >= 16, let tags, !left.isEmpty else {
      stack(shown, focus: focus, in: area)
      return
    }
    let slowest = shown.filter { $0.0 == .slowest }
    let wanted = slowest.isEmpty ? 0 : 1 + min(slowest[0].1, max(5, area.size.rows / 3))
    let above = max(left.reduce(0) { $0 + $1.1 + 1 }, tags.1 + 1)
    let rows = min(above, area.size.rows - wanted)
    // The timers have more to say: tags take what they need, and a little more on a wide screen.
    let width = size.columns - 37 - max(0, size.columns - 120) / 5
    stack(left, focus: focus, in: Rect(row: top, column: 0, rows: rows, columns: width))
    rects[tags.0] = Rect(
      row: top, column: width + 1, rows: rows, columns: size.columns - width - 1)
    if !slowest.isEmpty {
      rects[.slowest] = Rect(
        row: top + rows, column: 0, rows: area.size.rows - rows, columns: size.columns)
    }
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
