extension MetricWord {
  /// The metric that a sample's first word names.
  @inlinable @inline(__always)
  public static func metric(ofHead head: UInt32) -> MetricID {
    MetricID(rawValue: head & idMask)
  }

  /// How many words a sample takes, its first word included. A scan that is after one metric
  /// passes over the others with this, without reading their values.
  @inlinable @inline(__always)
  public static func length(ofHead head: UInt32) -> Int {
    let wides = (head & wideValue).nonzeroBitCount &+ (head & wideCount).nonzeroBitCount
    guard head & timer != 0 else { return 2 &+ wides }
    let max = (head & hasMax).nonzeroBitCount &+ (head & wideMax).nonzeroBitCount
    return 3 &+ wides &+ max
  }

  /// Whether each of a sample's values is a whole number in a word of its own, in the order of
  /// `MetricWord`'s drawing.
  @inlinable @inline(__always)
  public static func isNarrow(_ head: UInt32) -> Bool {
    head & (wideValue | wideCount | wideMax) == 0
  }

  /// Whether it is a timer's, and not a counter's.
  @inlinable @inline(__always)
  public static func isTimer(_ head: UInt32) -> Bool { head & timer != 0 }

  /// Whether a timer says how long its longest call was.
  @inlinable @inline(__always)
  public static func hasLongest(_ head: UInt32) -> Bool { head & hasMax != 0 }
}
