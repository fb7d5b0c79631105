import TextUI

/// What holding the mouse's button down on a map does.
enum MapGrip: Hashable, Sendable {
  /// Dragging draws a box.
  case draws
  /// The same; but let go of at once, it opens what is under the cursor or in the box.
  case opens
}

/// The mouse on a map: a click moves the cursor there, a click on the cursor or into the box opens
/// it, and dragging draws a box.
extension Model {
  mutating func grip(at point: Point, _ effects: inout [Effect]) {
    let before = map
    guard case .map(let map) = focus(at: point, &effects) else { return }
    guard map.cells.contains(point) else { return }
    let cell = map.cell(nearest: point)
    if let before, before.isFocused, before.holds(cell) {
      mapGrip = .opens
      return
    }
    if map.box != nil { act(.box, &effects) }
    move(from: map.cursor, to: cell, widening: false, &effects)
    mapGrip = .draws
  }

  mutating func drag(to point: Point, _ effects: inout [Effect]) {
    guard mapGrip != nil, let map, map.isFocused else { return }
    let cell = map.cell(nearest: point)
    guard cell != map.cursor else { return }
    // A box that was there goes: it is a new one that is drawn.
    if mapGrip == .opens, map.box != nil { act(.box, &effects) }
    mapGrip = .draws
    move(from: map.cursor, to: cell, widening: true, &effects)
  }

  /// The map on the screen; nil where there is none.
  private var map: Spot.Map? {
    for spot in seen().spots.reversed() {
      if case .map(let map) = spot.meaning { return map }
    }
    return nil
  }

  private mutating func move(
    from start: Spot.Map.Cell?, to goal: Spot.Map.Cell, widening: Bool, _ effects: inout [Effect]
  ) {
    guard let start else { return }
    let across = goal.column - start.column
    let along: Action =
      widening ? (across < 0 ? .widenLeft : .widenRight) : (across < 0 ? .left : .right)
    for _ in 0..<abs(across) { act(along, &effects) }
    let slower = goal.row - start.row
    let upright: Action = widening ? (slower < 0 ? .widenDown : .widenUp) : slower < 0 ? .down : .up
    for _ in 0..<abs(slower) { act(upright, &effects) }
  }
}

extension Spot.Map {
  /// Whether a cell is in the box, or without one under the cursor.
  fileprivate func holds(_ cell: Cell) -> Bool {
    guard let box else { return cell == cursor }
    return box.columns.contains(cell.column) && box.rows.contains(cell.row)
  }
}
