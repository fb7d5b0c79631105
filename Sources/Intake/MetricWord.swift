/// How a scope's metrics lie in a chunk: a stream of 32-bit words, as few as the values need.
///
///     counter   [id + flags] [value]                     a whole number below 2^32
///               [id + flags] [low] [high]                any other, as the bits of a Double
///     timer     [id + flags] [count] [total] [max]?      nanoseconds below 2^32 (4.29 s)
///               a wide count, total or max takes two words, low before high
///
/// Eight metrics of a usual scope take 80 bytes this way instead of 200.
///
/// It and `MetricSample` are public, unlike the rest of this target: Swift (6.3) makes nothing that is
/// `package` a part of another module's functions, inlinable or not, and a call a metric is too dear.
public enum MetricWord {
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
public struct MetricSample: Hashable, Sendable {
  /// Which metric it is of.
  public let metric: MetricID
  /// What the scope says of it.
  public var value: Value

  /// What a scope says of a metric.
  public enum Value: Hashable, Sendable {
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
///
/// The words lie in an array that is longer than they are, so that a metric is one check of the
/// array and a few stores, not one growing append a word.
package struct MetricWriter: Sendable {
  private var storage: [UInt32] = []
  package private(set) var count = 0

  /// The most words that a metric takes.
  private static let wordsMax = 7

  package init() {}

  /// The words so far. Cost: a copy of them, unless the array is just as long.
  package var words: [UInt32] {
    if storage.count == count { return storage }
    var copy: [UInt32] = []
    copy.reserveCapacity(count)
    copy.append(contentsOf: storage[..<count])
    return copy
  }

  /// Makes room for so many more words.
  package mutating func reserve(_ more: Int) { storage.reserveCapacity(count + more) }

  /// Begins the stream anew.
  package mutating func removeAll(keepingCapacity: Bool) {
    count = 0
    if !keepingCapacity { storage = [] }
  }

  /// Takes back everything from a position on: the metrics of a scope that was rejected.
  package mutating func truncate(to count: Int) { self.count = count }

  /// Copies whole metrics from another stream.
  package mutating func append(contentsOf words: ArraySlice<UInt32>) {
    storage.removeSubrange(count...)
    storage.append(contentsOf: words)
    count = storage.count
  }

  /// Copies whole metrics from some places of another stream.
  package mutating func append(_ ranges: [Range<Int>], of words: [UInt32]) {
    let missing = ranges.reduce(count - storage.count) { $0 + $1.count }
    storage.append(contentsOf: repeatElement(0, count: max(0, missing)))
    let words = words.span
    var end = count
    var storage = storage.mutableSpan
    for range in ranges {
      for place in range {
        storage[end] = words[place]
        end &+= 1
      }
    }
    count = end
  }

  /// Makes the array long enough for one more metric.
  @inline(never)
  private mutating func grow() {
    let missing = max(count + Self.wordsMax - storage.count, storage.count)
    storage.append(contentsOf: repeatElement(0, count: missing))
  }

  /// Appends a counter whose value is a whole number.
  @inline(__always)
  mutating func appendCounter(_ metric: MetricID, whole: UInt32) {
    if count &+ Self.wordsMax > storage.count { grow() }
    let place = count
    var words = storage.mutableSpan
    words[place] = metric.rawValue
    words[place &+ 1] = whole
    count &+= 2
  }

  /// Appends what a counter came to.
  package mutating func appendCounter(_ metric: MetricID, value: Double) {
    if value >= 0, value <= 4_294_967_295, value == value.rounded(.towardZero) {
      return appendCounter(metric, whole: UInt32(value))
    }
    if count &+ Self.wordsMax > storage.count { grow() }
    let place = count
    var words = storage.mutableSpan
    words[place] = metric.rawValue | MetricWord.wideValue
    words[place &+ 1] = UInt32(truncatingIfNeeded: value.bitPattern)
    words[place &+ 2] = UInt32(truncatingIfNeeded: value.bitPattern &>> 32)
    count &+= 3
  }

  /// Appends the calls of a timer and their time.
  @inline(__always)
  package mutating func appendTimer(
    _ metric: MetricID, count calls: UInt64, totalNanoseconds: UInt64, maxNanoseconds: UInt64?
  ) {
    if count &+ Self.wordsMax > storage.count { grow() }
    let longest = maxNanoseconds ?? 0
    let hasMax = maxNanoseconds == nil ? 0 : MetricWord.hasMax
    guard calls | totalNanoseconds | longest <= UInt64(UInt32.max) else {
      return appendWideTimer(metric.rawValue | hasMax, calls, totalNanoseconds, longest)
    }
    let place = count
    var words = storage.mutableSpan
    words[place] = metric.rawValue | MetricWord.timer | hasMax
    words[place &+ 1] = UInt32(truncatingIfNeeded: calls)
    words[place &+ 2] = UInt32(truncatingIfNeeded: totalNanoseconds)
    words[place &+ 3] = UInt32(truncatingIfNeeded: longest)
    count &+= hasMax == 0 ? 3 : 4
  }

  @inline(never)
  private mutating func appendWideTimer(
    _ metric: UInt32, _ calls: UInt64, _ total: UInt64, _ longest: UInt64
  ) {
    var head = metric | MetricWord.timer
    if calls > UInt32.max { head |= MetricWord.wideCount }
    if total > UInt32.max { head |= MetricWord.wideValue }
    if longest > UInt32.max { head |= MetricWord.wideMax }
    storage[count] = head
    count += 1
    append(calls, isWide: head & MetricWord.wideCount != 0)
    append(total, isWide: head & MetricWord.wideValue != 0)
    if head & MetricWord.hasMax != 0 { append(longest, isWide: head & MetricWord.wideMax != 0) }
  }

  private mutating func append(_ value: UInt64, isWide: Bool) {
    storage[count] = UInt32(truncatingIfNeeded: value)
    count += 1
    guard isWide else { return }
    storage[count] = UInt32(truncatingIfNeeded: value &>> 32)
    count += 1
  }

  /// Makes one metric of those that came more than once from a position on: values add up.
  ///
  /// Cost: proportional to the words from there on, and not to those before: once names fold into
  /// `…other`, every line has a metric twice.
  mutating func addUpRepeats(from mark: Int) {
    var position = 0
    var samples: [MetricSample] = []
    var places: [MetricID: Int] = [:]
    let words = Array(storage[mark..<count])
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
}

extension MetricSample {
  /// Reads the metric at a position of a stream, and moves the position to the next one.
  ///
  /// The words are a whole chunk's, so that a scan over many scopes makes no slice for each.
  /// Cost: a few nanoseconds. Where a scope's metrics begin and end is the chunk's to say.
  @inlinable @inline(__always)
  public init(reading words: Span<UInt32>, at position: inout Int) {
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

  @inlinable @inline(__always)
  static func take(_ words: Span<UInt32>, at position: inout Int, wide isWide: Bool) -> UInt64 {
    defer { position &+= isWide ? 2 : 1 }
    return isWide ? wide(words, position) : UInt64(words[position])
  }

  @inlinable @inline(__always)
  static func wide(_ words: Span<UInt32>, _ position: Int) -> UInt64 {
    UInt64(words[position]) | UInt64(words[position &+ 1]) &<< 32
  }
}
