import Synchronization

/// Gives out the ids that several intake threads share, so that an id means the same to all of them and
/// to the main thread.
///
/// Each of those threads has an interner of its own, which it looks into without a lock. What that does
/// not know it asks the registry for, so the lock is taken once for each name and thread, and for what
/// folds. The limits on names hold here, over all threads together.
///
///     thread ─▶ own interner ─ knows it ──────────────▶ id
///                    └── does not ─▶ registry ─▶ id ────▶ noted in the own interner
///                                       └─ what is new ─▶ additions, for the main thread
///
/// An id is in the additions before a chunk refers to it. So whoever takes chunks first and additions
/// after them has the names of all that is in the chunks.
package final class Registry: Sendable {
  /// What was given out, or what it was folded into.
  struct Answer<ID: Sendable>: Sendable {
    let id: ID
    let isFolded: Bool
  }

  private let interner: Mutex<Interner>
  /// What `ScopedStats.Guarded` is for: Thread Sanitizer does not see what orders a `Mutex`.
  private let turn = Atomic<Int>(0)

  package init(limits: Limits = Limits(), seed: UInt64) {
    interner = Mutex(Interner(limits: limits, seed: seed))
  }

  /// What is new since the last call.
  package func takeAdditions() -> CatalogAdditions { withLock { $0.takeAdditions() } }

  /// What the tables take, in bytes, near enough for a budget.
  package var byteCount: Int { withLock { $0.byteCount } }

  func string(_ bytes: RawSpan, from start: Int, length: Int) -> Answer<StringID> {
    answer { $0.string(bytes, from: start, length: length) }
  }

  func series(name: StringID, tags: TagSetID) -> Answer<SeriesID> {
    answer { $0.seriesID(name: name, tags: tags) }
  }

  func metric(_ metric: Metric) -> Answer<MetricID> {
    answer { $0.metricID(metric.kind, key: metric.key, tags: metric.tags) }
  }

  /// The id of a set of tags: at most one a key, in any order.
  func tagSet(_ tags: [Tag]) -> Answer<TagSetID> {
    answer {
      var tags = tags
      return $0.tagSet(&tags)
    }
  }

  private func answer<ID: Sendable>(_ ask: (inout Interner) -> ID) -> Answer<ID> {
    withLock { interner in
      let before = interner.foldedCount
      let id = ask(&interner)
      return Answer(id: id, isFolded: interner.foldedCount != before)
    }
  }

  private func withLock<Result: Sendable>(_ body: (inout Interner) -> Result) -> Result {
    interner.withLock { interner in
      _ = turn.load(ordering: .acquiring)
      defer { turn.store(0, ordering: .releasing) }
      return body(&interner)
    }
  }
}
