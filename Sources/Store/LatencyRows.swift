/// Which latencies the rows of a heat map stand for, and how they stay where they are.
///
/// Rows would jump if they were cut to fit each frame's data. They are chosen when what is in use
/// does not fit them any more; finer ones are taken only when those would have fitted for a while.
///
///     starts   0 … 9   12   15   18   21   24        a row holds the ranks from its start to the next
///                  └────┴────┴─ first ……… ┘          as many rows as there is room for
package struct LatencyRows: Hashable, Sendable {
  package let spacing: LatencyLadder.Spacing
  /// The first rank of each row, from the fastest row up; never empty.
  package let starts: [Int]
  /// The rank with which the row above the last would begin.
  package let end: Int
  /// Whether what is faster than all rows belongs to the lowest one, for want of room.
  package let isOpenBelow: Bool

  /// The finest rows that a range of ranks fits into, with room above and below where there is some.
  package init(fitting ranks: ClosedRange<Int>, count: Int) {
    let count = max(1, count)
    let spare = count >= 8 ? 2 : count >= 5 ? 1 : 0
    let spacing =
      LatencyLadder.Spacing.allCases.last {
        Self.needed(ranks, $0) + spare <= count
      } ?? LatencyLadder.Spacing.allCases.first { Self.needed(ranks, $0) <= count } ?? .one
    self.init(spacing, holding: ranks, count: count)
  }

  private init(_ spacing: LatencyLadder.Spacing, holding ranks: ClosedRange<Int>, count: Int) {
    let all = LatencyLadder.starts(spacing)
    let (low, high) = (Self.row(of: ranks.lowerBound, all), Self.row(of: ranks.upperBound, all))
    // Slow scopes are what may come: most of the room is above. Too much is cut off below.
    let spare = max(0, count - (high - low + 1))
    let top = min(all.count, high + 1 + (spare + 1) / 2)
    let first = max(0, top - count)
    let last = min(all.count, first + count)
    self.spacing = spacing
    starts = Array(all[first..<last])
    end = last < all.count ? all[last] : LatencyLadder.rankCount
    isOpenBelow = ranks.lowerBound < all[first]
  }

  private static func needed(_ ranks: ClosedRange<Int>, _ spacing: LatencyLadder.Spacing) -> Int {
    let all = LatencyLadder.starts(spacing)
    return row(of: ranks.upperBound, all) - row(of: ranks.lowerBound, all) + 1
  }

  private static func row(of rank: Int, _ starts: [Int]) -> Int {
    max(0, starts.partitioningIndex { $0 > rank } - 1)
  }

  package var count: Int { starts.count }

  /// The row of a rank; the nearest one where it lies outside.
  package func row(ofRank rank: Int) -> Int { Self.row(of: rank, starts) }

  /// The ranks of a row.
  package func ranks(ofRow row: Int) -> Range<Int> {
    let start = row == 0 && isOpenBelow ? 0 : starts[row]
    return start..<(row + 1 < starts.count ? starts[row + 1] : end)
  }

  /// Whether all of a range of ranks has a row.
  package func holds(_ ranks: ClosedRange<Int>) -> Bool {
    (isOpenBelow || starts[0] <= ranks.lowerBound) && ranks.upperBound < end
  }
}
