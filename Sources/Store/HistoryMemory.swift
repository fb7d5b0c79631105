import Intake

/// p99 over time of the groups that were asked for, cell by cell.
///
/// A cell that is past is worked out once and kept until a chunk that reaches into it comes or goes:
/// so each frame looks at the chunks of the running cell, and not at all those of the window.
struct HistoryMemory {
  /// How many seconds a cell has.
  private var length: Int64 = 0
  private var known = RecentGroups<KnownCells>()
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
    known.update { _, known in
      for cell in cells { known.forget(cell) }
      return true
    }
  }

  var byteCount: Int { known.values.reduce(0) { $0 + 100 + $1.byteCount } }

  private func cell(of second: Int64) -> Int64 { second.flooredQuotient(by: length) }

  /// The p99 of some groups a cell, oldest first, nil where no scope finished. The last one holds
  /// whatever is dated later, too.
  ///
  /// - Parameters:
  ///   - groups: none of them twice.
  ///   - last: the number of the last cell.
  ///   - answers: oldest first.
  mutating func histories(
    of groups: [UInt32], cells: Int, length: Int64, upTo last: Int64, in answers: [ChunkAnswer]
  ) -> [[Duration?]] {
    if length != self.length { known.removeAll() }
    self.length = length
    let numbers = (last - Int64(cells) + 1)...last
    var fresh = FreshCells(groups, from: numbers.lowerBound, count: cells)
    var kept = groups.map { known.take($0) ?? KnownCells() }
    for member in groups.indices {
      kept[member].move(to: numbers)
      for number in numbers where kept[member][number] == nil { fresh.begin(number, of: member) }
    }
    fill(&fresh, answers)
    return groups.indices.map { member in
      for number in numbers {
        if let p99 = fresh.p99(number, of: member) { kept[member].set(number, p99) }
      }
      let history = kept[member].all
      // Once the last one is past, what is dated later is in others.
      kept[member].forget(last)
      known.put(kept[member], for: groups[member])
      return history
    }
  }

  /// Adds the rows of all groups to the cells that are to be worked out anew: chunk by chunk, so that
  /// each chunk's index is fetched once.
  private mutating func fill(_ fresh: inout FreshCells, _ answers: [ChunkAnswer]) {
    guard let missing = fresh.earliest else { return }
    let start = missing * length
    let reaching = answers[answers.partitioningIndex { $0.second + chunkSecondsMax >= start }...]
    for answer in reaching {
      let number = cell(of: answer.second)
      if fresh.isOneCell(number, cell(of: answer.chunk.latest.second)) {
        work.lookups += fresh.members(lacking: number).count
        work.rows += fresh.add(answer, to: number)
      } else if fresh.lacksAny(number, cell(of: answer.chunk.latest.second)) {
        work.lookups += fresh.membersLacking.count
        spread(answer, over: &fresh)
      }
    }
  }

  /// An old chunk covers more time than a cell: each of its rows has a place of its own, and what a
  /// summary has put together has all of them.
  private mutating func spread(_ answer: ChunkAnswer, over fresh: inout FreshCells) {
    let chunk = answer.chunk
    let parts = self.parts(of: chunk, in: fresh.numbers)
    for member in fresh.membersLacking {
      guard let place = answer.index.place(of: fresh.groups[member]) else { continue }
      work.rows += answer.index.range(at: place).count
      for position in answer.index.range(at: place) {
        let row = Int(answer.index.rows[position])
        if chunk.isSpread(row) {
          for part in parts { fresh.add(row: row, of: chunk, part.part, to: part.cell, of: member) }
        } else {
          let second = chunk.endMicroseconds[row].flooredQuotient(by: 1_000_000)
          fresh.add(row: row, of: chunk, 1, to: cell(of: second), of: member)
        }
      }
    }
  }

  /// The cells that a summary reaches over, and which part of its time each has.
  private func parts(
    of chunk: Chunk, in cells: ClosedRange<Int64>
  ) -> [(cell: Int64, part: Double)] {
    guard chunk.precision == .summary else { return [] }
    let begin = max(cells.lowerBound, cell(of: chunk.earliest.second))
    let end = min(cells.upperBound, cell(of: chunk.latest.second))
    guard begin <= end else { return [] }
    return (begin...end).map { cell in
      let start = Timestamp(microseconds: cell * length * 1_000_000)
      return (cell, chunk.part(from: start, to: start.advanced(by: .seconds(length))))
    }
  }
}

/// What is known of a group's cells, which lie side by side.
private struct KnownCells {
  /// The number of the first, counted from the begin of all time.
  private var first: Int64 = 0
  /// By cell: its p99, nil where no scope finished, or that it has to be worked out.
  private var p99: [Duration??] = []

  /// What is known of a cell; nil where it has to be worked out.
  subscript(number: Int64) -> Duration?? {
    index(of: number).flatMap { p99[$0] }
  }

  /// All of them, those that are not known empty.
  var all: [Duration?] { p99.map { $0 ?? nil } }

  var byteCount: Int { p99.capacity * MemoryLayout<Duration??>.stride }

  /// Has these cells from here on, and keeps what is known of them.
  mutating func move(to numbers: ClosedRange<Int64>) {
    if first == numbers.lowerBound, p99.count == numbers.count { return }
    p99 = numbers.map { self[$0] }
    first = numbers.lowerBound
  }

  mutating func set(_ number: Int64, _ value: Duration?) {
    if let index = index(of: number) { p99[index] = .some(value) }
  }

  mutating func forget(_ number: Int64) {
    if let index = index(of: number) { p99[index] = .none }
  }

  private func index(of number: Int64) -> Int? {
    let (index, isFar) = number.subtractingReportingOverflow(first)
    return !isFar && 0 <= index && index < p99.count ? Int(index) : nil
  }
}
