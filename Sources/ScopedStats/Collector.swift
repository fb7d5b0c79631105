import Synchronization

/// What an open recording writes to: a few tables, so that many threads can write at once, and the
/// scope's own name, tags, id and error.
///
///     collector   generation   used   header   shards ─▶ [busy, table][busy, table]… × 8
///
/// Collectors are taken from a pool and go back to it, and are **never freed**: a task that outlives
/// its recording may still point at one. Every opening and closing gives the collector another
/// generation, and a reference holds the generation it was made for, so a late writer finds that it
/// is late and writes nothing. There are as many as recordings were ever open at once.
///
/// Who may touch what:
/// 1. A shard's table belongs to whoever set its `busy` flag, which is tried and never waited for
///    while another shard is free. A writer looks at the generation after it has the flag.
/// 2. The header belongs to whoever set `headerIsBusy`.
/// 3. Closing changes the generation first. Whoever got a shard's flag before that is waited for,
///    whoever gets it later sees the new generation, so a closed table is written to by nobody.
/// 4. A writer announces a shard in `used` before it looks at the generation; closing changes the
///    generation before it reads `used`. Both are sequentially consistent, so either the writer sees
///    that it is late, or the closer sees the shard.
struct Collector: ~Copyable {
  static let shardCount = 8

  /// Odd while a recording is open.
  let generation = Atomic<UInt64>(0)
  /// One bit for each shard that was written to.
  let used = Atomic<UInt32>(0)
  let headerIsBusy = Atomic<Bool>(false)
  let header: UnsafeMutablePointer<ScopeHeader>
  private let shards: UnsafeMutableRawPointer

  /// The flag and the table lie apart, and each shard in two lines of the cache of its own, so that
  /// threads don't slow each other down.
  private static let shardStrideBytes = 256
  private static let tableOffsetBytes = 64

  init(seed: UInt64) {
    precondition(
      Self.tableOffsetBytes + MemoryLayout<MetricTable>.size <= Self.shardStrideBytes,
      "BUG: a table has outgrown its place")
    header = .allocate(capacity: 1)
    header.initialize(to: ScopeHeader())
    shards = .allocate(byteCount: Self.shardCount * Self.shardStrideBytes, alignment: 128)
    for index in 0..<Self.shardCount {
      busy(index).initialize(to: Atomic(false))
      metrics(index).initialize(to: MetricTable(seed: seed))
    }
  }

  /// Whether somebody has a shard.
  @inline(__always)
  func busy(_ shard: Int) -> UnsafeMutablePointer<Atomic<Bool>> {
    (shards + shard &* Self.shardStrideBytes).assumingMemoryBound(to: Atomic<Bool>.self)
  }

  /// The table of a shard, for whoever has it.
  @inline(__always)
  func metrics(_ shard: Int) -> UnsafeMutablePointer<MetricTable> {
    (shards + (shard &* Self.shardStrideBytes &+ Self.tableOffsetBytes))
      .assumingMemoryBound(to: MetricTable.self)
  }
}

/// What a scope says of itself beside its counters and timers.
struct ScopeHeader {
  var name = ""
  var tags = Tags()
  var id: String?
  var error: String?
}
