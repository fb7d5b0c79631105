import Intake

/// Scopes put together by series, kind of error and duration: what the rows of a summary are made of.
///
/// Durations are told apart twice as finely as by `DurationScale`: a half of a bucket is at most
/// 1/128 wide, so the mean of what was put together is within 0.8 % of each, and lies in their bucket.
///
///     key     series (32)  kind of error (19)  half of a bucket (13)
///     slots   ─▶ places of sums, open addressing, at most half full
///     sums    in the order in which their keys turned up
struct FoldTable {
  /// What one row of a summary comes to.
  struct Sum {
    let key: UInt64
    var weight: Double
    var nanoseconds: Double
    /// When the last of the scopes finished.
    var endMicroseconds: Int64

    var series: UInt32 { UInt32(truncatingIfNeeded: key &>> 32) }
    /// The kind of error as a string id plus one, 0 for none.
    var error: UInt32 { UInt32(truncatingIfNeeded: key &>> 13) & (FoldTable.errorEnd - 1) }

    @inline(__always)
    fileprivate mutating func add(_ more: UInt64, _ weight: Double, _ end: Int64) {
      self.weight += weight
      nanoseconds += Double(more) * weight
      endMicroseconds = max(endMicroseconds, end)
    }

    /// The mean of the scopes, rounded; not outside what they were put together by.
    var meanNanoseconds: UInt64 {
      let bounds = FoldTable.bounds(ofHalf: Int(truncatingIfNeeded: key & 0x1FFF))
      let mean = (nanoseconds / weight).rounded()
      return min(bounds.upperBound, max(bounds.lowerBound, UInt64(min(mean, 0x1p63))))
    }
  }

  /// Kinds of error have lower numbers: there are no more than `Limits.strings`.
  fileprivate static let errorEnd: UInt32 = 1 << 19
  private(set) var sums: [Sum] = []
  private var slots: [UInt32]
  private var bits: UInt64

  /// - Parameter rows: how many will be added; half of them may well fall together.
  init(rows: Int) {
    bits = 11
    while 1 << bits < rows { bits += 1 }
    slots = Array(repeating: 0, count: 1 << bits)
    sums.reserveCapacity(rows / 2)
  }

  /// Adds scopes. Cost: a hash and a step or two, more where the sums outgrow the nearer caches.
  @inline(__always)
  mutating func add(
    series: UInt32, error: UInt32, nanoseconds: UInt64, weight: Double, endMicroseconds: Int64
  ) {
    precondition(error < Self.errorEnd, "BUG: more strings than there may be")
    let half = UInt64(truncatingIfNeeded: Self.half(ofNanoseconds: nanoseconds))
    let key = UInt64(series) &<< 32 | UInt64(error) &<< 13 | half
    let mask = slots.count &- 1
    var slot = Self.slot(of: key, bits: bits)
    while slots[slot] != 0 {
      let place = Int(slots[slot]) &- 1
      if sums[place].key == key {
        sums[place].add(nanoseconds, weight, endMicroseconds)
        return
      }
      slot = (slot &+ 1) & mask
    }
    sums.append(
      Sum(
        key: key, weight: weight, nanoseconds: Double(nanoseconds) * weight,
        endMicroseconds: endMicroseconds))
    slots[slot] = UInt32(truncatingIfNeeded: sums.count)
    if sums.count &* 2 > slots.count { grow() }
  }

  /// Steele, Lea and Flood's mixing of 64 bits. Ids and buckets both count up: a single multiplication
  /// would lay them out as a lattice, with clusters to step through.
  @inline(__always)
  private static func slot(of key: UInt64, bits: UInt64) -> Int {
    var mixed = (key ^ (key &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed &>> 27)) &* 0x94D0_49BB_1331_11EB
    return Int(truncatingIfNeeded: mixed &>> (64 &- bits))
  }

  private mutating func grow() {
    bits += 1
    slots = Array(repeating: 0, count: 1 << bits)
    let mask = slots.count &- 1
    for place in sums.indices {
      var slot = Self.slot(of: sums[place].key, bits: bits)
      while slots[slot] != 0 { slot = (slot &+ 1) & mask }
      slots[slot] = UInt32(truncatingIfNeeded: place &+ 1)
    }
  }
}

extension FoldTable {
  /// The half of a bucket that a duration lies in: as `DurationScale`, with seven bits for six. The
  /// last one is that scale's last bucket, whole.
  @inline(__always)
  static func half(ofNanoseconds nanoseconds: UInt64) -> Int {
    if nanoseconds < 128 { return Int(truncatingIfNeeded: nanoseconds) }
    let top = 63 &- nanoseconds.leadingZeroBitCount
    if top >= 47 { return 128 * 41 }
    let fraction = Int(truncatingIfNeeded: nanoseconds &>> UInt64(top &- 7)) & 127
    return (top &- 6) &<< 7 | fraction
  }

  /// The durations that lie in a half of a bucket, in nanoseconds.
  static func bounds(ofHalf half: Int) -> ClosedRange<UInt64> {
    if half < 128 { return UInt64(half)...UInt64(half) }
    if half == 128 * 41 { return 1 << 47...UInt64.max }
    let top = UInt64(half / 128 + 6)
    let least = UInt64(128 + half % 128) << (top - 7)
    return least...least + (1 << (top - 7)) - 1
  }
}
