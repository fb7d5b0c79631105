/// What a recorder has counted and timed so far.
///
///     let result = recorder.result()
///     result["requests"]              // 1.0, or nil where nothing was counted
///     result["cache.hits", ["type": "redis"]]
///     result[timer: "db.query"]?.total
///     if result.duration > .seconds(1) { log.warning("slow: \(result)") }
public struct ScopeResult: Sendable {
  /// A counter with its own tags.
  public struct Counter: Sendable, Hashable, Codable {
    /// What it counts.
    public let key: String
    /// Its own tags, without those of its scope.
    public let tags: Tags
    /// All that was added to it.
    public let sum: Double

    /// A sum stays finite.
    static func adding(_ sum: Double, to other: Double?) -> Double {
      min(max((other ?? 0) + sum, -Metric.sumMax), Metric.sumMax)
    }
  }

  /// A timer with its own tags.
  public struct Timer: Sendable, Hashable {
    /// What it times.
    public let key: String
    /// Its own tags, without those of its scope.
    public let tags: Tags
    /// How often it was called, and how long that took.
    public let calls: TimerCalls
  }

  /// How often `record` was called; 0 means that nothing was recorded, and nothing else is here.
  public let recordings: Int
  /// How long all recordings took together. A filter leaves it as it is.
  public let duration: Duration
  /// Sorted by key, then by tags.
  public let counters: [Counter]
  /// Sorted by key, then by tags.
  public let timers: [Timer]
  /// The same by the tags of their scopes, for `filtered(by:)`.
  let parts: [Part]

  /// Whether nothing was recorded: not even an empty recording.
  public var isEmpty: Bool { recordings == 0 }

  /// The sum of a counter over all its tags, or nil where it was never counted.
  public subscript(key: String) -> Double? { self[key, [:]] }

  /// The sum of a counter over those of its entries that have all these tags, or nil where none has.
  public subscript(key: String, tags: Tags) -> Double? {
    var sum: Double?
    for counter in counters where counter.key == key && counter.tags.matches(tags) {
      sum = Counter.adding(counter.sum, to: sum)
    }
    return sum
  }

  /// The calls of a timer over all its tags, or nil where it was never called.
  public subscript(timer key: String) -> TimerCalls? { self[timer: key, [:]] }

  /// The calls of a timer over those of its entries that have all these tags, or nil.
  public subscript(timer key: String, tags: Tags) -> TimerCalls? {
    var calls: TimerCalls?
    for timer in timers where timer.key == key && timer.tags.matches(tags) {
      calls = calls?.adding(timer.calls) ?? timer.calls
    }
    return calls
  }
}

/// The calls of a timer: how many, and how long they took.
public struct TimerCalls: Sendable, Hashable {
  /// How many calls there were, those that threw included.
  public let count: Int
  /// The time of all calls together, waits included.
  public let total: Duration
  /// The longest single call.
  public let longest: Duration

  /// Calls that were counted elsewhere.
  public init(count: Int, total: Duration, longest: Duration) {
    self.count = count
    self.total = total
    self.longest = longest
  }

  func adding(_ other: TimerCalls) -> TimerCalls {
    let (sum, isOver) = count.addingReportingOverflow(other.count)
    return TimerCalls(
      count: isOver ? .max : sum, total: total + other.total,
      longest: max(longest, other.longest))
  }
}
