import Intake

/// What is left of the scopes that had to go: summaries, each of a slot of time, oldest first.
///
/// A slot has one second at first. As it ages it is put together with its neighbours into longer ones,
/// so that a slot is never longer than a part of its age: a twenty-fourth while there is room, and all
/// of it where there is not. So what reaches back a day takes hardly more than what reaches back an
/// hour. Past their share of the memory the oldest go.
///
///     age      now         exact ends                    2 min             6 min
///     slots     ░░░░░░░░░░░│▏▏▏▏▏▏▏▏▏▏▏▏▏▏▏▏▏▏▏▏▏▏▏▏▏▏▏▏▏│▏    ▏    ▏    ▏│▏              ▏
///     seconds              │1                             5                15         60 300 900 3600
///
/// Owned by the store.
struct Summaries: Sendable {
  /// How long slots may be, in seconds; each is made of whole ones of the length before.
  static let slotSeconds: [Int64] = [1, 5, 15, 60, 300, 900, 3_600]
  /// While there is room, a slot is this many times as old as it is long.
  static let agesWithRoom: Int64 = 24
  /// Where there is none, this many times. A window over slots longer than itself would tell nothing.
  static let agesWithoutRoom: Int64 = 1
  /// Rows that are put together at once at most. A slot with more stays in several parts: so many
  /// series leave little to put together.
  static let rowLimit = 65_536
  /// The same in bytes: scopes that are kept whole take more time than rows.
  static let byteLimit = 3 << 20
  /// Rows that one pass puts together, unless its first slot has more.
  private static let rowsPerPass = 32_768

  /// Oldest first by the second in which they begin; what belongs to one slot has one span.
  private(set) var chunks: [Chunk] = []
  private(set) var byteCount = 0
  /// Rows that the last merge has put together.
  private(set) var rowsMerged = 0

  /// The end of the time that they are about: past it, scopes are held whole.
  var latest: Timestamp? { chunks.lazy.map(\.latest).max() }

  /// Takes in scopes that cannot be held whole any longer. Returns what their summary takes, in bytes.
  mutating func take(_ chunk: Chunk) -> Int {
    let summary = SlotSummary(of: CollectionOfOne(chunk))
    insert(summary)
    return summary.byteCount
  }

  /// Lets go of the oldest slot.
  mutating func removeFirst() {
    guard let span = chunks.first?.span else { return }
    let end = chunks.firstIndex { $0.span != span } ?? chunks.count
    remove(0..<end)
  }

  private mutating func insert(_ summary: SlotSummary) {
    let new = [summary.slowest, summary.folded].compactMap(\.self)
    guard let second = new.first?.earliest.second else { return }
    chunks.insert(
      contentsOf: new, at: chunks.partitioningIndex { $0.earliest.second > second })
    byteCount += summary.byteCount
  }

  private mutating func remove(_ range: Range<Int>) {
    byteCount -= chunks[range].reduce(0) { $0 + $1.byteCount }
    chunks.removeSubrange(range)
  }
}

extension Summaries {
  /// A slot in which there is something to put together.
  private struct Candidate {
    var range: Range<Int>
    var rows = 0
    /// How many times as old as long it is.
    var ages: Int64 = 0
  }

  /// Puts slots together that have come of age and, past three quarters of the room, others: those
  /// first that are oldest for their length. Returns whether there is more to be done.
  ///
  /// Cost: bounded, by the rows of one pass.
  ///
  /// - Parameter roomBytes: what they may take.
  mutating func merge(at now: Timestamp, roomBytes: Int) -> Bool {
    rowsMerged = 0
    while true {
      let isFull = byteCount > roomBytes / 4 * 3
      guard let candidate = nextCandidate(at: now),
        candidate.ages >= (isFull ? Self.agesWithoutRoom : Self.agesWithRoom)
      else { return false }
      if rowsMerged > 0, rowsMerged + candidate.rows > Self.rowsPerPass { return true }
      rowsMerged += candidate.rows
      let summary = SlotSummary(of: chunks[candidate.range])
      remove(candidate.range)
      insert(summary)
    }
  }

  private func nextCandidate(at now: Timestamp) -> Candidate? {
    // Scopes of the latest second may still be on their way here.
    guard let end = latest?.second else { return nil }
    let candidates = Self.slotSeconds.compactMap { seconds in
      oldestCandidate(slotsOf: seconds, before: end, at: now.second)
    }
    return candidates.max { $0.ages < $1.ages }
  }

  private func oldestCandidate(
    slotsOf seconds: Int64, before end: Int64, at now: Int64
  ) -> Candidate? {
    var index = 0
    while index < chunks.count {
      let slot = chunks[index].earliest.second.flooredQuotient(by: seconds)
      let slotEnd = (slot + 1) * seconds
      guard slotEnd <= end else { return nil }
      if var candidate = candidate(in: &index, before: slotEnd) {
        // What is of one second is put together at once: nothing gets less sharp by it.
        candidate.ages = max(seconds == 1 ? Self.agesWithRoom : 0, (now - slotEnd) / seconds)
        return candidate
      }
    }
    return nil
  }

  /// As many neighbours as may be put together, where there are several; of a slot with more than
  /// that, the first that are. Goes on behind them.
  private func candidate(in index: inout Int, before slotEnd: Int64) -> Candidate? {
    var candidate = Candidate(range: index..<index)
    var (bytes, isSeveral) = (0, false)
    while index < chunks.count, chunks[index].earliest.second < slotEnd {
      let end = pieceEnd(from: index)
      let rows = chunks[index..<end].reduce(0) { $0 + $1.count }
      bytes += chunks[index..<end].reduce(0) { $0 + $1.byteCount }
      let isFull = candidate.rows + rows > Self.rowLimit || bytes > Self.byteLimit
      if isFull, !candidate.range.isEmpty { break }
      isSeveral = !candidate.range.isEmpty
      candidate.rows += rows
      candidate.range = candidate.range.lowerBound..<end
      index = end
    }
    return isSeveral ? candidate : nil
  }

  /// Where the chunks of one span end: the slowest and the rest of one slot.
  private func pieceEnd(from index: Int) -> Int {
    let span = chunks[index].span
    return chunks[index...].firstIndex { $0.span != span } ?? chunks.count
  }
}
