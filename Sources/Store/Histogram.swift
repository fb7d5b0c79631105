import Intake

/// How many scopes lie in each bucket of `DurationScale`, for one group.
///
/// Only the part of the scale that is in use is kept: most groups spread over a few octaves, so a
/// group takes one or two kilobytes and not the 10 KiB of the whole scale. It grows in steps.
///
///     bucket     base                           base + counts.count
///     counts      ■  ■  ■  ■  ■  ■  …  ■  ■  ■     weights that are whole numbers, 1 most of the time
///     weighted    ■  ■  ■  ■  ■  ■  …  ■  ■  ■     weight of all others; empty where there are none
///
/// Quantiles are nearest-rank: the least bucket at or below which lies that part of the weight.
/// A bucket stands for its middle, so a quantile is at most 0.8 % off. Cost: 2-3 ns to add, one
/// pass over the buckets in use for three quantiles, eight at a step.
package struct Histogram: Sendable {
  private var base = 0
  private var counts: [UInt32] = []
  private var weighted: [Double] = []
  /// The weight in all buckets.
  private(set) var total = 0.0
  /// A bucket, and how many scopes that stand for themselves lie above it: where a quantile near the top
  /// was found last, and not far from where it is found next.
  private var mark = DurationScale.bucketCount
  private var countAboveMark: UInt32 = 0
  /// What the buckets take, in bytes.
  var byteCount: Int { counts.count &* 4 &+ weighted.count &* 8 }

  /// Buckets it grows by, at least; a multiple of `stride`.
  private static let step = 32
  /// Buckets that are summed up together when looking for a quantile.
  private static let stride = 8

  package init() {}

  package mutating func add(_ weight: Double, toBucket bucket: UInt16) {
    var offset = Int(bucket) &- base
    if offset < 0 || offset >= counts.count {
      grow(toHold: Int(bucket))
      offset = Int(bucket) &- base
    }
    if let whole = Self.whole(weight), total < Self.wholeTotalMax {
      counts[offset] &+= whole
      if Int(bucket) > mark { countAboveMark &+= whole }
    } else {
      if weighted.isEmpty { startWeighted() }
      weighted[offset] += weight
    }
    total += weight
  }

  /// Whole weights above this, and those past this much weight, go to `weighted`: no sum of counts can
  /// overflow then.
  private static let wholeMax: UInt32 = 16_777_216
  private static let wholeTotalMax = 2_000_000_000.0

  @inline(__always)
  private static func whole(_ weight: Double) -> UInt32? {
    guard weight <= Double(wholeMax), weight == weight.rounded(.towardZero) else { return nil }
    return UInt32(weight)
  }

  /// Takes away what was added before. What is left of fractional weights by rounding is cut to 0.
  mutating func remove(_ weight: Double, fromBucket bucket: UInt16) {
    let offset = Int(bucket) &- base
    precondition(counts.indices.contains(offset), Self.neverAdded)
    total = max(0, total - weight)
    // What was too much to be counted when it came may be counted by now: the two together hold it.
    let whole = min(Self.whole(weight) ?? 0, counts[offset])
    counts[offset] -= whole
    if Int(bucket) > mark { countAboveMark &-= whole }
    let rest = weight - Double(whole)
    guard rest > 0 else { return }
    precondition(!weighted.isEmpty, Self.neverAdded)
    let left = weighted[offset] - rest
    weighted[offset] = left < 1e-6 * weight ? 0 : left
  }

  /// Adds scopes. Cost: one look at the array for all of them.
  ///
  /// - Parameters:
  ///   - times: for how many each of `buckets` stands; empty where each is for itself.
  ///   - range: which of them.
  mutating func add(_ buckets: [UInt16], times: [UInt32], in range: Range<Int>) {
    if times.isEmpty {
      addEach(buckets, range) { _ in 1 }
    } else {
      addEach(buckets, range) { times[$0] }
    }
  }

  /// Takes away what was added before.
  mutating func remove(_ buckets: [UInt16], times: [UInt32], in range: Range<Int>) {
    if times.isEmpty {
      removeEach(buckets, range) { _ in 1 }
    } else {
      removeEach(buckets, range) { times[$0] }
    }
  }

  @inline(__always)
  private mutating func addEach(
    _ all: [UInt16], _ range: Range<Int>, _ times: (Int) -> UInt32
  ) {
    let buckets = all.span
    if counts.isEmpty { start(with: buckets, range) }
    var position = range.lowerBound
    while position < range.upperBound {
      let (base, mark, room) = (base, mark, Self.wholeTotalMax - total)
      var (sum, above) = (UInt64(0), UInt32(0))
      var counts = counts.mutableSpan
      while position < range.upperBound {
        let (bucket, whole) = (Int(buckets[position]), times(position))
        let offset = bucket &- base
        guard offset >= 0, offset < counts.count, whole <= Self.wholeMax, Double(sum) < room else {
          break
        }
        counts[offset] &+= whole
        above &+= bucket > mark ? whole : 0
        sum &+= UInt64(whole)
        position &+= 1
      }
      countAboveMark &+= above
      total += Double(sum)
      guard position < range.upperBound else { break }
      // This one needs more buckets, or is not to be counted.
      add(Double(times(position)), toBucket: buckets[position])
      position &+= 1
    }
  }

  /// Makes room for the first scopes at once, and not step by step.
  private mutating func start(with buckets: Span<UInt16>, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    var (lowest, highest) = (UInt16.max, UInt16.min)
    for position in range {
      lowest = min(lowest, buckets[position])
      highest = max(highest, buckets[position])
    }
    base = Int(lowest) / Self.step * Self.step
    counts = Array(repeating: 0, count: Int(highest) / Self.step * Self.step + Self.step - base)
  }

  @inline(__always)
  private mutating func removeEach(
    _ all: [UInt16], _ range: Range<Int>, _ times: (Int) -> UInt32
  ) {
    let buckets = all.span
    var position = range.lowerBound
    while position < range.upperBound {
      let (base, mark) = (base, mark)
      var (sum, above) = (UInt64(0), UInt32(0))
      var counts = counts.mutableSpan
      while position < range.upperBound {
        let (bucket, whole) = (Int(buckets[position]), times(position))
        let offset = bucket &- base
        guard offset >= 0, offset < counts.count, whole <= counts[offset] else { break }
        counts[offset] &-= whole
        above &+= bucket > mark ? whole : 0
        sum &+= UInt64(whole)
        position &+= 1
      }
      countAboveMark &-= above
      total = max(0, total - Double(sum))
      guard position < range.upperBound else { break }
      remove(Double(times(position)), fromBucket: buckets[position])
      position &+= 1
    }
  }

  /// Adds rows of an index.
  mutating func add(_ index: ChunkIndex, in range: Range<Int>) {
    if index.isWhole {
      add(index.buckets, times: index.times, in: range)
    } else {
      for position in range {
        add(index.sample(at: position).weight, toBucket: index.buckets[position])
      }
    }
  }

  /// Takes away rows of an index that were added before.
  mutating func remove(_ index: ChunkIndex, in range: Range<Int>) {
    if index.isWhole {
      remove(index.buckets, times: index.times, in: range)
    } else {
      for position in range {
        remove(index.sample(at: position).weight, fromBucket: index.buckets[position])
      }
    }
  }

  private static var neverAdded: String { "BUG: what was never added is taken away" }

  mutating func removeAll() { self = Histogram() }

  private mutating func startWeighted() {
    weighted = Array(repeating: 0, count: counts.count)
  }

  private mutating func grow(toHold bucket: Int) {
    let step = Self.step
    var (low, high) = (bucket / step * step, bucket / step * step + step)
    if !counts.isEmpty {
      let room = counts.count / 4 / step * step
      (low, high) =
        bucket < base
        ? (max(0, low - room), base + counts.count) : (base, high + room)
    }
    counts = Self.moved(counts, by: base - low, count: high - low)
    if !weighted.isEmpty { weighted = Self.moved(weighted, by: base - low, count: high - low) }
    base = low
  }

  private static func moved<Count: Numeric>(_ old: [Count], by shift: Int, count: Int) -> [Count] {
    var new = [Count](repeating: 0, count: count)
    if !old.isEmpty { new.replaceSubrange(shift..<shift + old.count, with: old) }
    return new
  }

  /// The buckets of three quantiles, found in one pass.
  ///
  /// - Parameter fractions: ascending, each above 0 and at most 1.
  package func buckets(at fractions: (Double, Double, Double)) -> (Int, Int, Int) {
    var position = 0
    var below = 0.0
    let first = advance(&position, &below, to: fractions.0)
    let second = advance(&position, &below, to: fractions.1)
    let third = advance(&position, &below, to: fractions.2)
    return (first, second, third)
  }

  /// The bucket of one quantile that is near the top: the same that going up from the bottom finds.
  ///
  /// Of whole weights, it is looked for from where it was last; so it costs what has changed since.
  mutating func bucket(nearTop fraction: Double) -> Int {
    guard weighted.isEmpty else { return buckets(at: (fraction, fraction, fraction)).2 }
    let target = Quantile.target(fraction, of: total)
    if mark >= base + counts.count { (mark, countAboveMark) = (base + counts.count - 1, 0) }
    while total - Double(countAboveMark) < target {
      mark += 1
      countAboveMark -= counts[mark - base]
    }
    while mark > base, total - Double(countAboveMark) - Double(counts[mark - base]) >= target {
      countAboveMark += counts[mark - base]
      mark -= 1
    }
    return mark
  }

  /// Goes on, stride by stride, to where the weight reaches a part of the total; then finds the
  /// bucket in the stride.
  ///
  /// - Parameter below: the weight in all strides before the position.
  private func advance(_ position: inout Int, _ below: inout Double, to fraction: Double) -> Int {
    let target = Quantile.target(fraction, of: total)
    var here = weight(ofStrideAt: position)
    while below + here < target, position + Self.stride < counts.count {
      below += here
      position += Self.stride
      here = weight(ofStrideAt: position)
    }
    var sum = below
    for offset in position..<min(position + Self.stride, counts.count) {
      sum += Double(counts[offset]) + (weighted.isEmpty ? 0 : weighted[offset])
      if sum >= target { return base + offset }
    }
    return base + lastUsed
  }

  private func weight(ofStrideAt position: Int) -> Double {
    guard position + Self.stride <= counts.count else { return 0 }
    var whole: UInt32 = 0
    for offset in position..<position + Self.stride { whole &+= counts[offset] }
    guard !weighted.isEmpty else { return Double(whole) }
    return weighted[position..<position + Self.stride].reduce(Double(whole), +)
  }

  /// The weight in one bucket.
  func weight(of bucket: Int) -> Double {
    let offset = bucket - base
    guard counts.indices.contains(offset) else { return 0 }
    return Double(counts[offset]) + (weighted.isEmpty ? 0 : weighted[offset])
  }

  /// The weight in a bucket and all above it.
  func weight(from bucket: Int) -> Double {
    (max(bucket, base)..<max(bucket, base + counts.count)).reduce(0) { $0 + weight(of: $1) }
  }

  /// The first bucket above another one that is in use.
  func firstUsed(after bucket: Int) -> Int? {
    (max(bucket + 1, base)..<max(bucket + 1, base + counts.count)).first { weight(of: $0) > 0 }
  }

  /// The last bucket in use: what rounding of fractional weights may leave as the answer.
  private var lastUsed: Int {
    counts.indices.last { counts[$0] != 0 || !weighted.isEmpty && weighted[$0] != 0 } ?? 0
  }
}
