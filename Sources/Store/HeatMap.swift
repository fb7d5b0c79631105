import Intake

/// The weights of a group's scopes by time and by latency, kept up to date as chunks come and go.
///
/// Time is cut into cells of whole seconds at fixed moments, so that the map moves on as a whole
/// and never shimmers; latency into the ranks of `LatencyLadder`. Each scope counts in the cell in
/// which it finished and in its exact rank, so a cell's weight is that of the scopes in its box. What
/// a summary has put together is spread evenly over its time.
struct HeatMap: Sendable {
  let cellSeconds: Int64
  private var columns: [Int64: Column] = [:]

  /// One cell of time: rows and their weight, by rank.
  private struct Column: Sendable {
    var weights = [Double](repeating: 0, count: LatencyLadder.rankCount)
    var rows = [UInt32](repeating: 0, count: LatencyLadder.rankCount)
    var rowCount = 0

    /// What loses its last row weighs nothing: rounding of fractional weights cannot stay behind.
    @inline(__always)
    mutating func change(_ rank: Int, by weight: Double, rows count: UInt32 = 1, isComing: Bool) {
      if isComing {
        rows[rank] &+= count
        rowCount &+= Int(count)
        weights[rank] += weight
      } else {
        rows[rank] &-= count
        rowCount &-= Int(count)
        weights[rank] = rows[rank] == 0 ? 0 : weights[rank] - weight
      }
    }
  }

  /// By rank: rows of a summary that are to be spread over its time, and their weight.
  private struct SpreadRows {
    /// Nil while there are none.
    private(set) var weights: [Double]?
    private(set) var rows = [UInt32]()

    mutating func add(_ row: Int, of chunk: Chunk) {
      if weights == nil {
        weights = Array(repeating: 0, count: LatencyLadder.rankCount)
        rows = Array(repeating: 0, count: LatencyLadder.rankCount)
      }
      let rank = LatencyLadder.rank(
        ofNanoseconds: chunk.durationNanoseconds[row], inBucket: chunk.bucket[row])
      weights?[rank] += chunk.weight[row]
      rows[rank] += 1
    }
  }

  init(cellSeconds: Int64) { self.cellSeconds = max(1, cellSeconds) }

  var byteCount: Int { columns.count * (LatencyLadder.rankCount * 12 + 120) }

  /// Adds rows of a chunk. Cost: a few nanoseconds a row, as long as their times hardly jump.
  mutating func add(_ rows: ArraySlice<UInt32>, of chunk: Chunk) {
    change(rows, of: chunk, isComing: true)
  }

  /// Takes away rows that were added before.
  mutating func remove(_ rows: ArraySlice<UInt32>, of chunk: Chunk) {
    change(rows, of: chunk, isComing: false)
  }

  private mutating func change(_ rows: ArraySlice<UInt32>, of chunk: Chunk, isComing: Bool) {
    let (ends, durations) = (chunk.endMicroseconds, chunk.durationNanoseconds)
    let buckets = chunk.bucket
    let length = cellSeconds * 1_000_000
    // The column at hand is taken out of the table, so that it is changed where it lies.
    var cell: Int64?
    var (start, column) = (Int64.max, Column?.none)
    var spread = SpreadRows()
    for row in rows {
      let row = Int(row)
      if chunk.isSpread(row) {
        spread.add(row, of: chunk)
        continue
      }
      let offset = ends[row] &- start
      if column == nil || offset < 0 || offset >= length {
        putBack(&column, cell)
        let new = ends[row].flooredQuotient(by: length)
        (cell, start) = (new, new * length)
        column = columns.removeValue(forKey: new) ?? Column()
      }
      let rank = LatencyLadder.rank(ofNanoseconds: durations[row], inBucket: buckets[row])
      column?.change(rank, by: chunk.weight(ofRow: row), isComing: isComing)
    }
    putBack(&column, cell)
    self.spread(spread, of: chunk, isComing: isComing)
  }

  /// Changes all cells that a summary reaches over by their parts of what its rows stand for.
  private mutating func spread(_ spread: SpreadRows, of chunk: Chunk, isComing: Bool) {
    guard let weights = spread.weights else { return }
    let first = chunk.earliest.second.flooredQuotient(by: cellSeconds)
    let last = chunk.latest.second.flooredQuotient(by: cellSeconds)
    for cell in first...last {
      let start = Timestamp(microseconds: cell * cellSeconds * 1_000_000)
      let part = chunk.part(from: start, to: start.advanced(by: .seconds(cellSeconds)))
      var column = columns.removeValue(forKey: cell) ?? Column()
      for rank in weights.indices where spread.rows[rank] > 0 {
        column.change(rank, by: weights[rank] * part, rows: spread.rows[rank], isComing: isComing)
      }
      if column.rowCount > 0 { columns[cell] = column }
    }
  }

