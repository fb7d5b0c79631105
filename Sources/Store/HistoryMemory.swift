import Intake

/// p99 over time of the groups that were asked for, cell by cell.
///
/// A cell that is past is worked out once and kept until a chunk that reaches into it comes or goes:
/// so each frame looks at the chunks of the running cell, and not at all those of the window.
struct HistoryMemory {
  /// What a cell takes that is remembered, about.
  private static let cellBytes = 48

  /// How many seconds a cell has.
  private var length: Int64 = 0
  /// By the number of the cell, counted from the begin of all time.
  private var known = RecentGroups<[Int64: Duration?]>()
  private(set) var work = Work()
  /// The most seconds that lie between a chunk's first scope and its last.
  private var chunkSecondsMax: Int64 = 0

  /// Forgets all cells that some chunks reach into.
  mutating func forget(_ answers: [ChunkAnswer]) {
    known.beginTurn()
    var cells: Set<Int64> = []
    for answer in answers {
      let seconds = answer.chunk.latest.second - answer.second
      chunkSecondsMax = max(chunkSecondsMax, seconds)
      guard !known.isEmpty else { continue }
      if seconds / length > 1_000 {
        known.removeAll()
      } else {
        cells.formUnion(cell(of: answer.second)...cell(of: answer.chunk.latest.second))
      }
    }
    known.update { _, p99 in
      for cell in cells { p99[cell] = nil }
      return true
    }
  }

  var byteCount: Int { known.values.reduce(0) { $0 + 100 + $1.capacity * Self.cellBytes } }

  private func cell(of second: Int64) -> Int64 { second.flooredQuotient(by: length) }

  /// A group's p99 a cell, oldest first, nil where no scope finished. The last one holds whatever is
  /// dated later, too.
  ///
  /// - Parameters:
  ///   - last: the number of the last cell.
  ///   - answers: oldest first.
  mutating func history(
    of group: UInt32, cells: Int, length: Int64, upTo last: Int64, in answers: [ChunkAnswer]
  ) -> [Duration?] {
    if length != self.length { known.removeAll() }
    self.length = length
    let numbers = (last - Int64(cells) + 1)...last
    var p99 = (known.take(group) ?? [:]).filter { numbers.contains($0.key) }
    var fresh = numbers.map { p99.index(forKey: $0) == nil ? HistoryCell() : nil }
    fill(&fresh, from: numbers.lowerBound, group, answers)
    for (cell, number) in zip(fresh, numbers) {
      if let cell { p99.updateValue(cell.p99, forKey: number) }
    }
    let history = numbers.map { p99[$0] ?? nil }
    // Once the last one is past, what is dated later is in others.
    p99[last] = nil
    known.put(p99, for: group)
    return history
  }

  /// Adds the rows of a group to the cells that are to be worked out anew.
  private mutating func fill(
    _ fresh: inout [HistoryCell?], from first: Int64, _ group: UInt32, _ answers: [ChunkAnswer]
  ) {
    guard let missing = fresh.firstIndex(where: { $0 != nil }) else { return }
    let start = (first + Int64(missing)) * length
    func place(of second: Int64) -> Int {
      Int(min(Int64(fresh.count - 1), max(-1, cell(of: second) - first)))
    }
    let reaching = answers[answers.partitioningIndex { $0.second + chunkSecondsMax >= start }...]
    work.lookups += reaching.count
    for answer in reaching {
      let chunk = answer.chunk
      let number = place(of: answer.second)
      let isOne = number == place(of: chunk.latest.second)
      if isOne, number < 0 || fresh[number] == nil { continue }
      guard let inIndex = answer.index.place(of: group) else { continue }
      work.rows += answer.index.range(at: inIndex).count
      if isOne {
        fresh[number]?.add(answer, at: inIndex)
        continue
      }
      // An old chunk covers more time than a cell: each of its rows has a place of its own, and what
      // a summary has put together has all of them.
      let parts = self.parts(of: chunk, from: first, to: first + Int64(fresh.count) - 1)
      for position in answer.index.range(at: inIndex) {
        let row = Int(answer.index.rows[position])
        if chunk.isSpread(row) {
          for (number, part) in parts { fresh[number]?.add(row: row, of: chunk, part: part) }
          continue
        }
        let number = place(of: chunk.endMicroseconds[row].flooredQuotient(by: 1_000_000))
        if number >= 0 { fresh[number]?.add(row: row, of: chunk) }
      }
    }
  }

  /// The places of the cells that a summary reaches over, and which part of its time each has.
  private func parts(
    of chunk: Chunk, from first: Int64, to last: Int64
  ) -> [(place: Int, part: Double)] {
    guard chunk.precision == .summary else { return [] }
    let begin = max(first, cell(of: chunk.earliest.second))
    let end = min(last, cell(of: chunk.latest.second))
    guard begin <= end else { return [] }
    return (begin...end).map { cell in
      let start = Timestamp(microseconds: cell * length * 1_000_000)
      return (Int(cell - first), chunk.part(from: start, to: start.advanced(by: .seconds(length))))
    }
  }
}
