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

  /// The second that has left the window last, and how many of its rows go with each step.
  private struct Leaving {
    var second = Int64.min
    var rowsPerStep = 0
  }

  var table: SeriesTable
  private(set) var inside: [ChunkAnswer] = []
  private(set) var before: [ChunkAnswer] = []
  private var byChunk: [UInt64: ChunkAnswer] = [:]
  private var scratch = ChunkIndex.Scratch()
  private var stamp: UInt64 = 0
  private var indexBytes = 0
  private(set) var work = Work()
  private var leaving = Leaving()
  /// When the first scope finished that is inside though it is due to leave; nil where none is.
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

  /// Whether the zones hold just the chunks of a moment, whose time is that of the last one. Cost: a
  /// look at each of them.
  func holds(_ moment: Moment, _ window: Window) -> Bool {
    let chunks = moment.chunks[start(in: moment, window)...]
    return chunks.count == byChunk.count && chunks.allSatisfy { byChunk[$0.id] != nil }
  }

  /// The first chunk of a moment that is of interest.
  private func start(in moment: Moment, _ window: Window) -> Int {
    let first =
      keepsBefore ? window.firstSecondBefore(at: moment.now) : window.firstSecond(at: moment.now)
    return moment.chunks.partitioningIndex { $0.earliest.second >= first }
  }

  /// Brings the zones to a moment, and says what changed.
  ///
  /// - Parameters:
  ///   - pace: whether of a busy second that has just left the window some chunks may linger until the
  ///     next steps.
  ///   - rowsPerStep: how many rows go with one step in any case.
  mutating func advance(
    to moment: Moment, _ window: Window, pace: Ranking.Pace = .atOnce, rowsPerStep: Int = 0
  ) -> (inside: Change, before: Change) {
    table.extend(to: moment)
    stamp += 1
    let first = window.firstSecond(at: moment.now)
    var nowInside: [ChunkAnswer] = []
    var nowBefore: [ChunkAnswer] = []
    let lingering = Set(lingeringChunks(before: first, pace, rowsPerStep).map(\.id))
    let chunks = moment.chunks[start(in: moment, window)...]
    work.lookups += chunks.count
    for chunk in chunks {
      let answer = answer(for: chunk, moment.catalog)
      answer.stamp = stamp
      let isInside = answer.second >= first || lingering.contains(answer.id)
      answer.nextZone = isInside ? .inside : .before
      if isInside { nowInside.append(answer) } else { nowBefore.append(answer) }
    }
    lingersSince = nowInside.prefix { $0.second < first }.lazy.map(\.chunk.earliest).min()
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
  private mutating func lingeringChunks(
    before first: Int64, _ pace: Ranking.Pace, _ rowsPerStep: Int
  ) -> ArraySlice<ChunkAnswer> {
    let due = inside.prefix { $0.second < first }
    guard case .inSteps(let steps) = pace, steps > 1, let second = due.last?.second,
      second == first - 1
    else { return [] }
    let overdue = due.drop { $0.second < second }
    let rows = overdue.reduce(0) { $0 + $1.chunk.count }
    if leaving.second != second {
      leaving = Leaving(second: second, rowsPerStep: max(rowsPerStep, (rows + steps - 1) / steps))
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
