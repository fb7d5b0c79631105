/// Durations from nanoseconds to days.
extension Figure {
  /// A span of time: `980 µs`, `41.2 ms`, `2.31 s`, `4m 12s`, `1h 05m`, `3d 04h`.
  package static func duration(nanoseconds: UInt64) -> Figure {
    for (index, unit) in units.enumerated() {
      let decimalsMax = index == 0 ? 0 : 2
      if let number = threeDigits(nanoseconds, of: unit.nanoseconds, decimalsMax: decimalsMax) {
        // 60.0 s is the first that reads better in minutes.
        if index == units.count - 1, nanoseconds >= 59_950_000_000 { break }
        return Figure(number, unit: unit.name, isSpaced: true, unitWidth: 2)
      }
    }
    return Figure(inTwoUnits(seconds: rounded(nanoseconds, to: 1_000_000_000)))
  }

  /// A span of time; one that runs backwards has a minus sign.
  package static func duration(_ value: Duration) -> Figure {
    let (seconds, attoseconds) = value.components
    let nanoseconds = attoseconds.magnitude / 1_000_000_000
    let (whole, isTooLong) = seconds.magnitude.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, isOver) = whole.addingReportingOverflow(nanoseconds)
    let figure = duration(nanoseconds: isTooLong || isOver ? .max : sum)
    return value < .zero ? figure.negated : figure
  }

  /// A span of time in seconds; no value when it is none that can be shown.
  package static func duration(seconds: Double) -> Figure {
    guard seconds.isFinite else { return noDuration }
    let nanoseconds = (abs(seconds) * 1e9).rounded()
    let figure = duration(nanoseconds: nanoseconds < 0x1p64 ? UInt64(nanoseconds) : .max)
    return seconds < 0 ? figure.negated : figure
  }

  private var negated: Figure {
    Figure("-" + number, unit: unit, isSpaced: isSpaced, unitWidth: unitWidth)
  }

  private static let units: [(name: String, nanoseconds: UInt64)] = [
    ("ns", 1), ("µs", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000),
  ]

  /// A value in a unit, with as many decimals as three digits leave; nil when it needs a larger one.
  private static func threeDigits(_ value: UInt64, of unit: UInt64, decimalsMax: Int) -> String? {
    guard value < unit * 1000 else { return nil }
    var (decimals, scale) = decimalsMax == 0 ? (0, 1) : (2, UInt64(100))
    while true {
      let scaled = rounded(value * scale, to: unit)
      if scaled < 1000 { return decimal(scaled, decimals: decimals) }
      if decimals == 0 { return nil }
      (decimals, scale) = (decimals - 1, scale / 10)
    }
  }

  /// Minutes with seconds, hours with minutes, or days with hours; from a hundred days on, days alone.
  private static func inTwoUnits(seconds: UInt64) -> String {
    if seconds < 3600 { return pair(seconds, of: 60, "m", "s") }
    let minutes = rounded(seconds, to: 60)
    if minutes < 24 * 60 { return pair(minutes, of: 60, "h", "m") }
    let hours = rounded(seconds, to: 3600)
    return hours < 100 * 24 ? pair(hours, of: 24, "d", "h") : "\(rounded(hours, to: 24))d"
  }

  private static func pair(_ value: UInt64, of size: UInt64, _ large: String, _ small: String)
    -> String
  {
    let rest = value % size
    return "\(value / size)\(large) \(rest < 10 ? "0" : "")\(rest)\(small)"
  }
}
