import Intake

/// A query's partial answer for one chunk: which rows pass, put together by group.
///
/// It names rows, and beside each its bucket, so it takes 6 bytes a row and 24 a group. Of each group
/// it has the sums, so that a group comes into a window and leaves it at once and not row by row;
/// whatever else is asked of it (exact durations, metrics, instances) is read from the chunk's columns.
/// A chunk never changes, so an index never does.
///
///     groups    3        7     12            ascending numbers of groups
///     rowsEnd   2        3     6
///     rows      0  5     2     1  3  4       numbers of rows, ascending within a group
///     buckets   ■  ■     ■     ■  ■  ■       of their durations
///     totals    ■        ■     ■             nanoseconds, weighted
///
/// It is a class, since it is passed on for each group of a chunk: a value would be copied each time,
/// and that is a dozen references to count.
final class ChunkIndex: Sendable {
  let chunk: Chunk
  let groups: [UInt32]
  let rowsEnd: [UInt32]
  let rows: [UInt32]
  /// For each of `rows`: the bucket of its duration.
  let buckets: [UInt16]
  /// For each of `rows`: how many scopes it stands for, where all are whole numbers; empty where each
  /// stands for itself alone, or some for a part of one.
  let times: [UInt32]
  /// The longest duration of each group.
  let longestNanoseconds: [UInt64]
  /// The time of each group's rows, weighted, in nanoseconds.
  let totals: [Double]
  /// The weight of each group's rows; empty where each row stands for itself alone.
  let weights: [Double]
  /// The weight of each group's rows that failed; empty where none did.
  let errors: [Double]
  /// The time of each group's rows beyond the query's threshold; empty where none took longer.
  let above: [Double]
  /// Groups that have rows here, none of which passes.
  let others: [UInt32]
  /// The weight of all rows, passing or not.
  let weight: Double
  /// The weight of the rows that pass, and their time in nanoseconds, weighted.
  let shown: Double
  let totalNanoseconds: Double

  var byteCount: Int {
    groups.count * 24 + rows.count * 6 + times.count * 4 + others.count * 4 + 300
      + (weights.count + errors.count + above.count) * 8
  }

  /// The rows of the group at a place of `groups`, as a range of `rows`.
  @inline(__always)
  func range(at place: Int) -> Range<Int> {
    (place == 0 ? 0 : Int(rowsEnd[place &- 1]))..<Int(rowsEnd[place])
  }

  /// The place of a group in `groups`.
  ///
  /// It begins where the group's number lies between none and the last. Cost: logarithmic in how far
  /// off that is.
  func place(of group: UInt32) -> Int? {
    guard let last = groups.last, group < last else {
      return groups.last == group ? groups.count - 1 : nil
    }
    var start = Int(UInt64(group) * UInt64(groups.count - 1) / UInt64(last))
    var step = 8
    while start > 0, groups[start] > group {
      start = max(0, start - step)
      step *= 2
    }
    return place(of: group, from: &start)
  }

  /// The same when it is asked for ascending groups: each search begins where the last one ended,
  /// with growing steps. Cost: logarithmic in how far on it is.
  @inline(__always)
  func place(of group: UInt32, from start: inout Int) -> Int? {
    guard start < groups.count, groups[start] < group else {
      return start < groups.count && groups[start] == group ? start : nil
    }
    // Groups ascend by at least one, so this is as far on as it can be: where no group is missing
    // between, it is there.
    let furthest = start &+ Int(group &- groups[start])
    if furthest < groups.count, groups[furthest] == group {
      start = furthest
      return furthest
    }
    var step = 1
    while start &+ step < groups.count, groups[start &+ step] <= group { step &*= 2 }
    var low = start &+ step / 2
    var high = min(groups.count, start &+ step)
    defer { start = low }
    while low < high {
      let middle = (low &+ high) / 2
      if groups[middle] < group { low = middle &+ 1 } else { high = middle }
    }
    return low < groups.count && groups[low] == group ? low : nil
  }

