/// The log-linear scale on which durations are counted: 64 buckets an octave of nanoseconds.
///
/// Durations below 64 ns have a bucket each. From there on, the bucket is read off the number's own
/// bits: its exponent says which octave, the next six bits which of the octave's 64 buckets.
///
///     nanoseconds   1 e e e e e e r r r r …       bucket = 64 × octave + eeeeee
///                   └ top bit └ six bits kept
///
/// A bucket's middle is at most 1/128 off any duration in it, so quantiles are within 0.8 %.
package enum DurationScale {
  /// How many buckets there are. The last holds everything from 2^47 ns (39 hours) on.
  package static let bucketCount = 64 * 42 + 1

  /// The bucket of a duration. Cost: a count of leading zeros and a shift.
  @inlinable
  package static func bucket(ofNanoseconds nanoseconds: UInt64) -> UInt16 {
    if nanoseconds < 64 { return UInt16(truncatingIfNeeded: nanoseconds) }
    let top = 63 &- nanoseconds.leadingZeroBitCount
    if top >= 47 { return 64 * 42 }
    let fraction = Int(truncatingIfNeeded: nanoseconds &>> UInt64(top &- 6)) & 63
    return UInt16(truncatingIfNeeded: ((top &- 5) &<< 6) | fraction)
  }

  /// The least duration that falls into a bucket, in nanoseconds.
  package static func lowerBoundNanoseconds(ofBucket bucket: Int) -> UInt64 {
    if bucket < 64 { return UInt64(bucket) }
    let top = bucket / 64 + 5
    return (64 + UInt64(bucket % 64)) << UInt64(top - 6)
  }

  /// What a bucket is taken to mean: the middle of its bounds, in nanoseconds.
  package static func middleNanoseconds(ofBucket bucket: Int) -> UInt64 {
    let lower = lowerBoundNanoseconds(ofBucket: bucket)
    if bucket >= bucketCount - 1 { return lower }
    return lower + (lowerBoundNanoseconds(ofBucket: bucket + 1) - lower) / 2
  }
}
