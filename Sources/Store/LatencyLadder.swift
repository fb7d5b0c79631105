import Intake

/// The round durations at which the rows of a heat map are cut, from 1 µs to a day.
///
/// It has about six steps a decade: 1, 1.5, 2, 3, 5, 7 below 10 s, and what a clock counts in from
/// there on. A map counts in these, its finest *ranks*, and shows them put together by one of the
/// `Spacing`s; so another spacing, or another part of the ladder, costs no look at the scopes.
///
///     rank            0      1      2      3      4      5      6      7
///     from            0      1 µs   1.5    2      3      5      7      10 µs  …
///     three a decade  ├──────┼─────────────┼─────────────┼─────────────┼──
package enum LatencyLadder {
  /// How many rows a decade has, about.
  package enum Spacing: Int, CaseIterable, Comparable, Sendable {
    case one = 1, two = 2, three = 3, six = 6

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

    fileprivate var digitsInTenths: [UInt64] {
      switch self {
      case .one: [10]
      case .two: [10, 30]
      case .three: [10, 20, 50]
      case .six: [10, 15, 20, 30, 50, 70]
      }
    }

    fileprivate var seconds: [UInt64] {
      switch self {
      case .one: [10, 60, 600, 3_600, 36_000]
      case .two: [10, 30, 60, 180, 600, 1_800, 3_600, 10_800, 36_000]
      case .three:
        [10, 20, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 18_000, 36_000, 86_400]
      case .six:
        [
          10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 420, 600, 900, 1_200, 1_800, 2_700, 3_600,
          5_400, 7_200, 10_800, 18_000, 25_200, 36_000, 54_000, 86_400,
        ]
      }
    }

    /// Where its rows begin, in nanoseconds, ascending from 0.
    fileprivate var bounds: [UInt64] {
      var bounds: [UInt64] = [0]
      var decade: UInt64 = 1_000
      while decade < 10_000_000_000 {
        bounds += digitsInTenths.map { $0 * decade / 10 }
        decade *= 10
      }
      return bounds + seconds.map { $0 * 1_000_000_000 }
    }
  }

  /// The least duration of each rank, in nanoseconds; the first is 0.
  static let bounds = Spacing.six.bounds

  /// How many ranks there are. The last holds everything from a day on.
  package static var rankCount: Int { bounds.count }

  /// The ranks with which the rows of a spacing begin, ascending from 0.
  package static func starts(_ spacing: Spacing) -> [Int] { startsBySpacing[spacing] ?? [0] }

  private static let startsBySpacing: [Spacing: [Int]] = Dictionary(
    uniqueKeysWithValues: Spacing.allCases.map { spacing in
      let own = Set(spacing.bounds)
      return (spacing, bounds.indices.filter { own.contains(bounds[$0]) })
    })

  /// The least duration of a rank; past the last one, the end of all durations.
  package static func lowerBound(ofRank rank: Int) -> Duration {
    rank < bounds.count ? .nanoseconds(Int64(bounds[max(0, rank)])) : .seconds(Int64.max)
  }

  /// The rank of a duration that lies in a bucket of `DurationScale`, exactly.
  @inline(__always)
  static func rank(ofNanoseconds nanoseconds: UInt64, inBucket bucket: UInt16) -> Int {
    let rank = Int(ranksByBucket[Int(bucket)])
    let next = rank &+ 1
    return next < bounds.count && nanoseconds >= bounds[next] ? next : rank
  }

  /// The rank of each bucket's least duration. No bucket reaches over more than two ranks.
  private static let ranksByBucket: [UInt8] = (0..<DurationScale.bucketCount).map { bucket in
    let least = DurationScale.lowerBoundNanoseconds(ofBucket: bucket)
    return UInt8(bounds.partitioningIndex { $0 > least } - 1)
  }
}