  /// Looks at every row of a chunk once.
  init(
    _ chunk: Chunk, _ table: inout SeriesTable, catalog: Catalog, scratch: inout Scratch
  ) {
    self.chunk = chunk
    weight = chunk.weight.isEmpty ? Double(chunk.count) : chunk.weight.reduce(0, +)
    scratch.begin(rows: chunk.count, groups: table.keys.count)
    scratch.pick(chunk, &table, catalog)
    (groups, rowsEnd, others) = scratch.allot(chunk, table)
    (rows, buckets) = scratch.place(chunk, count: Int(rowsEnd.last ?? 0))
    times = Self.times(rows, chunk.weight)
    scratch.clear(groups)
    let sums = RowSums(chunk, rows, rowsEnd, above: table.slowAboveNanoseconds)
    (longestNanoseconds, totals) = (sums.longestNanoseconds, sums.totals)
    (weights, errors, above) = (sums.weights, sums.errors, sums.above)
    shown = weights.isEmpty ? Double(rows.count) : weights.reduce(0, +)
    totalNanoseconds = totals.reduce(0, +)
  }

  /// Whether rows stand for whole numbers of scopes: as `times` says, or where it is empty for one each.
  var isWhole: Bool { weights.isEmpty || !times.isEmpty }

  /// Weights in the order of rows, where all of them are whole and fit.
  private static func times(_ rows: [UInt32], _ weights: [Double]) -> [UInt32] {
    let fits = weights.allSatisfy { $0 <= 4_294_967_295 && $0 == $0.rounded(.towardZero) }
    return fits && !weights.isEmpty ? rows.map { UInt32(weights[Int($0)]) } : []
  }

  /// Appends the durations of the rows at a place.
  func appendSamples(at place: Int, to samples: inout [Sample]) {
    for position in range(at: place) { samples.append(sample(at: position)) }
  }

  /// The duration and the weight of one of `rows`.
  func sample(at position: Int) -> Sample {
    let row = Int(rows[position])
    return Sample(nanoseconds: chunk.durationNanoseconds[row], weight: chunk.weight(ofRow: row))
  }

  /// Tables that one index after the other is made in, so that none is made anew.
  struct Scratch {
    private static let none = UInt32.max

    private var counts: [UInt32] = []
    /// By group: 1 where it has rows in the chunk in hand.
    private var seen: [UInt8] = []
    private var picked: [UInt32] = []
    /// The groups that are found, where their rows end, and those without.
    private var found: [UInt32] = []
    private var foundEnds: [UInt32] = []
    private var foundOthers: [UInt32] = []

    var byteCount: Int { counts.capacity * 5 + picked.capacity * 4 + found.capacity * 12 }

    fileprivate mutating func begin(rows: Int, groups: Int) {
      if picked.count < rows { picked = Array(repeating: Self.none, count: rows) }
      let missing = max(0, groups - counts.count)
      counts.append(contentsOf: repeatElement(0, count: missing))
      seen.append(contentsOf: repeatElement(0, count: missing))
    }

    /// Notes the group of each row that passes, and counts the rows of each group.
    fileprivate mutating func pick(
      _ chunk: Chunk, _ table: inout SeriesTable, _ catalog: Catalog
    ) {
      let (series, metrics, durations) = (chunk.series, chunk.metrics, chunk.durationNanoseconds)
      let (verdicts, groups, range) = (table.verdicts, table.groups, table.durations)
      let words = metrics.span
      let (seriesByRow, nanoseconds) = (series.span, durations.span)
      let (verdictBySeries, groupBySeries) = (verdicts.span, groups.span)
      // Two spans of one value cannot be had at once, but spans of tables on their own can.
      var (pickedByRow, countByGroup, seenByGroup) = (picked, counts, seen)
      (picked, counts, seen) = ([], [], [])
      defer { (picked, counts, seen) = (pickedByRow, countByGroup, seenByGroup) }
      var picked = pickedByRow.mutableSpan
      var counts = countByGroup.mutableSpan
      var seen = seenByGroup.mutableSpan
      // Which rows pass may be as good as random: what depends on it is a number here, no branch.
      for row in seriesByRow.indices {
        let index = Int(seriesByRow[row])
        let group = groupBySeries[index]
        let verdict = verdictBySeries[index]
        let inRange: UInt32 = range.contains(nanoseconds[row]) ? 1 : 0
        var passing = verdict == .byDuration ? inRange : verdict == .included ? 1 : 0
        if verdict == .undecided {
          let passes = table.passes(
            row: row, of: chunk, words: words, series: index, catalog: catalog)
          passing = passes ? 1 : 0
        }
        picked[row] = group | (passing &- 1)
        counts[Int(group)] &+= passing
        seen[Int(group)] = 1
      }
    }

