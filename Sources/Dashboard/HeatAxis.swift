import Intake
import Store
import TextUI

/// The ticks of a heat map's time axis: how long ago while figures move, times of day while they
/// stand still.
struct HeatAxis {
  struct Tick: Hashable {
    /// The cell of the map, counted from the oldest.
    let cell: Int
    let label: String
  }

  private static let steps: [Int64] = [
    1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600,
    43_200, 86_400, 172_800, 604_800,
  ]

  /// From now, back to the left.
  static func relative(_ grid: HeatGrid, cellWidth: Int) -> [Tick] {
    let step = step(grid, cellWidth: cellWidth) { _ in 8 }
    let cells = Int(step / grid.cellSeconds)
    return stride(from: grid.cellCount - 1, through: 0, by: -cells).enumerated().map {
      index, cell in
      Tick(cell: cell, label: index == 0 ? "now" : "−" + length(step * Int64(index)))
    }
  }

  /// Cells that begin at round times of day.
  static func clock(_ grid: HeatGrid, cellWidth: Int, utcOffsetSeconds: Int) -> [Tick] {
    let step = step(grid, cellWidth: cellWidth) { $0 % 60 == 0 ? 8 : 11 }
    return grid.cells.compactMap { cell in
      let second = cell * grid.cellSeconds
      guard (second + Int64(utcOffsetSeconds)) % step == 0 else { return nil }
      let text = Show.clock(
        Timestamp(microseconds: second * 1_000_000), utcOffsetSeconds: utcOffsetSeconds)
      return Tick(
        cell: Int(cell - grid.firstCell), label: String(step % 60 == 0 ? text.prefix(5) : text[...])
      )
    }
  }

  /// The shortest round step that is whole cells and leaves room for its labels.
  private static func step(
    _ grid: HeatGrid, cellWidth: Int, columns: (Int64) -> Int
  ) -> Int64 {
    let length = grid.cellSeconds
    let fallback = length * Int64((10 + cellWidth) / max(1, cellWidth))
    return steps.first {
      $0 % length == 0 && Int($0 / length) * cellWidth >= columns($0)
    } ?? fallback
  }

  /// `15s`, `1m`, `1m 30s`, `2h`.
  private static func length(_ seconds: Int64) -> String {
    let parts = [(seconds / 3_600, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")]
    return parts.filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined(separator: " ")
  }
}
