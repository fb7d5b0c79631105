import Intake

/// Part of the plane of time and latency: what a box in a heat map covers.
package struct LatencyBox: Hashable, Sendable {
  package var start: Timestamp
  /// Excluded.
  package var end: Timestamp
  package var shortest: Duration
  /// Excluded.
  package var longest: Duration

  package init(start: Timestamp, end: Timestamp, shortest: Duration, longest: Duration) {
    self.start = start
    self.end = end
    self.shortest = shortest
    self.longest = longest
  }

  /// Whether a scope that finished then and took so long lies in it.
  package func contains(end finish: Timestamp, duration: Duration) -> Bool {
    finish >= start && finish < end && duration >= shortest && duration < longest
  }
}
