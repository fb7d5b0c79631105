import Store
import TextUI

/// A line of where the time goes: a timer, or the time in none.
struct TimeRow {
  struct Part {
    /// Calls per scope and how long each took; nil for the time in no timer.
    let calls: (perScope: Double, each: Duration)?
    let perScope: Duration
    let share: Double
  }

  let name: MetricName
  let all: Part
  let typical: Part
  let slow: Part?

  init(_ line: TimerLine) {
    name = line.name
    all = Part(line.all)
    typical = Part(line.typical)
    slow = line.slow.map(Part.init)
  }

  init(_ line: UnaccountedLine) {
    name = Self.unaccountedName
    all = Part(line.all)
    typical = Part(line.typical)
    slow = line.slow.map(Part.init)
  }

  /// What stands for the time in no timer where names of timers stand.
  static let unaccountedName = MetricName(key: "in no timer", tags: [])

  /// Whether slow scopes spend much more time here than typical ones do: twice as much, and at
  /// least a tenth of all their time.
  var isSuspect: Bool {
    guard let slow else { return false }
    return slow.perScope >= typical.perScope * Factor.noticeable && slow.share >= 0.1
  }

  /// `48 × 37.7 ms` for so many calls that took so long together.
  static func callsText(_ calls: UInt64, total: Duration) -> String {
    guard calls > 0 else { return "" }
    let figure =
      calls < 10_000 ? Figure.count(calls).text : Figure.factor(Double(calls)).number
    return "\(figure) × \(Figure.duration(total / Double(calls)).text)"
  }
}

extension TimeRow.Part {
  init(_ part: TimerLine.Part) {
    calls = (part.callsPerScope, part.perCall)
    perScope = part.perScope
    share = part.share
  }

  init(_ part: UnaccountedLine.Part) {
    calls = nil
    perScope = part.perScope
    share = part.share
  }

  /// `3.1 × 37.7 ms`, and of many calls no decimals: `48 × 37.7 ms`, `1.2k × 37.7 ms`.
  var callsText: String? {
    guard let calls, calls.perScope > 0 else { return nil }
    return "\(Figure.factor(calls.perScope).number) × \(Figure.duration(calls.each).text)"
  }
}
