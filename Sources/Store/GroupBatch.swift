/// The rows of several chunks put together by group, so that a group's figures are changed once for all
/// of them.
///
/// The figures of many groups are spread over more memory than is near the processor: to go through the
/// chunks one by one would fetch a group's figures as often as there are chunks with it. What is
/// written for each group of each chunk here is small, and lies close together.
///
///     chunk 0   groups   3  7  12          group     3      7   9   12
///               buckets  ab c  d           buckets   ab ef  c   g   d
///     chunk 1   groups   3  9              totals    ■      ■   ■   ■
///               buckets  ef g
struct GroupBatch {
  /// What the rows of one group come to.
  struct Sum {
    var rows = 0
    var weight = 0.0
    var totalNanoseconds = 0.0
    var errors = 0.0
    var aboveNanoseconds = 0.0
  }

  /// How a group's rows are changed.
  private enum Way: UInt8 {
    /// All at once, by their buckets.
    case together
    /// Chunk by chunk, since their single durations are of interest.
    case one
  }

  /// Groups with rows in the batch, ascending.
  private(set) var groups: [UInt32] = []
  /// The buckets of the rows that are changed together, one group's after another's.
  private(set) var buckets: [UInt16] = []
  /// For how many scopes each of them stands; empty where each is for itself.
  private(set) var times: [UInt32] = []
  /// By group: rows in the batch while it is made, 0 otherwise.
  private var counts: [UInt32] = []
  /// By group: where its next row comes in `buckets`.
  private var ends: [UInt32] = []
  private var ways: [Way] = []
  private var sums: [Sum] = []

  var byteCount: Int {
    counts.capacity * (9 + MemoryLayout<Sum>.stride) + buckets.capacity * 2 + groups.capacity * 4
      + times.capacity * 4
  }

  /// Counts the rows of some indexes by group.
  ///
  /// - Parameter isTogether: told a group and how many rows it has; whether they can be changed all at
  ///   once. Rows that stand for parts of scopes never are.
  mutating func begin(
    _ indexes: [ChunkIndex], groupCount: Int, isTogether: (_ group: Int, _ rows: Int) -> Bool
  ) {
    let missing = max(0, groupCount - counts.count)
    counts.append(contentsOf: repeatElement(0, count: missing))
    ends.append(contentsOf: repeatElement(0, count: missing))
    ways.append(contentsOf: repeatElement(.one, count: missing))
    sums.append(contentsOf: repeatElement(Sum(), count: missing))
    var touched: [UInt32] = []
    for index in indexes { count(index, &touched) }
    groups = counts.used(touched)
    var end: UInt32 = 0
    for group in groups {
      let group = Int(group)
      ends[group] = end
      sums[group] = Sum()
      ways[group] = isTogether(group, Int(counts[group])) ? .together : .one
      if ways[group] == .together { end += counts[group] }
      counts[group] = 0
    }
    if buckets.count < end {
      buckets.append(contentsOf: repeatElement(0, count: Int(end) - buckets.count))
    }
    times.removeAll(keepingCapacity: true)
    if indexes.contains(where: { !$0.times.isEmpty }) {
      times.append(contentsOf: repeatElement(1, count: buckets.count))
    }
  }

  private mutating func count(_ index: ChunkIndex, _ touched: inout [UInt32]) {
    var counts = counts.mutableSpan
    var start: UInt32 = 0
    for place in index.groups.indices {
      let group = Int(index.groups[place])
      if counts[group] == 0 { touched.append(index.groups[place]) }
      counts[group] &+= index.rowsEnd[place] &- start
      start = index.rowsEnd[place]
    }
  }

  /// Takes in the rows of an index that are changed together.
  ///
  /// - Parameters:
  ///   - places: which of the index's groups.
  ///   - one: told each place of the index whose rows are not.
  mutating func take(
    _ index: ChunkIndex, in places: Range<Int>, one: (_ group: Int, _ place: Int) -> Void
  ) {
    guard index.isWhole else {
      for place in places { one(Int(index.groups[place]), place) }
      return
    }
    if !index.times.isEmpty { takeTimes(index, in: places) }
    // Two spans of one value cannot be had at once, but spans of tables on their own can.
    var (endTable, bucketTable, sumTable) = (ends, buckets, sums)
    (ends, buckets, sums) = ([], [], [])
    defer { (ends, buckets, sums) = (endTable, bucketTable, sumTable) }
    var ends = endTable.mutableSpan
    var buckets = bucketTable.mutableSpan
    var sums = sumTable.mutableSpan
    let (allGroups, allEnds, allBuckets) = (index.groups, index.rowsEnd, index.buckets)
    let (allTotals, allWeights, allErrors) = (index.totals, index.weights, index.errors)
    let (allWays, allAbove) = (ways, index.above)
    let (groups, rowsEnd, all) = (allGroups.span, allEnds.span, allBuckets.span)
    let (totals, weights, errors) = (allTotals.span, allWeights.span, allErrors.span)
    let (ways, above) = (allWays.span, allAbove.span)
    var start = places.lowerBound == 0 ? 0 : Int(rowsEnd[places.lowerBound &- 1])
    for place in places {
      let (group, last) = (Int(groups[place]), Int(rowsEnd[place]))
      if ways[group] == .one {
        one(group, place)
        start = last
        continue
      }
      var end = Int(ends[group])
      for position in start..<last {
        buckets[end] = all[position]
        end &+= 1
      }
      ends[group] = UInt32(truncatingIfNeeded: end)
      var sum = sums[group]
      sum.rows &+= last &- start
      sum.weight += weights.isEmpty ? Double(last &- start) : weights[place]
      sum.totalNanoseconds += totals[place]
      if !errors.isEmpty { sum.errors += errors[place] }
      if !above.isEmpty { sum.aboveNanoseconds += above[place] }
      sums[group] = sum
      start = last
    }
  }

  /// For how many scopes each of the rows stands, ahead of the rows themselves.
  private mutating func takeTimes(_ index: ChunkIndex, in places: Range<Int>) {
    for place in places {
      let group = Int(index.groups[place])
      guard ways[group] == .together else { continue }
      let (range, end) = (index.range(at: place), Int(ends[group]))
      for position in range { times[end + position - range.lowerBound] = index.times[position] }
    }
  }

  /// What the rows of a group that are changed together come to; they may be none.
  func sum(of group: Int) -> Sum { sums[group] }

  /// Where their buckets are, as a range of `buckets`.
  func range(of group: Int) -> Range<Int> {
    Int(ends[group]) - sums[group].rows..<Int(ends[group])
  }
}

extension [UInt32] {
  /// The indexes of numbers above zero, ascending, some of which may be named more than once. Many are
  /// found faster by a sweep than by a sort.
  func used(_ named: [UInt32]) -> [UInt32] {
    named.count * 16 < count ? named.sorted() : used(atMost: named.count)
  }
}

extension Array where Element: FixedWidthInteger {
  /// The indexes of numbers above zero, ascending.
  ///
  /// - Parameter most: about how many there are.
  func used(atMost most: Int) -> [UInt32] {
    var used: [UInt32] = []
    used.reserveCapacity(most)
    let numbers = span
    for index in numbers.indices where numbers[index] != 0 {
      used.append(UInt32(truncatingIfNeeded: index))
    }
    return used
  }
}
