import Intake

/// How far back a figure looks. A window is made of whole seconds and the one that is running.
///
/// N seconds are the running second and the N − 1 before it, by the time at which scopes finished.
/// Chunks older than 2 minutes cover 5 seconds, those older than 20 minutes 60, and such a chunk is
/// in a window when it begins in it: the far edge of a long window is sharp to 5 seconds. Scopes
/// dated after now, by a clock that is ahead, are in every window.
package enum Window: String, CaseIterable, Sendable {
  case tenSeconds = "10s"
  case oneMinute = "1m"
  case fiveMinutes = "5m"
  case fifteenMinutes = "15m"
  case everything = "all"

  /// The length, or nil for everything held.
  package var duration: Duration? {
    seconds.map { .seconds($0) }
  }

  /// The length in seconds, or nil for everything held.
  var seconds: Int64? {
    switch self {
    case .tenSeconds: 10
    case .oneMinute: 60
    case .fiveMinutes: 300
    case .fifteenMinutes: 900
    case .everything: nil
    }
  }

  /// The first second that is in the window.
  func firstSecond(at now: Timestamp) -> Int64 {
    seconds.map { now.second - $0 + 1 } ?? .min
  }

  /// The first second of the window before this one; there is none before everything.
  func firstSecondBefore(at now: Timestamp) -> Int64 {
    seconds.map { now.second - 2 * $0 + 1 } ?? .min
  }

  /// How long the window is in truth: from its begin, or the oldest scope held, to now.
  func span(in moment: Moment) -> Duration {
    guard let oldest = moment.chunks.first?.earliest else { return .zero }
    var start = oldest
    if seconds != nil {
      start = max(start, Timestamp(microseconds: firstSecond(at: moment.now) * 1_000_000))
    }
    return max(.seconds(1), moment.now.since(start))
  }
}
