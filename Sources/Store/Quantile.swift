import Intake

/// The three percentiles of a group.
struct Quantile: Hashable, Sendable {
  var p50Nanoseconds: UInt64 = 0
  var p90Nanoseconds: UInt64 = 0
  var p99Nanoseconds: UInt64 = 0

  /// Groups with fewer rows than this keep each duration, and their percentiles are exact.
  static let exactBelowRows = 20

  /// The weight that has to lie at or below a quantile: nearest rank, weighted. Rounding in
  /// `fraction × total` must not push it past a whole rank.
  static func target(_ fraction: Double, of total: Double) -> Double {
    fraction * total * (1 - 1e-12)
  }

  init() {}

  /// From buckets; never beyond the longest duration, which is known exactly.
  init(_ histogram: Histogram, longestNanoseconds: UInt64) {
    let buckets = histogram.buckets(at: (0.5, 0.9, 0.99))
    p50Nanoseconds = Self.nanoseconds(buckets.0, longestNanoseconds)
    p90Nanoseconds = Self.nanoseconds(buckets.1, longestNanoseconds)
    p99Nanoseconds = Self.nanoseconds(buckets.2, longestNanoseconds)
  }

  /// From single durations, exact.
  init(_ samples: [Sample]) {
    let sorted = samples.sorted { $0.nanoseconds < $1.nanoseconds }
    let total = sorted.reduce(0) { $0 + $1.weight }
    p50Nanoseconds = Self.exact(0.5, of: sorted, total)
    p90Nanoseconds = Self.exact(0.9, of: sorted, total)
    p99Nanoseconds = Self.exact(0.99, of: sorted, total)
  }

  /// What a bucket means for a group whose longest duration is known.
  static func nanoseconds(_ bucket: Int, _ longestNanoseconds: UInt64) -> UInt64 {
    bucket >= DurationScale.bucketCount - 1
      ? longestNanoseconds
      : min(DurationScale.middleNanoseconds(ofBucket: bucket), longestNanoseconds)
  }

  /// - Parameter sorted: shortest first.
  static func exact(_ fraction: Double, of sorted: [Sample], _ total: Double) -> UInt64 {
    let target = target(fraction, of: total)
    var sum = 0.0
    for sample in sorted {
      sum += sample.weight
      if sum >= target { return sample.nanoseconds }
    }
    return sorted.last?.nanoseconds ?? 0
  }
}

/// One duration with the number of scopes it stands for.
struct Sample: Hashable, Sendable {
  let nanoseconds: UInt64
  let weight: Double
}

extension Duration {
  /// A sum of nanoseconds; one beyond 292 years keeps whole seconds, and nothing overflows.
  init(nanoseconds: Double) {
    if nanoseconds.isNaN {
      self = .zero
    } else if nanoseconds < 9e18 {
      self = .nanoseconds(Int64(max(-9e18, nanoseconds.rounded())))
    } else {
      self = .seconds(Int64(min(nanoseconds / 1e9, 9e18)))
    }
  }
}
