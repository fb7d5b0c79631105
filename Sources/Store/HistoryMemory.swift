import Intake

/// p99 over time of the groups that were asked for, cell by cell.
///
/// A cell that is past is worked out once and kept until a chunk that reaches into it comes or goes,
/// and to the running one is added what comes in: so a frame looks at new chunks, and not at all those
/// of the window.
struct HistoryMemory {
  /// How many seconds a cell has.
  private var length: Int64 = 0
  /// The number of the running cell, counted from the begin of all time.
  private var last: Int64 = 0
  private var known = RecentGroups<KnownCells>()
  private(set) var work = Work()
  /// The most seconds that lie between a chunk's first scope and its last.
  private var chunkSecondsMax: Int64 = 0

  /// Forgets all past cells that some chunks reach into, and adds those that come in to the running
  /// one.
  mutating func change(leaving: [ChunkAnswer], entering: [ChunkAnswer]) {
    known.beginTurn()
    for answer in entering { chunkSecondsMax = max(chunkSecondsMax, seconds(of: answer)) }
    if known.isEmpty { return }
    let running = entering.filter { cell(of: $0.second) >= last }
    let others = leaving + entering.filter { cell(of: $0.second) < last }
    guard others.allSatisfy({ seconds(of: $0) / length <= 1_000 }) else { return known.removeAll() }
    var cells: Set<Int64> = []
    for answer in others {
      cells.formUnion(cell(of: answer.second)...cell(of: answer.chunk.latest.second))
    }
    known.update { group, known in
      for cell in cells { known.forget(cell) }
      for answer in running { work.rows += known.add(answer, of: group) }
      work.lookups += running.count
      return true
    }
  }

  var byteCount: Int { known.values.reduce(0) { $0 + 100 + $1.byteCount } }

  private func cell(of second: Int64) -> Int64 { second.flooredQuotient(by: length) }

  private func seconds(of answer: ChunkAnswer) -> Int64 {
    answer.chunk.latest.second - answer.second
  }

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
    (self.length, self.last) = (length, last)
    let numbers = (last - Int64(cells) + 1)...last
    return knownHistories(of: groups, over: numbers)
      ?? completedHistories(of: groups, over: numbers, in: answers)
  }

  /// The histories, where no cell of any has to be worked out: what most frames find.
  private mutating func knownHistories(
    of groups: [UInt32], over numbers: ClosedRange<Int64>
  ) -> [[Duration?]]? {
    var histories: [[Duration?]] = []
    histories.reserveCapacity(groups.count)
    for group in groups {
      guard let cells = known.value(of: group), cells.areKnown(over: numbers) else { return nil }
      histories.append(cells.all)
    }
    return histories
  }

  private mutating func completedHistories(
    of groups: [UInt32], over numbers: ClosedRange<Int64>, in answers: [ChunkAnswer]
  ) -> [[Duration?]] {
    var fresh = FreshCells(groups, from: numbers.lowerBound, count: numbers.count)
    var kept = groups.map { known.take($0) ?? KnownCells() }
    for member in groups.indices {
      kept[member].move(to: numbers)
      for number in numbers where kept[member].lacks(number) { fresh.begin(number, of: member) }
    }
    fill(&fresh, answers)
    return groups.indices.map { member in
      for number in numbers {
        if let cell = fresh.cell(number, of: member) { kept[member].set(number, cell) }
      }
      known.put(kept[member], for: groups[member])
      return kept[member].all
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
  /// By past cell: its p99, nil where no scope finished, or that it has to be worked out.
  private var past: [Duration??] = []
  /// The running cell, which is the last; nil where it has to be worked out.
  private var running: HistoryCell?

  /// All of them, those that are not known empty.
  var all: [Duration?] { past.map { $0 ?? nil } + [running?.p99] }

  var byteCount: Int {
    past.capacity * MemoryLayout<Duration??>.stride + (running?.byteCount ?? 0)
  }

  /// Has these cells from here on, and keeps what is known of them. A cell that was the running one has
  /// to be worked out anew: what is dated later is in others from then on.
  mutating func move(to numbers: ClosedRange<Int64>) {
    if first == numbers.lowerBound, past.count == numbers.count - 1 { return }
    past = numbers.dropLast().map { number in index(of: number).flatMap { past[$0] } }
    first = numbers.lowerBound
    running = nil
  }

  /// Whether these are the cells, and none of them has to be worked out.
  func areKnown(over numbers: ClosedRange<Int64>) -> Bool {
    first == numbers.lowerBound && past.count == numbers.count - 1 && running != nil
      && past.allSatisfy { $0 != nil }
  }

  /// Whether a cell has to be worked out.
  func lacks(_ number: Int64) -> Bool {
    index(of: number).map { past[$0] == nil } ?? (running == nil)
  }

  /// A cell is worked out.
  mutating func set(_ number: Int64, _ cell: HistoryCell) {
    if let index = index(of: number) { past[index] = .some(cell.p99) } else { running = cell }
  }

  /// A cell has to be worked out.
  mutating func forget(_ number: Int64) {
    if let index = index(of: number) {
      past[index] = .none
    } else if number - first >= past.count {
      running = nil
    }
  }

  /// Adds a group's scopes of a chunk, all of them of the running cell's time or later. Returns how many
  /// there are.
  mutating func add(_ answer: ChunkAnswer, of group: UInt32) -> Int {
    guard running != nil, let place = answer.index.place(of: group) else { return 0 }
    running?.add(answer, at: place)
    return answer.index.range(at: place).count
  }

  private func index(of number: Int64) -> Int? {
    let (index, isFar) = number.subtractingReportingOverflow(first)
    return !isFar && 0 <= index && index < past.count ? Int(index) : nil
  }
}
