import Intake

/// The scopes that have one tag value: how many, how slow, how many failed.
///
/// Like `GroupFigures`, but it cannot look up again what it has let go: when scopes have gone until
/// fewer than 20 are left, its p99 stays that of the histogram.
struct FacetTally: Sendable {
  private(set) var rows = 0
  private(set) var count = 0.0
  private(set) var errors = 0.0
  private var samples: [Sample] = []
  private var histogram = Histogram()

  var byteCount: Int { histogram.byteCount + samples.capacity * 16 }

  /// - Parameter longest: which none of them exceeds. Their own longest is not kept here, and the middle
  ///   of the last bucket may lie beyond it.
  func p99Nanoseconds(atMost longest: UInt64) -> UInt64 {
    if histogram.total == 0 { return Quantile(samples).p99Nanoseconds }
    return Quantile(histogram, longestNanoseconds: longest).p99Nanoseconds
  }

  /// The bucket from which on the slowest 5 % lie, as of a `Profile`; nil where there are too few
  /// scopes or all are alike.
  var slowBucket: Int? {
    guard histogram.total > 0 else { return nil }
    let bucket = histogram.buckets(at: (0.95, 0.95, 0.95)).0
    return histogram.bucketWithTail(from: bucket, atMost: SlowBorder.partMax)
  }

  /// The weight in a bucket and all above it.
  func weight(from bucket: Int) -> Double {
    if histogram.total > 0 { return histogram.weight(from: bucket) }
    return samples.reduce(0) { sum, sample in
      DurationScale.bucket(ofNanoseconds: sample.nanoseconds) >= bucket ? sum + sample.weight : sum
    }
  }

  mutating func add(_ sample: Sample, bucket: UInt16, isError: Bool) {
    rows += 1
    count += sample.weight
    errors += isError ? sample.weight : 0
    if rows < Quantile.exactBelowRows, histogram.total == 0 {
      samples.append(sample)
      return
    }
    for early in samples {
      histogram.add(
        early.weight, toBucket: DurationScale.bucket(ofNanoseconds: early.nanoseconds))
    }
    samples = []
    histogram.add(sample.weight, toBucket: bucket)
  }

  mutating func remove(_ sample: Sample, bucket: UInt16, isError: Bool) {
    rows -= 1
    guard rows > 0 else {
      self = FacetTally()
      return
    }
    count -= sample.weight
    errors -= isError ? sample.weight : 0
    if histogram.total > 0 {
      histogram.remove(sample.weight, fromBucket: bucket)
    } else if let index = samples.firstIndex(of: sample) {
      samples.remove(at: index)
    }
  }
}
