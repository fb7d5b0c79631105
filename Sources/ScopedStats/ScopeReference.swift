import Synchronization

/// An open recording, from wherever it is seen: which collector, and which use of it.
///
/// `@unchecked Sendable`: the pointee is never freed, and everything in it is either atomic or
/// touched only by the rules at `Collector`.
@usableFromInline
struct ScopeReference: Equatable, @unchecked Sendable {
  let collector: UnsafeMutablePointer<Collector>
  let generation: UInt64

  /// Written out and not as an attribute, for it has to be seen by code that is compiled elsewhere.
  @usableFromInline static let bound = TaskLocal<ScopeReference?>(wrappedValue: nil)

  /// The innermost recording that the current task is in: bound to it, or carried by a tracer.
  @usableFromInline static var current: ScopeReference? {
    guard let bound = bound.get() else { return CarriedRecording.scope?.running.scope }
    guard OpenScope.isAnyWithinBound, let carried = CarriedRecording.scope,
      carried.isOpen(within: bound)
    else { return bound }
    return carried.running.scope
  }

  /// Lends a table of the recording to a writer; does nothing once the recording has ended.
  @inline(__always)
  func write(_ body: (inout MetricTable) -> Void) {
    var index = Platform.threadShard()
    var attempts = 0
    while true {
      let busy = collector.pointee.busy(index)
      if busy.pointee.compareExchange(
        expected: false, desired: true, successOrdering: .acquiring, failureOrdering: .relaxed
      ).exchanged {
        let metrics = collector.pointee.metrics(index)
        if metrics.pointee.liveCount == 0 { announce(index) }
        if collector.pointee.generation.load(ordering: .sequentiallyConsistent) == generation {
          body(&metrics.pointee)
        }
        busy.pointee.store(false, ordering: .releasing)
        return
      }
      index = (index &+ 1) & (Collector.shardCount &- 1)
      attempts &+= 1
      if attempts % Collector.shardCount == 0 { Platform.yield() }
    }
  }

  private func announce(_ index: Int) {
    _ = collector.pointee.used.bitwiseOr(1 << UInt32(index), ordering: .sequentiallyConsistent)
  }

  /// Lends the header; nil once the recording has ended.
  func withHeader<Result>(_ body: (inout ScopeHeader) -> Result) -> Result? {
    takeHeader()
    defer { collector.pointee.headerIsBusy.store(false, ordering: .releasing) }
    guard collector.pointee.generation.load(ordering: .sequentiallyConsistent) == generation else {
      return nil
    }
    let header = collector.pointee.header
    return body(&header.pointee)
  }

  private func takeHeader() {
    while !collector.pointee.headerIsBusy.compareExchange(
      expected: false, desired: true, successOrdering: .acquiring, failureOrdering: .relaxed
    ).exchanged {
      Platform.yield()
    }
  }

  /// Opens a recording on a collector of the pool.
  static func open(name: String, tags: Tags) -> ScopeReference {
    let collector = CollectorPool.take()
    let generation = collector.pointee.generation.load(ordering: .relaxed) &+ 1
    let scope = ScopeReference(collector: collector, generation: generation)
    // A late writer of an earlier recording may be looking at the header just now.
    scope.takeHeader()
    let header = collector.pointee.header
    header.pointee.name = name
    header.pointee.tags = tags
    header.pointee.id = nil
    header.pointee.error = nil
    collector.pointee.generation.store(generation, ordering: .sequentiallyConsistent)
    collector.pointee.headerIsBusy.store(false, ordering: .releasing)
    openRecordings.add(1, ordering: .relaxed)
    return scope
  }

  /// Ends the recording. What it holds is the caller's from here on, to read and then release.
  func close() -> ClosedRecording {
    openRecordings.subtract(1, ordering: .relaxed)
    takeHeader()
    collector.pointee.generation.store(generation &+ 1, ordering: .sequentiallyConsistent)
    collector.pointee.headerIsBusy.store(false, ordering: .releasing)
    let used = collector.pointee.used.exchange(0, ordering: .sequentiallyConsistent)
    let home = used == 0 ? 0 : used.trailingZeroBitCount
    takeShard(home)
    var others = used & ~(1 << UInt32(home))
    while others != 0 {
      let index = others.trailingZeroBitCount
      others &= others - 1
      takeShard(index)
      let (sum, other) = (collector.pointee.metrics(home), collector.pointee.metrics(index))
      sum.pointee.add(other.pointee)
      other.pointee.reset()
      collector.pointee.busy(index).pointee.store(false, ordering: .releasing)
    }
    return ClosedRecording(collector: collector, shard: home)
  }

  private func takeShard(_ index: Int) {
    while !collector.pointee.busy(index).pointee.compareExchange(
      expected: false, desired: true, successOrdering: .acquiring, failureOrdering: .relaxed
    ).exchanged {
      Platform.yield()
    }
  }
}

/// A recording that has ended: its header, and one table that holds all it counted.
///
/// Its owner has the `busy` flag of that one shard, so nobody else touches the table until
/// `release`, which has to be called once.
///
/// `@unchecked Sendable`: for the same reasons as `ScopeReference`; its owner guards it.
struct ClosedRecording: @unchecked Sendable {
  let collector: UnsafeMutablePointer<Collector>
  let shard: Int

  /// What the scope said of itself. Nobody writes to it: those who are late see that they are.
  func withHeader<Result>(_ body: (borrowing ScopeHeader) -> Result) -> Result {
    body(collector.pointee.header.pointee)
  }

  /// Lends the table, to be read or added to.
  func withMetrics<Result>(_ body: (inout MetricTable) -> Result) -> Result {
    let metrics = collector.pointee.metrics(shard)
    return body(&metrics.pointee)
  }

  /// Gives the collector back to the pool.
  func release() {
    let metrics = collector.pointee.metrics(shard)
    metrics.pointee.reset()
    collector.pointee.busy(shard).pointee.store(false, ordering: .releasing)
    CollectorPool.give(collector)
  }
}
