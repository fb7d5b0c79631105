import Intake

/// The scopes that are held: sealed chunks in order of time, within a budget of memory.
///
/// A chunk in the store covers whole seconds of end time: one second while young, more as it ages
/// and is merged with its neighbours. So a window, which is a number of whole seconds too, is a set
/// of whole chunks, and what a query knows about a chunk never changes.
///
///     age      now        2 s                    2 min            20 min
///     chunks    ▏▏▏▏▏▏▏▏▏▏ │▏ ▏ ▏ ▏ ▏ ▏ ▏ ▏ ▏ ▏ ▏ │▏    ▏    ▏    │▏           ▏
///     cover     as they    one second             five seconds     sixty
///               came in                           from :00         from :00
///
/// Over budget the oldest become summaries (see `Summaries`), which may take a quarter of what scopes
/// may. So exact figures reach back as far as there is room, and those of summaries much further.
///
/// Owned by the main thread. What cannot happen: a chunk that changes under a query.
package struct Store: Sendable {
  /// Chunks held, summaries among them, oldest first by the second in which they begin.
  package private(set) var chunks: [Chunk] = []
  /// Names for all ids in them.
  package private(set) var catalog = Catalog()
  /// The running totals of the last delivery.
  package private(set) var tally = IntakeTally()
  /// How many scopes are held whole, of all that finished since, each row counted once whatever its
  /// weight.
  package private(set) var scopeCount = 0
  /// What these scopes take, in bytes.
  package private(set) var exactBytes = 0

  private let budgetBytes: Int
  private var exact: [Chunk] = []
  private var summaries = Summaries()
  /// Whether `chunks` is what is held.
  private var isListed = true
  private var queryBytes = 0
  private var seriesSince: [Int64] = []
  private var clock: Timestamp?
  private var hasMoreToMerge = false
  /// How much it has looked at so far.
  package private(set) var work = Work()

  /// - Parameter budgetBytes: what chunks, names and the answers of queries may take together;
  ///   the oldest scopes become summaries, and the oldest summaries go. However large the other two
  ///   are, chunks may always take an eighth of it.
  package init(budgetBytes: Int) { self.budgetBytes = budgetBytes }

  /// Takes in what the intake thread handed over, in order.
  ///
  /// A chunk that covers several seconds is cut, so that each held covers one (or, of scopes that
  /// are long past, one slot of their age). Cost: what was handed over.
  package mutating func take(_ delivery: Delivery) {
    catalog.append(delivery.additions)
    tally = delivery.tally
    noteNewSeries(in: delivery.chunk)
    guard let chunk = delivery.chunk else { return }
    work.rows += chunk.count
    for piece in Slot.pieces(of: chunk, at: clock) { insert(piece) }
    evict()
    list()
  }

  /// Merges chunks that have aged and makes summaries of the oldest while over budget.
  ///
  /// - Parameter queryBytes: what the answers kept for queries take, and what a frozen moment alone
  ///   keeps alive; it counts against the budget.
  package mutating func advance(to now: Timestamp, queryBytes: Int = 0) {
    self.queryBytes = queryBytes
    let isNewSecond = clock.map { $0.second < now.second } ?? true
    clock = max(clock ?? now, now)
    if isNewSecond || hasMoreToMerge { merge() }
    evict()
    list()
  }

  /// The scopes held now, to be looked at now or, frozen, later.
  package func moment(at now: Timestamp) -> Moment {
    Moment(now: now, chunks: chunks, catalog: catalog, seriesSince: seriesSince)
  }

  /// What summaries take, in bytes.
  package var summaryBytes: Int { summaries.byteCount }

  /// What names take, with the tables that the intake looks them up in.
  package var nameBytes: Int { catalog.byteCount + seriesSince.count * 8 + tally.nameBytes }

  /// What chunks and names take now.
  package var byteCount: Int { exactBytes + summaryBytes + nameBytes }
}

