import Intake

/// The running figures of one group: sums of the rows that are in, from which those that go out
/// are taken away.
///
/// Few rows keep each duration, so that their percentiles are exact; from `Quantile.exactBelowRows`
/// on there is a histogram instead. Counts and sums are `Double`s that hold whole numbers exactly up
/// to 2^53; when the last row goes, all are set to 0, so that rounding of fractional weights cannot
/// pile up.
struct GroupFigures: Sendable {
  private(set) var rows = 0
  private(set) var count = 0.0
  private(set) var totalNanoseconds = 0.0
  private(set) var errors = 0.0
  /// The time beyond the query's threshold, of the scopes that took longer.
  private(set) var aboveNanoseconds = 0.0
  /// While it is lacking, a duration that none left is longer than.
  var longestNanoseconds: UInt64 = 0
  /// Each duration, while there are few rows and none is missing.
  private(set) var samples: [Sample] = []
  private(set) var histogram = Histogram()
  /// Whether rows went until few were left, whose durations have to be looked up.
  private(set) var lacksSamples = false
  /// Whether the longest duration went.
  private(set) var lacksLongest = false
  private var quantile = Quantile()
  private var p99 = UInt64(0)
  private var isStale = false
  private var isP99Stale = false

  var isFew: Bool { rows < Quantile.exactBelowRows }
  var byteCount: Int {
    histogram.byteCount
      + (samples.isEmpty ? 0 : Quantile.exactBelowRows * MemoryLayout<Sample>.stride)
  }

  /// The percentiles, worked out when they are asked for and something has changed.
  mutating func quantiles() -> Quantile {
    if isStale {
      quantile =
        isFew
        ? Quantile(samples) : Quantile(histogram, longestNanoseconds: longestNanoseconds)
      (isStale, isP99Stale, p99) = (false, false, quantile.p99Nanoseconds)
    }
    return quantile
  }

  /// The 99th percentile alone, for much less than all three.
  mutating func p99Nanoseconds() -> UInt64 {
    guard !isFew else { return quantiles().p99Nanoseconds }
    if isP99Stale {
      p99 = Quantile.nanoseconds(histogram.bucket(nearTop: 0.99), longestNanoseconds)
      isP99Stale = false
    }
    return p99
  }

  /// Whether percentiles cannot be told before the longest duration has been looked up: it bounds only
  /// those that lie in the same bucket.
  var needsLongest: Bool {
    guard lacksLongest, isP99Stale || isStale, !isFew else { return false }
    return histogram.firstUsed(after: histogram.bucket(nearTop: 0.99)) == nil
  }

  /// Adds the rows of the group at a place of an index.
  ///
  /// - Parameter threshold: beyond which durations count as `aboveNanoseconds`.
  mutating func add(
    _ index: ChunkIndex, at place: Int, of chunk: Chunk, above threshold: UInt64 = .max
  ) {
    let range = index.range(at: place)
    rows += range.count
    if index.longestNanoseconds[place] >= longestNanoseconds {
      (longestNanoseconds, lacksLongest) = (index.longestNanoseconds[place], false)
    }
    (isStale, isP99Stale) = (true, true)
    let keepsSamples = isFew
    if !keepsSamples { startHistogram() }
    for position in range {
      let row = Int(index.rows[position])
      let weight = chunk.weight(ofRow: row)
      let nanoseconds = chunk.durationNanoseconds[row]
      count += weight
      totalNanoseconds += Double(nanoseconds) * weight
      if nanoseconds > threshold { aboveNanoseconds += Double(nanoseconds - threshold) * weight }
      if !chunk.error.isEmpty, chunk.error[row] != 0 { errors += weight }
      if keepsSamples {
        samples.append(Sample(nanoseconds: nanoseconds, weight: weight))
      } else {
        histogram.add(weight, toBucket: chunk.bucket[row])
      }
    }
  }

  /// Takes away rows that were added before. What cannot be told from what is left (the longest
  /// duration, the durations of the last few) is marked as lacking until `settle`.
  mutating func remove(
    _ index: ChunkIndex, at place: Int, of chunk: Chunk, above threshold: UInt64 = .max
  ) {
    let range = index.range(at: place)
    let hadFew = isFew
    rows -= range.count
    guard rows > 0 else {
      self = GroupFigures()
      return
    }
    (isStale, isP99Stale) = (true, true)
    if index.longestNanoseconds[place] >= longestNanoseconds { lacksLongest = true }
    for position in range {
      let row = Int(index.rows[position])
      let weight = chunk.weight(ofRow: row)
      let nanoseconds = chunk.durationNanoseconds[row]
      count -= weight
      totalNanoseconds -= Double(nanoseconds) * weight
      if nanoseconds > threshold { aboveNanoseconds -= Double(nanoseconds - threshold) * weight }
      if !chunk.error.isEmpty, chunk.error[row] != 0 { errors -= weight }
      if !hadFew {
        histogram.remove(weight, fromBucket: chunk.bucket[row])
      } else if !lacksSamples {
        removeSample(Sample(nanoseconds: nanoseconds, weight: weight))
      }
    }
    if isFew, !hadFew {
      histogram.removeAll()
      lacksSamples = true
    }
    if isFew, lacksLongest, !lacksSamples {
      longestNanoseconds = samples.reduce(0) { max($0, $1.nanoseconds) }
      lacksLongest = false
    }
  }

  /// Puts in what was lacking, as read from the rows that are left.
  mutating func settle(longestNanoseconds: UInt64, samples: [Sample]?) {
    self.longestNanoseconds = longestNanoseconds
    lacksLongest = false
    if lacksSamples, let samples {
      self.samples = samples
      lacksSamples = false
    }
    (isStale, isP99Stale) = (true, true)
  }

  private mutating func startHistogram() {
    guard !samples.isEmpty else { return }
    for sample in samples {
      histogram.add(
        sample.weight, toBucket: DurationScale.bucket(ofNanoseconds: sample.nanoseconds))
    }
    samples = []
  }

  private mutating func removeSample(_ sample: Sample) {
    guard let index = samples.firstIndex(of: sample) else {
      preconditionFailure("BUG: what was never added is taken away")
    }
    samples.swapAt(index, samples.count - 1)
    samples.removeLast()
  }
}
