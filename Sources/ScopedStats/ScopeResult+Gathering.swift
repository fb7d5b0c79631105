// A result is added up from parts: equal keys with equal tags meet here, whatever told them apart
// while they were recorded.
extension ScopeResult {
  /// What was recorded with one set of scope tags.
  struct Part: Sendable {
    let scopeTags: Tags
    let counters: [Counter]
    let timers: [Timer]

    init(scopeTags: Tags, counters: [Counter], timers: [Timer]) {
      self.scopeTags = scopeTags
      self.counters = counters
      self.timers = timers
    }

    init(_ metrics: borrowing MetricTable, of scopeTags: Tags) {
      var counters: [Counter] = []
      var timers: [Timer] = []
      for position in 0..<metrics.liveCount {
        let metric = metrics.metrics + Int(metrics.live[position])
        let (key, tags) = (metric.pointee.key, metric.pointee.tags)
        switch metric.pointee.identity.kind {
        case .counter:
          counters.append(Counter(key: key, tags: tags, sum: metric.pointee.boundedSum))
        case .timer:
          let calls = TimerCalls(
            count: metric.pointee.count, total: .nanoseconds(metric.pointee.nanoseconds),
            longest: .nanoseconds(metric.pointee.longestNanoseconds))
          timers.append(Timer(key: key, tags: tags, calls: calls))
        }
      }
      self.init(scopeTags: scopeTags, counters: counters, timers: timers)
    }

    /// What has all of the filter's tags, those of the scope included.
    func filtered(by filter: Tags) -> Part {
      func matches(_ tags: Tags) -> Bool { scopeTags.overlaid(with: tags).matches(filter) }
      return Part(
        scopeTags: scopeTags, counters: counters.filter { matches($0.tags) },
        timers: timers.filter { matches($0.tags) })
    }
  }

  init(recordings: Int, duration: Duration, parts: [Part]) {
    struct Name: Hashable {
      let key: String
      let tags: Tags
    }
    var counters: [Name: Double] = [:]
    var timers: [Name: TimerCalls] = [:]
    for counter in parts.lazy.flatMap(\.counters) {
      let name = Name(key: counter.key, tags: counter.tags)
      counters[name] = Counter.adding(counter.sum, to: counters[name])
    }
    for timer in parts.lazy.flatMap(\.timers) {
      let name = Name(key: timer.key, tags: timer.tags)
      timers[name] = timers[name]?.adding(timer.calls) ?? timer.calls
    }
    func sorted<Value>(_ entries: [Name: Value]) -> [(Name, Value)] {
      entries.map { ($0.key, $0.value, $0.key.tags.description) }
        .sorted { ($0.0.key, $0.2) < ($1.0.key, $1.2) }.map { ($0.0, $0.1) }
    }
    self.recordings = recordings
    self.duration = duration
    self.parts = parts
    self.counters = sorted(counters).map { Counter(key: $0.key, tags: $0.tags, sum: $1) }
    self.timers = sorted(timers).map { Timer(key: $0.key, tags: $0.tags, calls: $1) }
  }

  /// Only what has all these tags, those of its scope included; the duration stays.
  public func filtered(by filter: Tags) -> ScopeResult {
    if filter.isEmpty { return self }
    return ScopeResult(
      recordings: recordings, duration: duration, parts: parts.map { $0.filtered(by: filter) })
  }
}

extension ScopeResult: Hashable {
  /// Whether both say the same. By which scopes' tags they can be filtered is left aside.
  public static func == (a: ScopeResult, b: ScopeResult) -> Bool {
    a.recordings == b.recordings && a.duration == b.duration && a.counters == b.counters
      && a.timers == b.timers
  }

  /// Hashes the duration, the counters and the timers.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(duration)
    hasher.combine(counters)
    hasher.combine(timers)
  }
}

extension Duration {
  static func nanoseconds(_ nanoseconds: UInt64) -> Duration {
    .nanoseconds(Int64(clamping: nanoseconds))
  }

  /// Seconds, as they stand in text.
  var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
