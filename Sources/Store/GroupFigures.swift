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
  var longestNanoseconds: UInt64 = 0
  /// Each duration, while there are few rows and none is missing.
  private(set) var samples: [Sample] = []
  private(set) var histogram = Histogram()
  /// Whether rows went until few were left, whose durations have to be looked up.
  private(set) var lacksSamples = false
  /// Whether the longest duration went.
  private(set) var lacksLongest = false
  private var p99 = UInt64(0)
  private var isP99Stale = false

  var isFew: Bool { rows < Quantile.exactBelowRows }
  var byteCount: Int {
    histogram.byteCount
      + (samples.isEmpty ? 0 : Quantile.exactBelowRows * MemoryLayout<Sample>.stride)
  }

  /// The three percentiles. Cost: one pass over the histogram.
  var quantiles: Quantile {
    isFew ? Quantile(samples) : Quantile(histogram, longestNanoseconds: longestNanoseconds)
  }

  /// The 99th percentile alone, worked out when it is asked for and something has changed. It takes
  /// a fraction of the time of all three.
  mutating func p99Nanoseconds() -> UInt64 {
    if isP99Stale {
      p99 =
        isFew
        ? Quantile(samples).p99Nanoseconds
        : Quantile.p99Nanoseconds(histogram, longestNanoseconds)
      isP99Stale = false
    }
    return p99
  }

  /// Adds the rows of the group at a place of an index.
  mutating func add(_ index: ChunkIndex, at place: Int, of chunk: Chunk) {
    let range = index.range(at: place)
    rows += range.count
    longestNanoseconds = max(longestNanoseconds, index.longestNanoseconds[place])
    isP99Stale = true
    addSums(index, range, of: chunk, sign: 1)
    if isFew {
      appendSamples(index, range, of: chunk)
      return
    }
    startHistogram()
    let (rows, buckets) = (index.rows, chunk.bucket)
    if chunk.weight.isEmpty {
      for position in range { histogram.add(1, toBucket: buckets[Int(rows[position])]) }
    } else {
      for position in range {
        let row = Int(rows[position])
        histogram.add(chunk.weight[row], toBucket: buckets[row])
      }
    }
  }

  /// Takes away rows that were added before. What cannot be told from what is left (the longest
  /// duration, the durations of the last few) is marked as lacking until `settle`.
  mutating func remove(_ index: ChunkIndex, at place: Int, of chunk: Chunk) {
    let range = index.range(at: place)
    let hadFew = isFew
    rows -= range.count
    guard rows > 0 else {
      self = GroupFigures()
      return
    }
    isP99Stale = true
    if index.longestNanoseconds[place] >= longestNanoseconds { lacksLongest = true }
    addSums(index, range, of: chunk, sign: -1)
    if hadFew {
      if !lacksSamples { removeSamples(index, range, of: chunk) }
    } else if isFew {
      histogram.removeAll()
      lacksSamples = true
    } else {
      let (rows, buckets) = (index.rows, chunk.bucket)
      for position in range {
        let row = Int(rows[position])
        histogram.remove(chunk.weight(ofRow: row), fromBucket: buckets[row])
      }
    }
  }

  /// Adds to counts and sums, or takes away. Most chunks have neither weights nor errors.
  private mutating func addSums(
    _ index: ChunkIndex, _ range: Range<Int>, of chunk: Chunk, sign: Double
  ) {
    let (rows, durations) = (index.rows, chunk.durationNanoseconds)
    let (weights, failures) = (chunk.weight, chunk.error)
    if weights.isEmpty, failures.isEmpty {
      count += sign * Double(range.count)
      for position in range {
        totalNanoseconds += sign * Double(durations[Int(rows[position])])
      }
      return
    }
    for position in range {
      let row = Int(rows[position])
      let weight = sign * (weights.isEmpty ? 1 : weights[row])
      count += weight
      totalNanoseconds += Double(durations[row]) * weight
      if !failures.isEmpty, failures[row] != 0 { errors += weight }
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
  }

  private mutating func startHistogram() {
    guard !samples.isEmpty else { return }
    for sample in samples {
      histogram.add(
        sample.weight, toBucket: DurationScale.bucket(ofNanoseconds: sample.nanoseconds))
    }
    samples = []
  }

  private mutating func appendSamples(
    _ index: ChunkIndex, _ range: Range<Int>, of chunk: Chunk
  ) {
    for position in range { samples.append(Sample(Int(index.rows[position]), of: chunk)) }
  }

  private mutating func removeSamples(
    _ index: ChunkIndex, _ range: Range<Int>, of chunk: Chunk
  ) {
    for position in range {
      let sample = Sample(Int(index.rows[position]), of: chunk)
      guard let place = samples.firstIndex(of: sample) else {
        preconditionFailure("BUG: what was never added is taken away")
      }
      samples.swapAt(place, samples.count - 1)
      samples.removeLast()
    }
  }
}
