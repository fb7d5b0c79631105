/// How a scope's metrics lie in a chunk: a stream of 32-bit words, as few as the values need.
///
///     counter   [id + flags] [value]                     a whole number below 2^32
///               [id + flags] [low] [high]                any other, as the bits of a Double
///     timer     [id + flags] [count] [total] [max]?      nanoseconds below 2^32 (4.29 s)
///               a wide count, total or max takes two words, low before high
///
/// Eight metrics of a usual scope take 80 bytes this way instead of 200.
package enum MetricWord {
  /// Metric ids stay below this, so that the flags have room above them.
  package static let idLimit: UInt32 = 1 << 26
  /// Values of counters and weights of scopes saturate here, where a Double stops telling whole
  /// numbers apart.
  package static let valueMax = 9_007_199_254_740_992.0
  @usableFromInline static let idMask: UInt32 = idLimit - 1
  @usableFromInline static let timer: UInt32 = 1 << 26
  @usableFromInline static let wideValue: UInt32 = 1 << 27
  @usableFromInline static let wideCount: UInt32 = 1 << 28
  @usableFromInline static let hasMax: UInt32 = 1 << 29
  @usableFromInline static let wideMax: UInt32 = 1 << 30
}

/// One metric of one scope, as read back from a chunk.
package struct MetricSample: Hashable, Sendable {
  package let metric: MetricID
  package private(set) var value: Value

  package enum Value: Hashable, Sendable {
    case counter(Double)
    /// `max` is the longest single call, where it was sent.
    case timer(count: UInt64, totalNanoseconds: UInt64, maxNanoseconds: UInt64?)
  }

  package init(metric: MetricID, value: Value) {
    self.metric = metric
    self.value = value
  }
}

extension MetricSample {
  /// Adds another value of the same metric: sums saturate, the longest call is the longest of both.
  mutating func add(_ other: Value) {
    switch (value, other) {
    case (.counter(let a), .counter(let b)):
      value = .counter(max(-MetricWord.valueMax, min(a + b, MetricWord.valueMax)))
    case (.timer(let count, let total, let longest), .timer(let more, let added, let other)):
      // Each is at most 2^63 - 1, so the sums fit before they are held to that again.
      value = .timer(
        count: min(count + more, Numeral.wholeMax),
        totalNanoseconds: min(total + added, Numeral.wholeMax),
        maxNanoseconds: longest.map { max($0, other ?? 0) } ?? other)
    default: preconditionFailure("BUG: a metric is a counter or a timer, not both")
    }
  }
}

