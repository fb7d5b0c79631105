import Intake

/// The partial answers of a query: one for each chunk in its window and in the window before.
///
/// A chunk is looked at once, when it first comes into sight; from then on a moment only says which
/// chunks are in which zone. So a moment may be later or earlier than the one before.
struct ChunkAnswers {
  /// What a moment changed about one zone.
  struct Change {
    var leaving: [ChunkAnswer] = []
    var entering: [ChunkAnswer] = []
    var staying: [ChunkAnswer] = []
  }

  /// How fast scopes leave the window.
  enum Pace {
    /// As they are due: the window is sharp to the second.
    case atOnce
    /// A busy second in steps: no frame has to take out a second at once. Meanwhile the window is up
    /// to a second longer, and says so.
    ///
    /// So many rows may leave with one step in any case.
    case inSteps(rows: Int)
  }

  /// In so many steps a second is out, as long as no other one is due.
  private static let leavingSteps = 4

  var table: SeriesTable
  private(set) var inside: [ChunkAnswer] = []
  private(set) var before: [ChunkAnswer] = []
  private var byChunk: [UInt64: ChunkAnswer] = [:]
  private var scratch = ChunkIndex.Scratch()
  private var stamp: UInt64 = 0
  private var indexBytes = 0
  private(set) var work = Work()
  /// Of the second that has left the window last: which it is, how many of its rows go with each step,
  /// and since when what is left of it lasts.
  private var leaving = (second: Int64.min, rowsPerStep: 0)
  private(set) var lingersSince: Timestamp?
  /// Whether the window before is of interest.
  private let keepsBefore: Bool

  var byteCount: Int {
    indexBytes + byChunk.count * 160 + scratch.byteCount + table.byteCount
  }

  init(_ query: Query, keepsBefore: Bool) {
    table = SeriesTable(query)
    self.keepsBefore = keepsBefore
  }

  /// Whether the zones hold just the chunks of a moment. Cost: a look at each of them.
  func holds(_ moment: Moment, _ window: Window) -> Bool {
    let chunks = moment.chunks[start(in: moment, window)...]
    guard chunks.count == before.count + inside.count else { return false }
    // Within a zone chunks are in their order of time, and so are the zones.
    return zip(chunks, [before, inside].joined()).allSatisfy { $0 === $1.chunk }
  }

  /// The first chunk of a moment that is of interest.
  private func start(in moment: Moment, _ window: Window) -> Int {
    let first =
      keepsBefore ? window.firstSecondBefore(at: moment.now) : window.firstSecond(at: moment.now)
    return moment.chunks.partitioningIndex { $0.earliest.second >= first }
  }

  /// Brings the zones to a moment, and says what changed.
  ///
  /// - Parameter pace: whether of a busy second that has just left the window some chunks may linger
  ///   until the next steps.
  mutating func advance(
    to moment: Moment, _ window: Window, pace: Pace = .atOnce
  ) -> (inside: Change, before: Change) {
    table.extend(to: moment)
    stamp += 1
    let first = window.firstSecond(at: moment.now)
    var nowInside: [ChunkAnswer] = []
    var nowBefore: [ChunkAnswer] = []
    let lingering = lingering(before: first, pace)
    lingersSince = lingering.lazy.map(\.chunk.earliest).min()
    let kept = Set(lingering.map(\.id))
    let chunks = moment.chunks[start(in: moment, window)...]
    work.lookups += chunks.count
    for chunk in chunks {
      let answer = answer(for: chunk, moment.catalog)
      answer.stamp = stamp
      let isInside = answer.second >= first || kept.contains(answer.id)
      answer.nextZone = isInside ? .inside : .before
      if isInside { nowInside.append(answer) } else { nowBefore.append(answer) }
    }
    let change = (
      inside: change(.inside, from: inside, to: nowInside),
      before: change(.before, from: before, to: nowBefore)
    )
    forget(inside)
    forget(before)
    for answer in nowInside { answer.zone = .inside }
    for answer in nowBefore { answer.zone = .before }
    inside = nowInside
    before = nowBefore
    return change
  }

  /// The chunks of the second that has just left the window which stay in it for this step.
  private mutating func lingering(
    before first: Int64, _ pace: Pace
  ) -> ArraySlice<ChunkAnswer> {
    let due = inside.prefix { $0.second < first }
    guard case .inSteps(let rowsInAnyCase) = pace, let second = due.last?.second,
      second == first - 1
    else { return [] }
    let overdue = due.drop { $0.second < second }
    let rows = overdue.reduce(0) { $0 + $1.chunk.count }
    if leaving.second != second {
      leaving = (second, max(rowsInAnyCase, rows / Self.leavingSteps))
    }
    var gone = 0
    return overdue.drop { answer in
      defer { gone += answer.chunk.count }
      return gone < leaving.rowsPerStep
    }
  }

  private mutating func answer(for chunk: Chunk, _ catalog: Catalog) -> ChunkAnswer {
    if let known = byChunk[chunk.id] { return known }
    work.rows += chunk.count
    let index = ChunkIndex(chunk, &table, catalog: catalog, scratch: &scratch)
    let answer = ChunkAnswer(index)
    byChunk[chunk.id] = answer
    indexBytes += index.byteCount
    return answer
  }

  private func change(
    _ zone: ChunkAnswer.Zone, from old: [ChunkAnswer], to new: [ChunkAnswer]
  ) -> Change {
    var change = Change()
    for answer in old {
      if answer.stamp == stamp, answer.nextZone == zone {
        change.staying.append(answer)
      } else {
        change.leaving.append(answer)
      }
    }
    change.entering = new.filter { $0.zone != zone }
    return change
  }

  /// Drops answers for chunks that are out of sight.
  private mutating func forget(_ old: [ChunkAnswer]) {
    for answer in old where answer.stamp != stamp {
      byChunk[answer.chunk.id] = nil
      indexBytes -= answer.index.byteCount
    }
  }
}
