/// Adds up recordings into a result: equal keys with equal tags meet here, whatever told them apart
/// while they were recorded.
struct ResultGathering {
  private struct Name: Hashable {
    let key: String
    let tags: Tags
  }

  private var counters: [Name: Double] = [:]
  private var timers: [Name: TimerCalls] = [:]

  /// Adds the metrics of a recording whose effective tags match: the scope's with their own over them.
  mutating func add(_ metrics: borrowing MetricTable, of scopeTags: Tags, matching filter: Tags) {
    for position in 0..<metrics.liveCount {
      let metric = metrics.metrics + Int(metrics.live[position])
      let tags = metric.pointee.tags
      guard filter.isEmpty || scopeTags.overlaid(with: tags).matches(filter) else { continue }
      let name = Name(key: metric.pointee.key, tags: tags)
      switch metric.pointee.identity.kind {
      case .counter:
        counters[name, default: 0] += metric.pointee.sum
      case .timer:
        let calls = TimerCalls(
          count: metric.pointee.count, total: .nanoseconds(metric.pointee.nanoseconds),
          longest: .nanoseconds(metric.pointee.longestNanoseconds))
        timers[name] = timers[name]?.adding(calls) ?? calls
      }
    }
  }

  func result(recordings: Int, duration: Duration) -> ScopeResult {
    func sorted<Value>(_ entries: [Name: Value]) -> [(Name, Value)] {
      entries.map { ($0.key, $0.value, $0.key.tags.description) }
        .sorted { ($0.0.key, $0.2) < ($1.0.key, $1.2) }.map { ($0.0, $0.1) }
    }
    return ScopeResult(
      recordings: recordings, duration: duration,
      counters: sorted(counters).map { .init(key: $0.key, tags: $0.tags, sum: $1) },
      timers: sorted(timers).map { .init(key: $0.key, tags: $0.tags, calls: $1) })
  }
}

extension Duration {
  static func nanoseconds(_ nanoseconds: UInt64) -> Duration {
    .nanoseconds(Int64(clamping: nanoseconds))
  }
}
