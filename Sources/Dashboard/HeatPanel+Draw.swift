import Intake
import Store
import TextUI

/// Where the parts of a heat map lie in its panel.
///
///     ── latency over time ──────
///        1 s ┤     ░▒░              rows
///     500 ms ┤ ░ ░ ▒█▓░ ░
///            └┬───────┬───────┬     axis, where there is height for it
///           −40s    −20s     now
struct HeatFrame: Hashable {
  let rect: Rect
  /// Cells left of the map, its axis included.
  let gutter: Int
  /// Cells for the map itself.
  let columns: Int
  let rows: Int
  let hasTicks: Bool

  init(in rect: Rect) {
    self.rect = rect
    gutter = rect.size.columns >= 42 ? 9 : 7
    columns = max(0, rect.size.columns - gutter - 1)
    hasTicks = rect.size.rows >= 9
    rows = max(0, rect.size.rows - (hasTicks ? 3 : 2))
  }

  /// How many columns a cell of time has.
  func cellWidth(of grid: HeatGrid) -> Int { max(1, columns / max(1, grid.cellCount)) }

  /// The first column of a cell, counted from the oldest.
  func column(ofCell cell: Int, width: Int) -> Int { rect.origin.column + gutter + cell * width }
}

extension HeatPanel {
  /// Draws title, rows and axis.
  func draw(
    _ title: String, into screen: inout Screen, in rect: Rect, isFocused: Bool, ticks: TickKind
  ) {
    let frame = HeatFrame(in: rect)
    drawTitle(title, into: &screen, in: rect, isFocused: isFocused)
    guard let grid, let rows, grid.ranksInUse != nil, frame.columns > 0 else {
      screen.put(
        "Its scopes are dated after now.",
        at: Point(row: rect.origin.row + 1, column: rect.origin.column + 2), style: .dim,
        width: rect.size.columns - 3)
      return
    }
    let shown = isFocused || hasBox ? selection : nil
    screen.note(.map(spot(grid, rows, frame, isFocused: isFocused)), in: rect)
    // A screen may be drawn in another size than it was prepared for: what has no room is left out.
    for row in 0..<min(rows.count, frame.rows) {
      let line = rect.origin.row + frame.rows - row
      drawLabel(ofRow: row, rows, into: &screen, line: line, frame)
      let selected = shown.flatMap { $0.rows.contains(row) ? $0.cells : nil }
      drawCells(ofRow: row, rows, grid, selected: selected, into: &screen, line: line, frame)
    }
    drawAxis(grid, ticks, into: &screen, frame)
  }

  /// The map as a mouse sees it.
  private func spot(
    _ grid: HeatGrid, _ rows: LatencyRows, _ frame: HeatFrame, isFocused: Bool
  ) -> TextUI.Spot.Map {
    let width = frame.cellWidth(of: grid)
    let shownRows = min(rows.count, frame.rows)
    let cells = Rect(
      row: frame.rect.origin.row + 1 + frame.rows - shownRows,
      column: frame.column(ofCell: 0, width: width), rows: shownRows,
      columns: min(grid.cellCount * width, frame.columns))
    let place = cursor.map {
      TextUI.Spot.Map.Cell(
        column: Int(grid.cell(ofSecond: $0.second) - grid.cells.lowerBound),
        row: rows.row(ofRank: $0.rank))
    }
    let box = selection.map { selection in
      let columns = [selection.cells.lowerBound, selection.cells.upperBound].map {
        Int($0 - grid.cells.lowerBound)
      }
      return TextUI.Spot.Map.Box(columns: columns[0]...columns[1], rows: selection.rows)
    }
    return TextUI.Spot.Map(
      cells: cells, cellWidth: width, cursor: place, box: hasBox ? box : nil, isFocused: isFocused)
  }

  /// What the time axis is labelled with.
  enum TickKind: Hashable {
    case ago
    case clock(utcOffsetSeconds: Int)
  }

  private func drawTitle(
    _ title: String, into screen: inout Screen, in rect: Rect, isFocused: Bool
  ) {
    Rule(title).draw(into: &screen, at: rect.origin, width: rect.size.columns)
    if isFocused {
      screen.put(
        title, at: Point(row: rect.origin.row, column: rect.origin.column + 3),
        style: Style(.accent), width: rect.size.columns - 6)
    }
    let legend = shades.legend(glyphs: screen.glyphs)
    guard hasLegend(besides: title, in: rect, glyphs: screen.glyphs) else { return }
    let column = rect.origin.column + rect.size.columns - legend.width - 3
    screen.put(" ", at: Point(row: rect.origin.row, column: column - 1))
    screen.put(legend + " ", at: Point(row: rect.origin.row, column: column))
  }

