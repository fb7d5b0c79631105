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
  /// After rows went it is for the owner to say which is the longest of those left.
  var longestNanoseconds: UInt64 = 0
  /// Each duration, while there are few rows and none is missing.
  private(set) var samples: [Sample] = []
  private(set) var histogram = Histogram()
  /// Whether rows went until few were left, whose durations have to be looked up.
  private(set) var lacksSamples = false
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

  /// Whether no scope lies in a bucket above that of the 99th percentile: only then does the longest
  /// duration bound it.
  var isP99InTopBucket: Bool {
    mutating get { histogram.firstUsed(after: histogram.bucket(nearTop: 0.99)) == nil }
  }

  /// Adds the rows of the group at a place of an index.
  @inline(__always)
  mutating func add(_ index: ChunkIndex, at place: Int) {
    let range = index.range(at: place)
    let keepsSamples = rows + range.count < Quantile.exactBelowRows
    if !keepsSamples, !samples.isEmpty { startHistogram() }
    rows += range.count
    change(by: 1, index, at: place, rowCount: range.count)
    longestNanoseconds = max(longestNanoseconds, index.longestNanoseconds[place])
    if keepsSamples {
      index.appendSamples(at: place, to: &samples)
    } else {
      histogram.add(index, in: range)
    }
  }

  /// Takes away rows that were added before. The durations of the last few, which cannot be told from
  /// what is left, are marked as lacking until `settle`.
  @inline(__always)
  mutating func remove(_ index: ChunkIndex, at place: Int) {
    let range = index.range(at: place)
    let hadFew = isFew
    rows -= range.count
    guard rows > 0 else {
      self = GroupFigures()
      return
    }
    change(by: -1, index, at: place, rowCount: range.count)
    if isFew {
      removeOfFew(index, in: range, hadFew: hadFew)
    } else {
      histogram.remove(index, in: range)
    }
  }

  /// Adds the rows of a group that a batch has together. With them there are many.
  @inline(__always)
  mutating func add(_ batch: borrowing GroupBatch, _ group: Int) {
    let sum = batch.sum(of: group)
    guard sum.rows > 0 else { return }
    if !samples.isEmpty { startHistogram() }
    change(by: 1, sum)
    histogram.add(batch.buckets, times: batch.times, in: batch.range(of: group))
  }

  /// Takes away the rows of a group that a batch has together. Before it there were many.
  @inline(__always)
  mutating func remove(_ batch: borrowing GroupBatch, _ group: Int) {
    let sum = batch.sum(of: group)
    guard sum.rows > 0 else { return }
    let hadFew = isFew
    guard rows > sum.rows else {
      self = GroupFigures()
      return
    }
    change(by: -1, sum)
    if !isFew {
      histogram.remove(batch.buckets, times: batch.times, in: batch.range(of: group))
    } else if !hadFew {
      histogram.removeAll()
      lacksSamples = true
    }
  }

  @inline(__always)
  private mutating func change(by sign: Int, _ sum: GroupBatch.Sum) {
    (isStale, isP99Stale) = (true, true)
    rows += sign * sum.rows
    count += Double(sign) * sum.weight
    totalNanoseconds += Double(sign) * sum.totalNanoseconds
    errors += Double(sign) * sum.errors
    aboveNanoseconds += Double(sign) * sum.aboveNanoseconds
  }

  /// Adds the sums of the rows at a place, or takes them away.
  @inline(__always)
  private mutating func change(
    by sign: Double, _ index: ChunkIndex, at place: Int, rowCount: Int
  ) {
    (isStale, isP99Stale) = (true, true)
    count += sign * (index.weights.isEmpty ? Double(rowCount) : index.weights[place])
    totalNanoseconds += sign * index.totals[place]
    if !index.errors.isEmpty { errors += sign * index.errors[place] }
    if !index.above.isEmpty { aboveNanoseconds += sign * index.above[place] }
  }

  private mutating func removeOfFew(
    _ index: ChunkIndex, in range: Range<Int>, hadFew: Bool
  ) {
    if !hadFew {
      histogram.removeAll()
      lacksSamples = true
    } else if !lacksSamples {
      for position in range { removeSample(index.sample(at: position)) }
    }
  }

  /// Puts in the durations that were lacking, as read from the rows that are left.
  mutating func settle(samples: [Sample]) {
    self.samples = samples
    lacksSamples = false
    (isStale, isP99Stale) = (true, true)
  }

  private mutating func startHistogram() {
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
