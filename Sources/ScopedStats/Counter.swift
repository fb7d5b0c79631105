import Synchronization

/// A counter that is made once and counted with often: what its tags hash to is worked out here, and
/// not at each call.
///
///     let hits = Counter("cache.hits", tags: ["type": kind])
///     hits.incr()
///
/// It counts into whatever recording is open where it is used, like `incr` of the same key and tags.
public struct Counter: Sendable {
  @usableFromInline let metric: MetricName

  /// A counter whose key is a literal.
  public init(_ key: StaticString, tags: Tags = [:]) {
    metric = MetricName(.counter, key, tags)
  }

  /// A counter whose key is made while the program runs.
  @_disfavoredOverload
  public init(_ key: String, tags: Tags = [:]) {
    metric = MetricName(.counter, key, tags)
  }

  /// Adds to the counter of the recording that is open here, and costs one load where none is. An
  /// amount that is not a number, or infinite, is ignored.
  @inlinable
  public func incr(by amount: Double = 1) {
    if Recorded.isAnywhere { Recorded.add(amount, metric) }
  }

  /// Adds a whole number to the counter.
  @inlinable
  public func incr(by amount: Int) {
    if Recorded.isAnywhere { Recorded.add(Double(amount), metric) }
  }
}

/// What tables find a metric by, worked out beforehand.
@usableFromInline
struct MetricName: Sendable {
  let identity: Metric.Identity
  let key: String
  let tags: Tags
  /// Its own number, from 1, by which a table knows it again without comparing key and tags.
  let handle = MetricName.handles.wrappingAdd(1, ordering: .relaxed).newValue

  private static let handles = Atomic<UInt64>(0)

  init(_ kind: Metric.Kind, _ key: StaticString, _ tags: Tags) {
    if key.hasPointerRepresentation {
      identity = MetricTable.identity(kind, key, tags, seed: CollectorPool.seed)
    } else {
      identity = MetricTable.identity(kind, key.description, tags, seed: CollectorPool.seed)
    }
    self.key = key.description
    self.tags = tags
  }

  init(_ kind: Metric.Kind, _ key: String, _ tags: Tags) {
    identity = MetricTable.identity(kind, key, tags, seed: CollectorPool.seed)
    self.key = key
    self.tags = tags
  }
}
