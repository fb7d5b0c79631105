import Intake

/// How far back a figure looks. A window is made of whole seconds and the one that is running.
package enum Window: String, CaseIterable, Sendable {
  case tenSeconds = "10s"
  case oneMinute = "1m"
  case fiveMinutes = "5m"
  case fifteenMinutes = "15m"
  case everything = "all"

  /// The length, or nil for everything held.
  package var duration: Duration? {
    switch self {
    case .tenSeconds: .seconds(10)
    case .oneMinute: .seconds(60)
    case .fiveMinutes: .seconds(300)
    case .fifteenMinutes: .seconds(900)
    case .everything: nil
    }
  }
}
