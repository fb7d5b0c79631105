extension MetricWord {
  /// The metric that a sample's first word names.
  @inlinable
  package static func metric(ofHead head: UInt32) -> MetricID {
    MetricID(rawValue: head & idMask)
  }

  /// How many words a sample takes, its first word included. A scan that is after one metric
  /// passes over the others with this, without reading their values.
  @inlinable
  package static func length(ofHead head: UInt32) -> Int {
    let wides = (head & wideValue).nonzeroBitCount &+ (head & wideCount).nonzeroBitCount
    guard head & timer != 0 else { return 2 &+ wides }
    let max = (head & hasMax).nonzeroBitCount &+ (head & wideMax).nonzeroBitCount
    return 3 &+ wides &+ max
  }
}
