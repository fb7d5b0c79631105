import Intake
import Store

/// Latency over time as a map of shades, with a cursor and perhaps a box in it.
///
/// Cursor and box stay on their time and latency while the map moves on under them. At the far edge
/// the cursor stays in the oldest cell, and a box that has left the map altogether is dropped.
struct HeatPanel: Sendable {
  /// A place in the plane: a second and a rank of latency, whatever cell and row they lie in by now,
  /// and how far the cell and the row reached in which they were chosen.
  struct Spot: Hashable, Sendable {
    var second: Int64
    var rank: Int
    var lastSecond: Int64
    var lastRank: Int
  }

  /// A way to go: so many cells later, so many rows slower.
  struct Step: Hashable, Sendable {
    var cells = 0
    var rows = 0
  }

  /// Rows that Page Up and Page Down go.
  static let pageRows = 5
  /// How long finer rows have to be enough before they are taken, in seconds.
  private static let finerAfterSeconds: Int64 = 15

  private(set) var grid: HeatGrid?
  private(set) var rows: LatencyRows?
  private(set) var shades = HeatShades()
  /// Where the cursor is; nil until the map was in focus.
  private(set) var cursor: Spot?
  /// The corner of the box that the cursor is not at; nil without a box.
  private var corner: Spot?
  /// Whether arrows widen the box without Shift.
  private(set) var isExtending = false
  private var rowRoom = 0
  private var finerSince: Int64?

  /// Takes in what the map shows now.
  /// - Parameter rowRoom: how many rows there is room for.
  mutating func prepare(_ grid: HeatGrid?, rowRoom: Int, isFocused: Bool) {
    self.grid = grid
    guard let grid else { return }
    settleSelection(in: grid)
    guard let ranks = grid.ranksInUse else { return }
    settleRows(ranks, rowRoom: rowRoom, in: grid, isFocused: isFocused)
    if isFocused, cursor == nil { cursor = slowestSpot }
    guard let rows else { return }
    var heaviest = 0.0
    for cell in grid.cells {
      for row in 0..<rows.count {
        heaviest = max(heaviest, grid.weight(cells: cell..<cell + 1, ranks: rows.ranks(ofRow: row)))
      }
    }
    shades.settle(heaviest: heaviest)
  }

  /// Finer rows would move the box, so they wait until nobody is looking at a cell.
  private mutating func settleRows(
    _ ranks: ClosedRange<Int>, rowRoom: Int, in grid: HeatGrid, isFocused: Bool
  ) {
    let fitting = LatencyRows(fitting: ranks, count: rowRoom)
    guard let rows, self.rowRoom == rowRoom, rows.holds(ranks) else {
      (self.rows, self.rowRoom, finerSince) = (fitting, rowRoom, nil)
      return
    }
    guard fitting.spacing > rows.spacing, !isFocused, corner == nil else {
      finerSince = nil
      return
    }
    let second = grid.cells.upperBound * grid.cellSeconds
    let since = finerSince ?? second
    finerSince = since
    if second - since >= Self.finerAfterSeconds {
      (self.rows, finerSince) = (fitting, nil)
    }
  }

  private mutating func settleSelection(in grid: HeatGrid) {
    if let corner, let cursor,
      max(grid.cell(ofSecond: corner.second), grid.cell(ofSecond: cursor.second))
        < grid.cells.lowerBound
    {
      dropBox()
    }
    cursor = cursor.map { pinned($0, to: grid) }
    corner = corner.map { pinned($0, to: grid) }
  }

  private func pinned(_ spot: Spot, to grid: HeatGrid) -> Spot {
    let cell = grid.cell(ofSecond: spot.second)
    let nearest = min(max(cell, grid.cells.lowerBound), grid.cells.upperBound - 1)
    guard cell != nearest else { return spot }
    var spot = spot
    spot.second = nearest * grid.cellSeconds
    spot.lastSecond = spot.second + grid.cellSeconds - 1
    return spot
  }

  private func spot(inCell cell: Int64, row: Int, _ grid: HeatGrid, _ rows: LatencyRows) -> Spot {
    Spot(
      second: cell * grid.cellSeconds, rank: rows.starts[row],
      lastSecond: (cell + 1) * grid.cellSeconds - 1,
      lastRank: rows.ranks(ofRow: row).upperBound - 1)
  }

  /// The latest of the slowest cells: where the cursor begins.
  private var slowestSpot: Spot? {
    guard let grid, let rows, let highest = grid.ranksInUse?.upperBound else { return nil }
    let row = rows.row(ofRank: highest)
    let ranks = rows.ranks(ofRow: row)
    let cell = grid.cells.last { grid.weight(cells: $0..<$0 + 1, ranks: ranks) > 0 }
    return cell.map { spot(inCell: $0, row: row, grid, rows) }
  }
}

extension HeatPanel {
  /// The cells and rows under the cursor or in the box; nil before there is a cursor. Where cells or
  /// rows have become finer, as in another size, a box has all of them that it had.
  var selection: (cells: ClosedRange<Int64>, rows: ClosedRange<Int>)? {
    guard let grid, let rows, let cursor else { return nil }
    guard let corner else {
      let (cell, row) = (grid.cell(ofSecond: cursor.second), rows.row(ofRank: cursor.rank))
      return (cell...cell, row...row)
    }
    let last = min(max(cursor.lastSecond, corner.lastSecond), grid.lastSecond)
    let cells = grid.cell(ofSecond: min(cursor.second, corner.second))...grid.cell(ofSecond: last)
    let lowest = rows.row(ofRank: min(cursor.rank, corner.rank))
    return (cells, lowest...rows.row(ofRank: max(cursor.lastRank, corner.lastRank)))
  }

  var hasBox: Bool { corner != nil }

  /// What is under the cursor or in the box, and how many scopes that are.
  var selected: (box: LatencyBox, weight: Double)? {
    guard let grid, let rows, let selection else { return nil }
    let cells = selection.cells.lowerBound..<selection.cells.upperBound + 1
    let lowest = rows.ranks(ofRow: selection.rows.lowerBound).lowerBound
    let ranks = lowest..<rows.ranks(ofRow: selection.rows.upperBound).upperBound
    return (grid.box(cells: cells, ranks: ranks), grid.weight(cells: cells, ranks: ranks))
  }

  /// Moves the cursor, as far as the map reaches. Without a step kept going by `toggleBox`, it lets
  /// go of the box unless it is to be widened.
  mutating func move(_ step: Step, widensBox: Bool = false) {
    guard let grid, let rows, let from = cursor else {
      cursor = slowestSpot
      return
    }
    if widensBox {
      corner = corner ?? from
    } else if !isExtending {
      corner = nil
    }
    let cell = grid.cell(ofSecond: from.second) + Int64(step.cells)
    let row = min(max(0, rows.row(ofRank: from.rank) + step.rows), rows.count - 1)
    let nearest = min(max(cell, grid.cells.lowerBound), grid.cells.upperBound - 1)
    cursor = spot(inCell: nearest, row: row, grid, rows)
  }

  /// Begins a box at the cursor, or lets go of the one there is.
  mutating func toggleBox() {
    if corner != nil {
      dropBox()
    } else {
      corner = cursor
      isExtending = corner != nil
    }
  }

  mutating func dropBox() {
    corner = nil
    isExtending = false
  }
}
