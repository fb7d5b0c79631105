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
/// Owned by the main thread. What cannot happen: a chunk that changes under a query.
package struct Store: Sendable {
  /// Chunks held, oldest first by the second in which they begin.
  package private(set) var chunks: [Chunk] = []
  /// Names for all ids in them.
  package private(set) var catalog = Catalog()
  /// The running totals of the last delivery.
  package private(set) var tally = IntakeTally()
  /// How many scopes are held, each row counted once whatever its weight.
  package private(set) var scopeCount = 0

  private let budgetBytes: Int
  private var chunkBytes = 0
  private var queryBytes = 0
  private var seriesSince: [Int64] = []
  private var clock: Timestamp?
  private var hasMoreToMerge = false

  /// - Parameter budgetBytes: what chunks, names and the answers of queries may take together;
  ///   the oldest chunks go first. However large the other two are, chunks may always take an
  ///   eighth of it.
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
    for piece in Slot.pieces(of: chunk, at: clock) { insert(piece) }
    evict()
  }

  /// Merges chunks that have aged and drops the oldest while over budget.
  ///
  /// - Parameter queryBytes: what the answers kept for queries take, and what a frozen moment alone
  ///   keeps alive; it counts against the budget.
  package mutating func advance(to now: Timestamp, queryBytes: Int = 0) {
    self.queryBytes = queryBytes
    let isNewSecond = clock.map { $0.second < now.second } ?? true
    clock = max(clock ?? now, now)
    if isNewSecond || hasMoreToMerge { merge() }
    evict()
  }

  /// The scopes held now, to be looked at now or, frozen, later.
  package func moment(at now: Timestamp) -> Moment {
    Moment(now: now, chunks: chunks, catalog: catalog, seriesSince: seriesSince)
  }

  /// What chunks and names take now.
  package var byteCount: Int { chunkBytes + nameBytes }

  /// What names take, with the tables that the intake looks them up in.
  package var nameBytes: Int { catalog.byteCount + seriesSince.count * 8 + tally.nameBytes }
}

extension Store {
  /// A new series was first seen in the chunk that came with it.
  private mutating func noteNewSeries(in chunk: Chunk?) {
    let missing = catalog.series.count - seriesSince.count
    guard missing > 0 else { return }
    let second = chunk?.earliest.second ?? clock?.second ?? .min
    seriesSince.append(contentsOf: repeatElement(second, count: missing))
  }

  private mutating func insert(_ chunk: Chunk) {
    let second = chunk.earliest.second
    let place = chunks.partitioningIndex { $0.earliest.second > second }
    chunks.insert(chunk, at: place)
    chunkBytes += chunk.byteCount
    scopeCount += chunk.count
  }

  private mutating func merge() {
    guard let clock else { return }
    let merge = SlotMerge(chunks, at: clock)
    chunks = merge.chunks
    chunkBytes += merge.addedBytes
    hasMoreToMerge = merge.hasMore
  }

  private mutating func evict() {
    let allowed = max(
      budgetBytes / 8, budgetBytes - queryBytes - nameBytes)
    var count = 0
    while chunkBytes > allowed, count < chunks.count {
      chunkBytes -= chunks[count].byteCount
      scopeCount -= chunks[count].count
      count += 1
    }
    if count > 0 { chunks.removeFirst(count) }
  }
}