extension Store {
  /// Of what chunks may take, summaries may take one part in so many.
  private static let summaryPart = 4

  /// What chunks may take now, in bytes.
  private var roomBytes: Int { max(budgetBytes / 8, budgetBytes - queryBytes - nameBytes) }

  /// A new series was first seen in the chunk that came with it.
  private mutating func noteNewSeries(in chunk: Chunk?) {
    let missing = catalog.series.count - seriesSince.count
    guard missing > 0 else { return }
    let second = chunk?.earliest.second ?? clock?.second ?? .min
    seriesSince.append(contentsOf: repeatElement(second, count: missing))
  }

  private mutating func insert(_ chunk: Chunk) {
    let second = chunk.earliest.second
    let place = exact.partitioningIndex { $0.earliest.second > second }
    exact.insert(chunk, at: place)
    exactBytes += chunk.byteCount
    scopeCount += chunk.count
    isListed = false
  }

  private mutating func merge() {
    guard let clock else { return }
    let merge = SlotMerge(exact, at: clock)
    exact = merge.chunks
    exactBytes += merge.addedBytes
    let hasMore = summaries.merge(at: clock, roomBytes: roomBytes / Self.summaryPart)
    work.rows += merge.rowsCopied + summaries.rowsMerged
    hasMoreToMerge = merge.hasMore || hasMore
    isListed = false
  }

  /// Makes summaries of the oldest scopes and lets the oldest summaries go, while there is no room.
  ///
  /// Where summing up frees too little, or would take too long for a frame, older summaries make the
  /// room, and at last the scopes themselves: nothing in between is ever missing.
  private mutating func evict() {
    let room = roomBytes
    var effort = SummingEffort()
    var count = 0
    while exactBytes + summaryBytes > room, count < exact.count {
      let chunk = exact[count]
      if effort.isWorthMore {
        work.rows += chunk.count
        effort.add(chunk, freedBytes: chunk.byteCount - summaries.take(chunk))
      } else if !summaries.chunks.isEmpty {
        summaries.removeFirst()
        isListed = false
        continue
      }
      exactBytes -= chunk.byteCount
      scopeCount -= chunk.count
      count += 1
      fitSummaries(into: room)
    }
    if count > 0 { exact.removeFirst(count) }
    fitSummaries(into: room)
    isListed = isListed && count == 0
  }

  private mutating func fitSummaries(into room: Int) {
    while summaryBytes > room / Self.summaryPart {
      summaries.removeFirst()
      isListed = false
    }
  }

  /// Puts what is held in order of time. Cost: a copy of the list, where it has changed.
  private mutating func list() {
    guard !isListed else { return }
    isListed = true
    chunks = summaries.chunks.isEmpty ? exact : exact.merged(with: summaries.chunks)
  }
}

/// What summing up has cost at one time, and what it was good for.
private struct SummingEffort {
  /// Rows that are summed up at one time in any case, at 20 to 200 ns each, and at most.
  private static let rows = 32_768
  private static let rowsMax = 262_144

  private var rows = 0
  private var bytes = 0
  private var freedBytes = 0

  /// Whether there is time for more: for much more only where it frees at least half of the memory.
  var isWorthMore: Bool {
    rows < Self.rows || (rows < Self.rowsMax && freedBytes * 2 >= bytes)
  }

  mutating func add(_ chunk: Chunk, freedBytes freed: Int) {
    rows += chunk.count
    bytes += chunk.byteCount
    freedBytes += freed
  }
}

extension [Chunk] {
  /// These and others, both oldest first, in order of time; of one second the others come first.
  fileprivate func merged(with others: [Chunk]) -> [Chunk] {
    var merged: [Chunk] = []
    merged.reserveCapacity(count + others.count)
    var next = 0
    for chunk in self {
      let second = chunk.earliest.second
      while next < others.count, others[next].earliest.second <= second {
        merged.append(others[next])
        next += 1
      }
      merged.append(chunk)
    }
    return merged + others[next...]
  }
}
