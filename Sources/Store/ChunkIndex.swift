import Intake

/// A query's partial answer for one chunk: which rows pass, put together by group.
///
/// It names rows instead of copying figures, so it takes 4 bytes a row and 16 a group, and whatever
/// is asked of a group (figures, exact durations, metrics, instances) is read from the chunk's
/// columns. A chunk never changes, so an index never does.
///
///     groups    3        7     12            ascending numbers of groups
///     rowsEnd   2        3     6
///     rows      0  5     2     1  3  4       numbers of rows, ascending within a group
struct ChunkIndex: Sendable {
  private(set) var groups: [UInt32] = []
  private(set) var rowsEnd: [UInt32] = []
  private(set) var rows: [UInt32] = []
  /// The longest duration of each group.
  private(set) var longestNanoseconds: [UInt64] = []
  /// Groups that have rows here, none of which passes.
  private(set) var others: [UInt32] = []
  /// The weight of all rows, passing or not.
  private(set) var weight = 0.0

  var byteCount: Int {
    groups.count * 16 + rows.count * 4 + others.count * 4 + 200
  }

  /// The rows of the group at a place of `groups`, as a range of `rows`.
  @inline(__always)
  func range(at place: Int) -> Range<Int> {
    (place == 0 ? 0 : Int(rowsEnd[place &- 1]))..<Int(rowsEnd[place])
  }

  /// The place of a group in `groups`. Cost: logarithmic.
  func place(of group: UInt32) -> Int? {
    var start = 0
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
    weight = chunk.weight.isEmpty ? Double(chunk.count) : chunk.weight.reduce(0, +)
    scratch.begin(rows: chunk.count, groups: table.keys.count)
    scratch.pick(chunk, &table, catalog)
    groups = scratch.touchedGroups()
    others = scratch.seen.filter { scratch.counts[Int($0)] == 0 }
    rowsEnd.reserveCapacity(groups.count)
    var end: UInt32 = 0
    for group in groups {
      let count = scratch.counts[Int(group)]
      scratch.counts[Int(group)] = end
      end += count
      rowsEnd.append(end)
    }
    rows = scratch.place(chunk.count, count: Int(end))
    let durations = chunk.durationNanoseconds
    longestNanoseconds = groups.indices.map { place in
      range(at: place).reduce(0) { max($0, durations[Int(rows[$1])]) }
    }
    scratch.clear(groups)
  }

  /// Tables that one index after the other is made in, so that none is made anew.
  struct Scratch {
    private static let none = UInt32.max

    fileprivate var counts: [UInt32] = []
    fileprivate var seen: [UInt32] = []
    private var isSeen: [Bool] = []
    private var picked: [UInt32] = []
    private var touched: [UInt32] = []

    var byteCount: Int { counts.capacity * 5 + picked.capacity * 4 }

    fileprivate mutating func begin(rows: Int, groups: Int) {
      if picked.count < rows { picked = Array(repeating: Self.none, count: rows) }
      touched.removeAll(keepingCapacity: true)
      seen.removeAll(keepingCapacity: true)
      let missing = max(0, groups - counts.count)
      counts.append(contentsOf: repeatElement(0, count: missing))
      isSeen.append(contentsOf: repeatElement(false, count: missing))
    }

    /// Notes the group of each row that passes, and counts the rows of each group.
    fileprivate mutating func pick(
      _ chunk: Chunk, _ table: inout SeriesTable, _ catalog: Catalog
    ) {
      let (series, metrics) = (chunk.series, chunk.metrics)
      let (verdicts, groups) = (table.verdicts, table.groups)
      let words = metrics.span
      for row in series.indices {
        let index = Int(series[row])
        let group = groups[index]
        let isPicked: Bool
        switch verdicts[index] {
        case .included: isPicked = true
        case .excluded: isPicked = false
        case .undecided:
          isPicked = table.passes(
            row: row, of: chunk, words: words, series: index, catalog: catalog)
        }
        note(row, group, isPicked: isPicked)
      }
    }

    @inline(__always)
    private mutating func note(_ row: Int, _ group: UInt32, isPicked: Bool) {
      if isPicked {
        picked[row] = group
        if counts[Int(group)] == 0 { touched.append(group) }
        counts[Int(group)] &+= 1
        return
      }
      picked[row] = Self.none
      if !isSeen[Int(group)] {
        isSeen[Int(group)] = true
        seen.append(group)
      }
    }

    /// Groups with passing rows, ascending. Many are found faster by a sweep than by a sort.
    fileprivate func touchedGroups() -> [UInt32] {
      if touched.count * 16 < counts.count { return touched.sorted() }
      return counts.indices.compactMap { counts[$0] != 0 ? UInt32($0) : nil }
    }

    /// Writes each row into its group's place; `counts` says where that begins by now.
    fileprivate mutating func place(_ rowCount: Int, count: Int) -> [UInt32] {
      var rows = [UInt32](repeating: 0, count: count)
      for row in 0..<rowCount where picked[row] != Self.none {
        let group = Int(picked[row])
        rows[Int(counts[group])] = UInt32(row)
        counts[group] &+= 1
      }
      return rows
    }

    fileprivate mutating func clear(_ groups: [UInt32]) {
      for group in groups { counts[Int(group)] = 0 }
      for group in seen { isSeen[Int(group)] = false }
    }
  }
}
