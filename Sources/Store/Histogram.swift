import Intake

/// How many scopes lie in each bucket of `DurationScale`, weighted, for one group.
///
/// Only the part of the scale that is in use is kept: most groups spread over a few octaves, so a
/// group takes a few kilobytes and not the 21 KiB of the whole scale. It grows in steps.
///
///     bucket    base                           base + counts.count
///     counts     ■  ■  ■  ■  ■  ■  …  ■  ■  ■
///
/// Quantiles are nearest-rank: the least bucket at or below which lies that part of the weight.
/// A bucket stands for its middle, so a quantile is at most 0.8 % off. Cost: 2-3 ns to add, one
/// pass over the buckets in use for three quantiles.
struct Histogram: Sendable {
  private var base = 0
  private var counts: [Double] = []
  /// The weight in all buckets.
  private(set) var total = 0.0

  /// Buckets it grows by, at least.
  private static let step = 32

  var byteCount: Int { counts.capacity * MemoryLayout<Double>.stride }

  mutating func add(_ weight: Double, toBucket bucket: UInt16) {
    var offset = Int(bucket) &- base
    if offset < 0 || offset >= counts.count {
      grow(toHold: Int(bucket))
      offset = Int(bucket) &- base
    }
    counts[offset] += weight
    total += weight
  }

  /// Takes away what was added before. What is left of fractional weights by rounding is cut to 0.
  mutating func remove(_ weight: Double, fromBucket bucket: UInt16) {
    let offset = Int(bucket) &- base
    precondition(counts.indices.contains(offset), "BUG: what was never added is taken away")
    let left = counts[offset] - weight
    counts[offset] = left < 1e-6 ? 0 : left
    total = max(0, total - weight)
  }

  mutating func removeAll() {
    counts = []
    base = 0
    total = 0
  }

  private mutating func grow(toHold bucket: Int) {
    if counts.isEmpty {
      base = bucket / Self.step * Self.step
      counts = Array(repeating: 0, count: Self.step)
      return
    }
    let room = max(Self.step, counts.count / 4)
    let low = bucket < base ? max(0, (bucket - room + 1) / Self.step * Self.step) : base
    let high = bucket < base ? base + counts.count : max(base + counts.count, bucket + room)
    var grown = Array(repeating: 0.0, count: high - low)
    grown.replaceSubrange(base - low..<base - low + counts.count, with: counts)
    base = low
    counts = grown
  }

  /// The buckets of three quantiles, found in one pass.
  ///
  /// - Parameter fractions: ascending, each above 0 and at most 1.
  func buckets(at fractions: (Double, Double, Double)) -> (Int, Int, Int) {
    var position = -1
    var sum = 0.0
    let first = advance(&position, &sum, to: fractions.0)
    let second = advance(&position, &sum, to: fractions.1)
    let third = advance(&position, &sum, to: fractions.2)
    return (first, second, third)
  }

  /// Goes on until the weight at or below the position reaches a part of the total.
  private func advance(_ position: inout Int, _ sum: inout Double, to fraction: Double) -> Int {
    let target = Quantile.target(fraction, of: total)
    while sum < target, position < counts.count - 1 {
      position += 1
      sum += counts[position]
    }
    return base + max(0, position)
  }
}