  /// Whether the legend has room beside the title.
  func hasLegend(besides title: String, in rect: Rect, glyphs: Glyphs) -> Bool {
    TextWidth.of(title) + shades.legend(glyphs: glyphs).width + 10 <= rect.size.columns
  }

  private func drawLabel(
    ofRow row: Int, _ rows: LatencyRows, into screen: inout Screen, line: Int, _ frame: HeatFrame
  ) {
    let start = rows.starts[row]
    // Of the finest rows every other bears its duration: 1, 2, 5.
    let isLabelled = rows.spacing != .six || LatencyLadder.starts(.three).contains(start)
    let axis = Point(row: line, column: frame.rect.origin.column + frame.gutter - 1)
    screen.put(isLabelled ? "┤" : "│", at: axis, style: Style(.rule))
    guard isLabelled else { return }
    let isOpen = row == 0 && rows.isOpenBelow
    let bound = LatencyLadder.lowerBound(ofRank: isOpen ? rows.ranks(ofRow: 0).upperBound : start)
    let text = (isOpen ? "<" : "") + Show.round(bound)
    let end = frame.gutter - (frame.gutter > 7 ? 2 : 1)
    let column = max(0, end - TextWidth.of(text))
    screen.put(
      text, at: Point(row: line, column: frame.rect.origin.column + column), style: .dim,
      width: end - column)
  }

  /// One row, a run of equal cells at a time.
  private func drawCells(
    ofRow row: Int, _ rows: LatencyRows, _ grid: HeatGrid, selected: ClosedRange<Int64>?,
    into screen: inout Screen, line: Int, _ frame: HeatFrame
  ) {
    let width = frame.cellWidth(of: grid)
    let ranks = rows.ranks(ofRow: row)
    var run = ""
    var (start, style) = (0, Style.plain)
    func flush(_ screen: inout Screen) {
      let column = frame.column(ofCell: start, width: width)
      let room = frame.rect.origin.column + frame.rect.size.columns - column
      if !run.isEmpty, room >= TextWidth.of(run) {
        screen.put(run, at: Point(row: line, column: column), style: style)
      }
      run = ""
    }
    for (index, cell) in grid.cells.enumerated() {
      let shade = shades.shade(of: grid.weight(cells: cell..<cell + 1, ranks: ranks))
      let role = shade.map { HeatShades.roles[$0] } ?? .plain
      let new = Style(role, isSelected: selected?.contains(cell) ?? false)
      if new != style || run.isEmpty {
        flush(&screen)
        (start, style) = (index, new)
      }
      run += String(repeating: shade.map { screen.glyphs.shades[$0] } ?? " ", count: width)
    }
    flush(&screen)
  }

  private func drawAxis(
    _ grid: HeatGrid, _ kind: TickKind, into screen: inout Screen, _ frame: HeatFrame
  ) {
    let width = frame.cellWidth(of: grid)
    let left = frame.rect.origin.column
    var line = frame.rect.origin.row + frame.rows + 1
    let ticks: [HeatAxis.Tick]
    switch kind {
    case .ago: ticks = HeatAxis.relative(grid, cellWidth: width)
    case .clock(let offset):
      ticks = HeatAxis.clock(grid, cellWidth: width, utcOffsetSeconds: offset)
    }
    // The running second is at the right of its cell; a time of day is where its cell begins.
    let shift = kind == .ago ? width - 1 : 0
    let columns = ticks.map { frame.column(ofCell: $0.cell, width: width) + shift }
    if frame.hasTicks {
      let length = min(frame.columns, grid.cellCount * width)
      screen.put(
        "└" + String(repeating: "─", count: length),
        at: Point(row: line, column: left + frame.gutter - 1), style: Style(.rule))
      for column in columns where column < left + frame.rect.size.columns {
        screen.put("┬", at: Point(row: line, column: column), style: Style(.rule))
      }
      line += 1
    }
    for (tick, column) in zip(ticks, columns) {
      let size = TextWidth.of(tick.label)
      let start = max(left, column - size / 2)
      guard start + size <= left + frame.rect.size.columns else { continue }
      screen.put(tick.label, at: Point(row: line, column: start), style: .dim)
    }
  }
}
