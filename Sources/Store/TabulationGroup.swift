import Intake

/// What one group of a report has come to so far, its metrics apart.
///
/// Everything in it comes to the same whatever the order of the scopes, so that the groups of two
/// workers can be added.
struct TabulationGroup: Sendable {
  private(set) var rows = 0
  private(set) var total = ExactSum()
  private(set) var slowest: SlowestScopes
  private(set) var weight = ExactSum()
  private var above = ExactSum()
  private var errors = ExactSum()
  private let threshold: UInt64
  private var longestNanoseconds: UInt64 = 0
  private var histogram = Histogram()
  /// Every duration, while there are few enough for exact percentiles.
  private var samples: [Sample] = []

  init(slowestLimit: Int, above threshold: UInt64) {
    slowest = SlowestScopes(limit: slowestLimit)
    self.threshold = threshold
  }

  @inline(__always)
  mutating func take(
    _ row: Int, of chunk: Chunk, nanoseconds: UInt64, bucket: UInt16, weight: Double,
    position: UInt64
  ) {
    rows &+= 1
    if weight == 1 {
      self.weight.add(1 as UInt64)
      total.add(nanoseconds)
      if nanoseconds > threshold { above.add(nanoseconds &- threshold) }
    } else {
      self.weight.add(weight)
      total.add(Double(nanoseconds) * weight)
      if nanoseconds > threshold { above.add(Double(nanoseconds &- threshold) * weight) }
    }
    longestNanoseconds = max(longestNanoseconds, nanoseconds)
    if !chunk.error.isEmpty, chunk.error[row] != 0 { errors.add(weight) }
    histogram.add(Self.wholeParts(of: weight), toBucket: bucket)
    if rows < Quantile.exactBelowRows {
      samples.append(Sample(nanoseconds: nanoseconds, weight: weight))
    }
    slowest.offer(row, of: chunk, nanoseconds, position: position)
  }

  /// A weight in whole 1,024ths, for percentiles: sums of those are exact up to 2^43 scopes, so their
  /// order does not matter.
  @inline(__always)
  private static func wholeParts(of weight: Double) -> Double {
    weight == 1 ? 1 : (weight * 1_024).rounded() / 1_024
  }

  /// Adds what another worker came to.
  mutating func add(_ other: TabulationGroup, _ translation: CatalogTranslation) {
    rows += other.rows
    weight.add(other.weight)
    total.add(other.total)
    above.add(other.above)
    errors.add(other.errors)
    longestNanoseconds = max(longestNanoseconds, other.longestNanoseconds)
    samples += other.samples
    slowest.add(other.slowest, translation)
    var bucket = -1
    while let next = other.histogram.firstUsed(after: bucket) {
      histogram.add(other.histogram.weight(of: next), toBucket: UInt16(next))
      bucket = next
    }
  }

  /// - Parameter span: what the rate is over; zero where that is not known.
  func row(named key: GroupKey, span: Duration, ofTotal all: Double) -> RankingRow {
    let isFew = rows < Quantile.exactBelowRows
    let quantile =
      isFew
      ? Quantile(samples.sorted { $0.weight < $1.weight })
      : Quantile(histogram, longestNanoseconds: longestNanoseconds)
    let seconds = span / .seconds(1)
    let (count, total) = (weight.value, total.value)
    return RankingRow(
      key: key, count: count, ratePerSecond: seconds > 0 ? count / seconds : nil,
      p50: Duration(nanoseconds: Double(quantile.p50Nanoseconds)),
      p90: Duration(nanoseconds: Double(quantile.p90Nanoseconds)),
      p99: Duration(nanoseconds: Double(quantile.p99Nanoseconds)),
      max: Duration(nanoseconds: Double(longestNanoseconds)),
      mean: Duration(nanoseconds: total / count), total: Duration(nanoseconds: total),
      above: Duration(nanoseconds: above.value), change: nil,
      share: all > 0 ? total / all : 0, errors: errors.value, isFew: isFew, mark: nil)
  }
}