    /// Gives the rows of each group a place after those of the group before: finds the groups of which
    /// rows pass, where their rows end, and the groups of which none does, all of them ascending. From
    /// then on `counts` says where each group's rows begin, and no group is seen any more.
    ///
    /// Groups that are many for their rows are found by a sort, others by a sweep.
    fileprivate mutating func allot(
      _ chunk: Chunk, _ table: SeriesTable
    ) -> (groups: [UInt32], rowsEnd: [UInt32], others: [UInt32]) {
      if chunk.count * 16 < seen.count {
        let present = Set(chunk.series.lazy.map { table.groups[Int($0)] }).sorted()
        return allot(present.count) { present[$0] }
      }
      return allot(seen.count) { UInt32(truncatingIfNeeded: $0) }
    }

    /// - Parameter candidate: groups that may have rows, by number, ascending.
    @inline(__always)
    private mutating func allot(
      _ count: Int, _ candidate: (Int) -> UInt32
    ) -> (groups: [UInt32], rowsEnd: [UInt32], others: [UInt32]) {
      let missing = max(0, count + 1 - found.count)
      found.append(contentsOf: repeatElement(0, count: missing))
      foundEnds.append(contentsOf: repeatElement(0, count: missing))
      foundOthers.append(contentsOf: repeatElement(0, count: missing))
      // Two spans of one value cannot be had at once, but spans of tables on their own can.
      var (countByGroup, seenByGroup) = (counts, seen)
      var (allGroups, allEnds, allOthers) = (found, foundEnds, foundOthers)
      (counts, seen, found, foundEnds, foundOthers) = ([], [], [], [], [])
      defer {
        (counts, seen) = (countByGroup, seenByGroup)
        (found, foundEnds, foundOthers) = (allGroups, allEnds, allOthers)
      }
      var counts = countByGroup.mutableSpan
      var seen = seenByGroup.mutableSpan
      var groups = allGroups.mutableSpan
      var rowsEnd = allEnds.mutableSpan
      var others = allOthers.mutableSpan
      var (groupCount, otherCount, end) = (0, 0, UInt32(0))
      // Each is written where the next one comes, and counted where it is one: which are may be as good
      // as random, and a branch that cannot be foretold costs more than a write.
      for number in 0..<count {
        let group = candidate(number)
        let rows = counts[Int(group)]
        counts[Int(group)] = rows == 0 ? 0 : end
        end &+= rows
        groups[groupCount] = group
        rowsEnd[groupCount] = end
        groupCount &+= rows == 0 ? 0 : 1
        others[otherCount] = group
        otherCount &+= rows == 0 && seen[Int(group)] != 0 ? 1 : 0
        seen[Int(group)] = 0
      }
      return (
        Array(allGroups[..<groupCount]), Array(allEnds[..<groupCount]),
        Array(allOthers[..<otherCount])
      )
    }

    /// Writes each row and its bucket into its group's place; `counts` says where that begins by now.
    fileprivate mutating func place(
      _ chunk: Chunk, count: Int
    ) -> (rows: [UInt32], buckets: [UInt16]) {
      // One more, where rows go that don't pass: which do may be as good as random, and a branch that
      // cannot be foretold costs more than a write.
      var rows = [UInt32](repeating: 0, count: count + 1)
      var buckets = [UInt16](repeating: 0, count: count + 1)
      var rowSpan = rows.mutableSpan
      var bucketSpan = buckets.mutableSpan
      let all = chunk.bucket
      let bucketByRow = all.span
      let picked = picked
      let groupByRow = picked.span
      var ends = counts.mutableSpan
      for row in 0..<chunk.count {
        let passes = groupByRow[row] != Self.none
        let group = passes ? Int(groupByRow[row]) : 0
        let place = passes ? Int(ends[group]) : count
        rowSpan[place] = UInt32(truncatingIfNeeded: row)
        bucketSpan[place] = bucketByRow[row]
        ends[group] &+= passes ? 1 : 0
      }
      rows.removeLast()
      buckets.removeLast()
      return (rows, buckets)
    }

    fileprivate mutating func clear(_ groups: [UInt32]) {
      var counts = counts.mutableSpan
      for group in groups { counts[Int(group)] = 0 }
    }
  }
}