  private mutating func putBack(_ column: inout Column?, _ cell: Int64?) {
    if let cell, let column, column.rowCount > 0 { columns[cell] = column }
    column = nil
  }

  /// The cells up to the one that holds a second, the last one.
  func grid(endingWith second: Int64, cells count: Int) -> HeatGrid {
    let first = second.flooredQuotient(by: cellSeconds) - Int64(count) + 1
    var weights: [Double] = []
    weights.reserveCapacity(count * LatencyLadder.rankCount)
    for cell in first..<first + Int64(count) {
      if let column = columns[cell] {
        weights += column.weights
      } else {
        weights.append(contentsOf: repeatElement(0, count: LatencyLadder.rankCount))
      }
    }
    return HeatGrid(cellSeconds: cellSeconds, firstCell: first, cellCount: count, weights: weights)
  }
}

/// What a heat map shows of a window: weights by cell and rank. A value, which stays as it is.
package struct HeatGrid: Sendable, Equatable {
  package let cellSeconds: Int64
  /// Cells are numbered by time: cell n covers the seconds from n × `cellSeconds` on.
  package let firstCell: Int64
  package let cellCount: Int
  /// Cell by cell, oldest first, each from rank 0 up.
  private let weights: [Double]

  init(cellSeconds: Int64, firstCell: Int64, cellCount: Int, weights: [Double]) {
    self.cellSeconds = cellSeconds
    self.firstCell = firstCell
    self.cellCount = cellCount
    self.weights = weights
  }

  /// The cells by their numbers.
  package var cells: Range<Int64> { firstCell..<firstCell + Int64(cellCount) }

  /// The last second of the last cell.
  package var lastSecond: Int64 { cells.upperBound * cellSeconds - 1 }

  /// The number of the cell that a second lies in, in the map or not.
  package func cell(ofSecond second: Int64) -> Int64 { second.flooredQuotient(by: cellSeconds) }

  /// How many scopes finished in some cells with latencies of some ranks.
  package func weight(cells some: Range<Int64>, ranks: Range<Int>) -> Double {
    some.clamped(to: cells).reduce(0) { sum, cell in
      let start = Int(cell - firstCell) * LatencyLadder.rankCount
      return ranks.clamped(to: 0..<LatencyLadder.rankCount).reduce(sum) {
        $0 + weights[start + $1]
      }
    }
  }

  /// From the lowest rank in use to the highest; nil where no scope is in the map.
  package var ranksInUse: ClosedRange<Int>? {
    var lowest = Int.max
    var highest = -1
    for index in weights.indices where weights[index] > 0 {
      let rank = index % LatencyLadder.rankCount
      lowest = min(lowest, rank)
      highest = max(highest, rank)
    }
    return highest < 0 ? nil : lowest...highest
  }

  /// The part of the plane that some cells and ranks cover.
  package func box(cells: Range<Int64>, ranks: Range<Int>) -> LatencyBox {
    LatencyBox(
      start: Timestamp(microseconds: cells.lowerBound * cellSeconds * 1_000_000),
      end: Timestamp(microseconds: cells.upperBound * cellSeconds * 1_000_000),
      shortest: LatencyLadder.lowerBound(ofRank: ranks.lowerBound),
      longest: LatencyLadder.lowerBound(ofRank: ranks.upperBound))
  }
}

/// How a span of time is cut into the cells of a heat map.
enum HeatCells {
  /// Lengths that read well, in seconds.
  private static let lengths: [Int64] = [
    1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60, 120, 180, 300, 600, 900, 1_200, 1_800, 3_600, 7_200,
    10_800, 14_400, 21_600, 43_200, 86_400,
  ]

  /// How many cells of a length a span of seconds touches at most: neither end need be a whole one.
  static func count(covering seconds: Int64, length: Int64) -> Int64 {
    (seconds - 1 + length - 1) / length + 1
  }

  /// The shortest length that needs no more than so many cells, and how many it needs.
  static func fitting(_ seconds: Int64, cellsMax: Int) -> (length: Int64, count: Int) {
    let most = Int64(max(1, cellsMax))
    let seconds = max(1, seconds)
    let length =
      lengths.first { count(covering: seconds, length: $0) <= most }
      ?? (seconds / max(1, most - 1) + 1)
    return (length, Int(min(most, count(covering: seconds, length: length))))
  }
}
