import Intake

/// The whole seconds that a chunk may cover, by its age.
///
/// Slots of 60 seconds are made of slots of 5, and those of single seconds, all aligned; a slot only
/// gets longer as time goes on. So a chunk that lies in one slot does so for ever.
enum Slot {
  /// From this age on, a slot has 5 seconds. The longest window that is looked at second by second,
  /// and the one before it, are younger.
  static let fiveSecondsFromAge: Int64 = 120
  /// From this age on, a slot has 60 seconds: past the longest window.
  static let sixtySecondsFromAge: Int64 = 1_200
  /// Rows in a merged chunk at most, so that no single merge takes long.
  static let rowLimit = 32_768
  /// Bytes in a merged chunk at most.
  static let byteLimit = 16 << 20
  /// Chunks with at least this many rows are worth no more merging.
  static let rowsEnough = 12_288

  /// The first second of the slot that a second lies in, and its length.
  static func bounds(of second: Int64, at now: Timestamp?) -> (start: Int64, seconds: Int64) {
    guard let now else { return (second, 1) }
    let minute = second.flooredQuotient(by: 60) * 60
    if now.second - minute - 60 >= sixtySecondsFromAge { return (minute, 60) }
    let five = second.flooredQuotient(by: 5) * 5
    if now.second - five - 5 >= fiveSecondsFromAge { return (five, 5) }
    return (second, 1)
  }

  /// A chunk cut so that each piece lies in one slot. Mostly one or two: scopes that arrive
  /// together finished together.
  static func pieces(of chunk: Chunk, at now: Timestamp?) -> [Chunk] {
    if chunk.count <= rowLimit,
      bounds(of: chunk.earliest.second, at: now) == bounds(of: chunk.latest.second, at: now)
    {
      return [chunk]
    }
    var builders: [Int64: ChunkBuilder] = [:]
    var pieces: [Chunk] = []
    var row = 0
    while row < chunk.count {
      let (start, seconds) = bounds(of: second(row, chunk), at: now)
      var end = row + 1
      let range = start..<start + seconds
      while end < chunk.count, end - row < rowLimit, range.contains(second(end, chunk)) { end += 1 }
      if let open = builders[start]?.count, open + end - row > rowLimit,
        let full = builders[start]?.seal()
      {
        pieces.append(full)
      }
      builders[start, default: ChunkBuilder()].append(rows: row..<end, of: chunk)
      row = end
    }
    for start in builders.keys.sorted() {
      if let piece = builders[start]?.seal() { pieces.append(piece) }
    }
    return pieces
  }

  private static func second(_ row: Int, _ chunk: Chunk) -> Int64 {
    chunk.endMicroseconds[row].flooredQuotient(by: 1_000_000)
  }
}

/// One pass of merging over the chunks held: what lies in one slot becomes one chunk.
struct SlotMerge {
  /// Rows that one pass copies at most; what is left is merged by the next.
  private static let rowsPerPass = 65_536
  /// A finished second is merged when it has this many chunks: scopes that come late then make new
  /// small chunks, and it would be a waste to copy the whole second for each.
  private static let youngChunks = 4
  /// A second is merged when it is this old, in seconds.
  private static let settledAge: Int64 = 2

  private(set) var chunks: [Chunk] = []
  /// By how many bytes the merged chunks differ from those they are made of.
  private(set) var addedBytes = 0
  private(set) var hasMore = false
  private(set) var rowsCopied = 0

  /// - Parameter old: oldest first.
  init(_ old: [Chunk], at now: Timestamp) {
    chunks.reserveCapacity(old.count)
    var index = 0
    while index < old.count {
      let slot = Slot.bounds(of: old[index].earliest.second, at: now)
      var end = index + 1
      while end < old.count, old[end].earliest.second < slot.start + slot.seconds { end += 1 }
      let isSettled = slot.start + slot.seconds + Self.settledAge <= now.second + 1
      if isSettled, end - index >= (slot.seconds == 1 ? Self.youngChunks : 2) {
        pack(old[index..<end])
      } else {
        chunks.append(contentsOf: old[index..<end])
      }
      index = end
    }
  }

  /// Joins neighbours of one slot while the result keeps within its limits.
  private mutating func pack(_ slot: ArraySlice<Chunk>) {
    var run: [Chunk] = []
    var rows = 0
    var bytes = 0
    for chunk in slot {
      let isEnough = chunk.count >= Slot.rowsEnough || chunk.byteCount > Slot.byteLimit / 2
      if isEnough || rows + chunk.count > Slot.rowLimit || bytes + chunk.byteCount > Slot.byteLimit
      {
        join(run)
        (run, rows, bytes) = ([], 0, 0)
      }
      if isEnough {
        chunks.append(chunk)
        continue
      }
      run.append(chunk)
      rows += chunk.count
      bytes += chunk.byteCount
    }
    join(run)
  }

  private mutating func join(_ run: [Chunk]) {
    let rows = run.reduce(0) { $0 + $1.count }
    guard run.count > 1, rowsCopied == 0 || rowsCopied + rows <= Self.rowsPerPass else {
      hasMore = hasMore || run.count > 1
      chunks.append(contentsOf: run)
      return
    }
    var builder = ChunkBuilder()
    builder.reserve(rows: rows, words: run.reduce(0) { $0 + $1.metrics.count })
    for chunk in run { builder.append(rows: 0..<chunk.count, of: chunk) }
    guard let merged = builder.seal() else { return }
    rowsCopied += rows
    addedBytes += merged.byteCount - run.reduce(0) { $0 + $1.byteCount }
    chunks.append(merged)
  }
}