/// Appends metrics to a stream of words.
package struct MetricWriter {
  package private(set) var words: [UInt32] = []

  package init() {}

  package mutating func reserve(_ count: Int) { words.reserveCapacity(count) }

  package mutating func removeAll(keepingCapacity: Bool) {
    words.removeAll(keepingCapacity: keepingCapacity)
  }

  /// The same words in memory that has no room to grow.
  var fitted: MetricWriter {
    var copy = MetricWriter()
    copy.words = words.fitted
    return copy
  }

  /// Takes back everything from a position on: the metrics of a scope that was rejected.
  package mutating func truncate(to count: Int) { words.removeSubrange(count...) }

  /// Copies whole metrics from another stream.
  package mutating func append(contentsOf words: ArraySlice<UInt32>) {
    self.words.append(contentsOf: words)
  }

  /// Appends a counter whose value is a whole number.
  @inline(__always)
  mutating func appendCounter(_ metric: MetricID, whole: UInt32) {
    words.append(metric.rawValue)
    words.append(whole)
  }

  package mutating func appendCounter(_ metric: MetricID, value: Double) {
    if value >= 0, value <= 4_294_967_295, value == value.rounded(.towardZero) {
      words.append(metric.rawValue)
      words.append(UInt32(value))
    } else {
      words.append(metric.rawValue | MetricWord.wideValue)
      appendWide(value.bitPattern)
    }
  }

  package mutating func appendTimer(
    _ metric: MetricID, count: UInt64, totalNanoseconds: UInt64, maxNanoseconds: UInt64?
  ) {
    var head = metric.rawValue | MetricWord.timer
    if count > UInt32.max { head |= MetricWord.wideCount }
    if totalNanoseconds > UInt32.max { head |= MetricWord.wideValue }
    if let maxNanoseconds {
      head |= MetricWord.hasMax
      if maxNanoseconds > UInt32.max { head |= MetricWord.wideMax }
    }
    words.append(head)
    append(count, wide: head & MetricWord.wideCount != 0)
    append(totalNanoseconds, wide: head & MetricWord.wideValue != 0)
    if let maxNanoseconds { append(maxNanoseconds, wide: head & MetricWord.wideMax != 0) }
  }

  /// Makes one metric of those that came more than once from a position on: values add up.
  ///
  /// Not fast, for it is rare: a metric that a line has twice.
  mutating func addUpRepeats(from mark: Int) {
    var position = mark
    var samples: [MetricSample] = []
    var places: [MetricID: Int] = [:]
    let words = words
    while position < words.count {
      let sample = MetricSample(reading: words.span, at: &position)
      if let place = places[sample.metric] {
        samples[place].add(sample.value)
      } else {
        places[sample.metric] = samples.count
        samples.append(sample)
      }
    }
    truncate(to: mark)
    for sample in samples { append(sample) }
  }

  /// Appends a metric as it was read.
  package mutating func append(_ sample: MetricSample) {
    switch sample.value {
    case .counter(let value): appendCounter(sample.metric, value: value)
    case .timer(let count, let total, let longest):
      appendTimer(
        sample.metric, count: count, totalNanoseconds: total, maxNanoseconds: longest)
    }
  }

  private mutating func append(_ value: UInt64, wide: Bool) {
    if wide { appendWide(value) } else { words.append(UInt32(truncatingIfNeeded: value)) }
  }

  private mutating func appendWide(_ value: UInt64) {
    words.append(UInt32(truncatingIfNeeded: value))
    words.append(UInt32(truncatingIfNeeded: value &>> 32))
  }
}

extension MetricSample {
  /// Reads the metric at a position of a stream, and moves the position to the next one.
  ///
  /// The words are a whole chunk's, so that a scan over many scopes makes no slice for each.
  /// Cost: a few nanoseconds. Where a scope's metrics begin and end is the chunk's to say.
  @inlinable
  package init(reading words: Span<UInt32>, at position: inout Int) {
    let head = words[position]
    position &+= 1
    metric = MetricID(rawValue: head & MetricWord.idMask)
    if head & MetricWord.timer == 0 {
      value = .counter(
        head & MetricWord.wideValue == 0
          ? Double(words[position]) : Double(bitPattern: Self.wide(words, position)))
      position &+= head & MetricWord.wideValue == 0 ? 1 : 2
      return
    }
    let count = Self.take(words, at: &position, wide: head & MetricWord.wideCount != 0)
    let total = Self.take(words, at: &position, wide: head & MetricWord.wideValue != 0)
    let longest: UInt64? =
      head & MetricWord.hasMax == 0
      ? nil : Self.take(words, at: &position, wide: head & MetricWord.wideMax != 0)
    value = .timer(count: count, totalNanoseconds: total, maxNanoseconds: longest)
  }

  @inlinable
  static func take(_ words: Span<UInt32>, at position: inout Int, wide isWide: Bool) -> UInt64 {
    defer { position &+= isWide ? 2 : 1 }
    return isWide ? wide(words, position) : UInt64(words[position])
  }

  @inlinable
  static func wide(_ words: Span<UInt32>, _ position: Int) -> UInt64 {
    UInt64(words[position]) | UInt64(words[position &+ 1]) &<< 32
  }
}
