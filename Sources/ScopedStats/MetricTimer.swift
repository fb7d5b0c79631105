/// A timer that takes times measured elsewhere: by a library's callback, or by a metrics interface.
///
///     let queries = MetricTimer("db.query", tags: ["pool": name])
///     queries.add(event.duration)
///
/// It counts into whatever recording is open where it is used, like `timer` of the same key and tags.
public struct MetricTimer: Sendable {
  let metric: MetricName

  /// A timer whose key is a literal.
  public init(_ key: StaticString, tags: Tags = [:]) {
    metric = MetricName(.timer, key, tags)
  }

  /// A timer whose key is made while the program runs.
  @_disfavoredOverload
  public init(_ key: String, tags: Tags = [:]) {
    metric = MetricName(.timer, key, tags)
  }

  /// Adds one call that took so long; a time below zero counts as zero.
  public func add(_ duration: Duration) {
    guard Recorded.isAnywhere, let scope = ScopeReference.current else { return }
    add(duration, to: scope)
  }

  func add(_ duration: Duration, to scope: ScopeReference) {
    scope.write { $0.add(nanoseconds: duration.nanosecondsClamped, to: metric) }
  }
}

extension Duration {
  /// Whole nanoseconds, from 0 to as many as there can be.
  var nanosecondsClamped: UInt64 {
    let (seconds, attoseconds) = components
    if seconds < 0 || attoseconds < 0 { return 0 }
    let (nanoseconds, isOver) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
    return isOver ? .max : nanoseconds &+ UInt64(attoseconds / 1_000_000_000)
  }
}
