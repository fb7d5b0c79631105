import Intake
import Store

/// What a line of a panel stands for, so that the cursor finds it again when the order changes.
enum LineID: Hashable, Sendable {
  case metric(MetricName)
  /// The time that no timer accounts for.
  case unaccounted
  case tag(key: String, value: String)
  case moreOfTag(key: String)
  /// An instance, told by when it finished and how long it took: the place where it lies changes
  /// when chunks are merged.
  case instance(end: Timestamp, duration: Duration, id: String?)
  case line(Int)
}
