import Intake

/// A metric's figures over a set of scopes, weighted.
struct MetricSum: Sendable {
  /// Of a counter.
  var value = 0.0
  /// Of a timer.
  var calls = 0.0
  var nanoseconds = 0.0
  /// The longest single call, where one was sent.
  var maxNanoseconds: UInt64?
  /// How many samples went in.
  var samples = 0

  mutating func add(_ sample: MetricSample.Value, weight: Double) {
    samples += 1
    switch sample {
    case .counter(let value): self.value += value * weight
    case .timer(let count, let total, let longest):
      calls += Double(count) * weight
      nanoseconds += Double(total) * weight
      if let longest { maxNanoseconds = max(maxNanoseconds ?? 0, longest) }
    }
  }

  static func += (a: inout MetricSum, b: MetricSum) {
    a.value += b.value
    a.calls += b.calls
    a.nanoseconds += b.nanoseconds
    a.samples += b.samples
    a.maxNanoseconds = [a.maxNanoseconds, b.maxNanoseconds].compactMap(\.self).max()
  }

  /// Takes away all but the longest call, which cannot be told from what is left.
  static func -= (a: inout MetricSum, b: MetricSum) {
    a.value -= b.value
    a.calls -= b.calls
    a.nanoseconds -= b.nanoseconds
    a.samples -= b.samples
  }

  static func - (a: MetricSum, b: MetricSum) -> MetricSum {
    var difference = a
    difference -= b
    return difference
  }
}

/// What scopes come to as such, weighted.
struct ScopeSum: Sendable {
  var rows = 0
  var count = 0.0
  var nanoseconds = 0.0
  /// The time in no timer.
  var unaccountedNanoseconds = 0.0

  /// A sum per scope; zero where there is no scope.
  func each(_ sum: Double) -> Double { rows > 0 ? sum / count : 0 }

  static func += (a: inout ScopeSum, b: ScopeSum) {
    a.rows += b.rows
    a.count += b.count
    a.nanoseconds += b.nanoseconds
    a.unaccountedNanoseconds += b.unaccountedNanoseconds
  }

  static func - (a: ScopeSum, b: ScopeSum) -> ScopeSum {
    ScopeSum(
      rows: a.rows - b.rows, count: a.count - b.count, nanoseconds: a.nanoseconds - b.nanoseconds,
      unaccountedNanoseconds: a.unaccountedNanoseconds - b.unaccountedNanoseconds)
  }
}

/// The metrics of a set of scopes: for one chunk, or as a running sum over many.
struct MetricSums: Sendable {
  private(set) var scopes = ScopeSum()
  private(set) var byMetric: [UInt32: MetricSum] = [:]
  /// Metrics that the filter leaves out, each as often as a scope had it.
  private(set) var hidden = 0
  /// Whether a longest call went, so that `settleMax` has to look it up.
  private(set) var lacksMax = false

  var byteCount: Int { byMetric.capacity * 64 }

  /// Adds a row with those of its metrics that the filter leaves. The time in no timer is told from
  /// all of them.
  mutating func add(_ row: Int, of chunk: Chunk, _ words: Span<UInt32>, _ table: SeriesTable) {
    let weight = chunk.weight(ofRow: row)
    let duration = Double(chunk.durationNanoseconds[row])
    let own = table.masks[Int(chunk.series[row])].own
    let range = chunk.metricsRange(ofRow: row)
    var position = range.lowerBound
    var inTimers = 0.0
    while position < range.upperBound {
      let sample = MetricSample(reading: words, at: &position)
      let id = sample.metric.rawValue
      if case .timer(_, let total, _) = sample.value { inTimers += Double(total) }
      guard table.matcher.shows(table.matcher.metrics[Int(id)], own: own) else {
        hidden += 1
        continue
      }
      byMetric[id, default: MetricSum()].add(sample.value, weight: weight)
    }
    scopes += ScopeSum(
      rows: 1, count: weight, nanoseconds: duration * weight,
      unaccountedNanoseconds: max(0, duration - inTimers) * weight)
  }

  mutating func add(_ other: MetricSums) {
    scopes += other.scopes
    hidden += other.hidden
    for (id, sum) in other.byMetric { byMetric[id, default: MetricSum()] += sum }
  }

  mutating func remove(_ other: MetricSums) {
    scopes = scopes - other.scopes
    if scopes.rows == 0 {
      self = MetricSums()
      return
    }
    hidden -= other.hidden
    for (id, sum) in other.byMetric {
      byMetric[id]? -= sum
      if byMetric[id]?.samples == 0 { byMetric[id] = nil }
      if let longest = sum.maxNanoseconds, longest >= byMetric[id]?.maxNanoseconds ?? .max {
        lacksMax = true
      }
    }
  }

  /// Finds the longest calls again, from all chunks that are in.
  mutating func settleMax(_ parts: some Sequence<MetricSums>) {
    for id in byMetric.keys { byMetric[id]?.maxNanoseconds = nil }
    for part in parts {
      for (id, sum) in part.byMetric {
        guard let longest = sum.maxNanoseconds else { continue }
        let known = byMetric[id]?.maxNanoseconds ?? 0
        byMetric[id]?.maxNanoseconds = max(known, longest)
      }
    }
    lacksMax = false
  }
}

extension TimerLine.Part {
  /// Nothing at all where there is no scope.
  init(_ sum: MetricSum, of scopes: ScopeSum) {
    guard scopes.rows > 0 else {
      self.init(callsPerScope: 0, perCall: .zero, perScope: .zero, share: 0)
      return
    }
    self.init(
      callsPerScope: sum.calls / scopes.count,
      perCall: sum.calls > 0 ? Duration(nanoseconds: sum.nanoseconds / sum.calls) : .zero,
      perScope: Duration(nanoseconds: sum.nanoseconds / scopes.count),
      share: scopes.nanoseconds > 0 ? sum.nanoseconds / scopes.nanoseconds : 0)
  }
}

extension UnaccountedLine.Part {
  init(_ scopes: ScopeSum) {
    guard scopes.rows > 0 else {
      self.init(perScope: .zero, share: 0)
      return
    }
    self.init(
      perScope: Duration(nanoseconds: scopes.unaccountedNanoseconds / scopes.count),
      share: scopes.nanoseconds > 0 ? scopes.unaccountedNanoseconds / scopes.nanoseconds : 0)
  }
}
