import Intake

/// What the rows of each group in a chunk come to, group by group.
struct RowSums {
  private(set) var longestNanoseconds: [UInt64] = []
  private(set) var totals: [Double] = []
  private(set) var weights: [Double] = []
  private(set) var errors: [Double] = []
  private(set) var above: [Double] = []

  /// - Parameters:
  ///   - rows: those of one group after those of another.
  ///   - rowsEnd: where each group's end.
  ///   - threshold: beyond which time counts as above.
  init(_ chunk: Chunk, _ rows: [UInt32], _ rowsEnd: [UInt32], above threshold: UInt64) {
    sumDurations(chunk, rows, rowsEnd)
    if !chunk.weight.isEmpty { weights = Self.sums(rows, rowsEnd) { chunk.weight[$0] } }
    if !chunk.error.isEmpty {
      errors = Self.sums(rows, rowsEnd) { chunk.error[$0] != 0 ? chunk.weight(ofRow: $0) : 0 }
    }
    guard longestNanoseconds.contains(where: { $0 > threshold }) else { return }
    above = Self.sums(rows, rowsEnd) { row in
      let nanoseconds = chunk.durationNanoseconds[row]
      return nanoseconds > threshold
        ? Double(nanoseconds - threshold) * chunk.weight(ofRow: row) : 0
    }
  }

  private mutating func sumDurations(_ chunk: Chunk, _ rows: [UInt32], _ rowsEnd: [UInt32]) {
    longestNanoseconds.reserveCapacity(rowsEnd.count)
    totals.reserveCapacity(rowsEnd.count)
    let (allDurations, weights) = (chunk.durationNanoseconds, chunk.weight)
    let (rows, durations) = (rows.span, allDurations.span)
    var position = 0
    for end in rowsEnd {
      var longest: UInt64 = 0
      var total = 0.0
      while position < Int(end) {
        let row = Int(rows[position])
        let nanoseconds = durations[row]
        longest = max(longest, nanoseconds)
        total += weights.isEmpty ? Double(nanoseconds) : Double(nanoseconds) * weights[row]
        position &+= 1
      }
      longestNanoseconds.append(longest)
      totals.append(total)
    }
  }

  /// Adds up a figure of rows, group by group.
  private static func sums(
    _ rows: [UInt32], _ rowsEnd: [UInt32], _ figure: (Int) -> Double
  ) -> [Double] {
    var position = 0
    return rowsEnd.map { end in
      let start = position
      position = Int(end)
      return rows[start..<Int(end)].reduce(0) { $0 + figure(Int($1)) }
    }
  }
}
