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
    let (allDurations, allWeights, allErrors) = (
      chunk.durationNanoseconds, chunk.weight, chunk.error
    )
    let (rows, durations, weights) = (rows.span, allDurations.span, allWeights.span)
    sumDurations(durations, weights, rows, rowsEnd)
    if !allWeights.isEmpty { self.weights = Self.sums(rows, rowsEnd) { allWeights[$0] } }
    if !allErrors.isEmpty {
      errors = Self.sums(rows, rowsEnd) { row in
        allErrors[row] == 0 ? 0 : allWeights.isEmpty ? 1 : allWeights[row]
      }
    }
    if longestNanoseconds.contains(where: { $0 > threshold }) {
      above = timeBeyond(threshold, durations, weights, rows, rowsEnd)
    }
  }

  private mutating func sumDurations(
    _ durations: Span<UInt64>, _ weights: Span<Double>, _ rows: Span<UInt32>, _ rowsEnd: [UInt32]
  ) {
    longestNanoseconds.reserveCapacity(rowsEnd.count)
    totals.reserveCapacity(rowsEnd.count)
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
  @inline(__always)
  private static func sums(
    _ rows: Span<UInt32>, _ rowsEnd: [UInt32], _ figure: (Int) -> Double
  ) -> [Double] {
    var sums: [Double] = []
    sums.reserveCapacity(rowsEnd.count)
    var position = 0
    for end in rowsEnd {
      var sum = 0.0
      while position < Int(end) {
        sum += figure(Int(rows[position]))
        position &+= 1
      }
      sums.append(sum)
    }
    return sums
  }

  /// The time beyond a threshold. Only groups whose longest is above it are looked at.
  private func timeBeyond(
    _ threshold: UInt64, _ durations: Span<UInt64>, _ weights: Span<Double>,
    _ rows: Span<UInt32>, _ rowsEnd: [UInt32]
  ) -> [Double] {
    var sums = [Double](repeating: 0, count: rowsEnd.count)
    for place in rowsEnd.indices where longestNanoseconds[place] > threshold {
      for position in (place == 0 ? 0 : Int(rowsEnd[place - 1]))..<Int(rowsEnd[place]) {
        let row = Int(rows[position])
        guard durations[row] > threshold else { continue }
        sums[place] += Double(durations[row] - threshold) * (weights.isEmpty ? 1 : weights[row])
      }
    }
    return sums
  }
}
