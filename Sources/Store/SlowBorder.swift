import Intake

/// From which duration on the scopes of a group count as slow.
struct SlowBorder: Hashable, Sendable {
  let nanoseconds: UInt64

  /// How far the percentile may be off the border before the border is moved, as a part of it.
  static let driftMax = 0.03
  /// Scopes that may at most be slow, as a part of all.
  static let partMax = 0.2

  func isNear(_ other: SlowBorder) -> Bool {
    let (mine, others) = (Double(nanoseconds), Double(other.nanoseconds))
    return (mine - others).magnitude <= mine * Self.driftMax
  }
}

extension GroupFigures {
  /// Where the slow scopes begin, or nil where there are too few scopes or all are alike.
  var slowBorder: SlowBorder? {
    guard !isFew else { return nil }
    let bucket = histogram.buckets(at: (0.95, 0.95, 0.95)).0
    guard let border = histogram.bucketWithTail(from: bucket, atMost: SlowBorder.partMax) else {
      return nil
    }
    return SlowBorder(nanoseconds: DurationScale.lowerBoundNanoseconds(ofBucket: border))
  }
}

extension Histogram {
  /// The first bucket in use, from a given one on, at or above which lies at most a part of the
  /// weight; nil where none is.
  func bucketWithTail(from bucket: Int, atMost part: Double) -> Int? {
    var tail = weight(from: bucket)
    if tail <= part * total { return bucket }
    tail -= weight(of: bucket)
    return tail > 0 ? firstUsed(after: bucket) : nil
  }
}
