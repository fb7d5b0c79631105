import Intake

/// The scopes of a group at a moment, told apart into slow ones and others.
///
/// It is made anew for each question: the rows that the filter lets through, a chunk at a time.
struct SlowSplit {
  enum Side: UInt8 {
    case other, slow
    /// Slow as well, while it is asked about one instance: not what it is held against.
    case neither
  }

  /// The rows of one chunk.
  struct Part {
    let chunk: Chunk
    let rows: [UInt32]
    /// For each of `rows`.
    var sides: [Side]
  }

  private(set) var parts: [Part] = []
  /// Which series and which metrics the filter leaves.
  private(set) var table: SeriesTable
  /// The figures of all the rows.
  private(set) var figures = GroupFigures()
  /// Up to when there are summaries in the window, which are left out; nil where there are none.
  private(set) var summarisedUntil: Timestamp?
  /// Whether the instance asked about is held no longer.
  private(set) var isInstanceGone = false

  init(of key: GroupKey, in query: Query, slow: SlowSet, at moment: Moment) {
    table = SeriesTable(query, only: key)
    let moment = table.answerable(moment)
    gather(key, query.window, moment)
    switch slow {
    case .slowest: divide(from: figures.slowBorder)
    case .box(let box): divide(by: box)
    case .instance(let identity): single(out: identity, of: key, moment)
    }
  }

  private mutating func gather(_ key: GroupKey, _ window: Window, _ moment: Moment) {
    guard let group = table.numbersByKey[key] else { return }
    let first = window.firstSecond(at: moment.now)
    let start = moment.chunks.partitioningIndex { $0.earliest.second >= first }
    var scratch = ChunkIndex.Scratch()
    for chunk in moment.chunks[start...] {
      guard chunk.precision == .exact else {
        summarisedUntil = max(summarisedUntil ?? chunk.latest, chunk.latest)
        continue
      }
      let index = ChunkIndex(chunk, &table, catalog: moment.catalog, scratch: &scratch)
      guard let place = index.place(of: group) else { continue }
      figures.add(index, at: place)
      let rows = Array(index.rows[index.range(at: place)])
      parts.append(
        Part(chunk: chunk, rows: rows, sides: Array(repeating: .other, count: rows.count)))
    }
  }

  private mutating func divide(from border: SlowBorder?, as side: Side = .slow) {
    guard let border else { return }
    change { chunk, row in
      chunk.durationNanoseconds[row] >= border.nanoseconds ? side : .other
    }
  }

  private mutating func divide(by box: LatencyBox) {
    change { chunk, row in
      let end = Timestamp(microseconds: chunk.endMicroseconds[row])
      let duration = Duration.nanoseconds(chunk.durationNanoseconds[row])
      return box.contains(end: end, duration: duration) ? .slow : .other
    }
  }

  /// One scope on the slow side, however slow it was; on the other those that are typical. It may
  /// have left the window since it was opened, or not pass the filter any more.
  private mutating func single(
    out identity: Instance.Identity, of key: GroupKey, _ moment: Moment
  ) {
    divide(from: figures.slowBorder, as: .neither)
    for index in parts.indices {
      let chunk = parts[index].chunk
      for place in parts[index].rows.indices
      where identity.isRow(Int(parts[index].rows[place]), of: chunk) {
        parts[index].sides[place] = .slow
        return
      }
    }
    let whole = moment.chunks.lazy.filter { $0.precision != .summary }
    for chunk in whole where chunk.earliest <= identity.end && identity.end <= chunk.latest {
      let row = (0..<chunk.count).first { row in
        identity.isRow(row, of: chunk)
          && moment.catalog[moment.catalog.series[Int(chunk.series[row])].name] == key.scope
      }
      guard let row else { continue }
      parts.append(Part(chunk: chunk, rows: [UInt32(row)], sides: [.slow]))
      return
    }
    isInstanceGone = true
  }

  private mutating func change(_ side: (Chunk, Int) -> Side) {
    for index in parts.indices {
      let part = parts[index]
      parts[index].sides = part.rows.map { side(part.chunk, Int($0)) }
    }
  }
}

extension Instance.Identity {
  fileprivate func isRow(_ row: Int, of chunk: Chunk) -> Bool {
    chunk.endMicroseconds[row] == end.microseconds
      && Duration.nanoseconds(chunk.durationNanoseconds[row]) == duration
      && chunk.id(ofRow: row) == id
  }
}
