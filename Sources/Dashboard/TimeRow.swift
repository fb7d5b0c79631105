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

  let title: String
  let all: Part
  let typical: Part
  let slow: Part?

  init(_ line: TimerLine) {
    title = line.name.title
    all = Part(line.all)
    typical = Part(line.typical)
    slow = line.slow.map(Part.init)
  }

  init(_ line: UnaccountedLine) {
    title = Self.unaccountedTitle
    all = Part(line.all)
    typical = Part(line.typical)
    slow = line.slow.map(Part.init)
  }

  static let unaccountedTitle = "in no timer"

  /// Whether slow scopes spend much more time here than typical ones do: twice as much, and at
  /// least a tenth of all their time.
  var isSuspect: Bool {
    guard let slow else { return false }
    return slow.perScope >= typical.perScope * Factor.noticeable && slow.share >= 0.1
  }

  /// `48 × 37.7 ms` for so many calls that took so long together.
  static func callsText(_ figure: Figure, _ calls: UInt64, total: Duration) -> String {
    calls == 0 ? "" : "\(figure.text) × \(Figure.duration(total / Double(calls)).text)"
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

  /// `48.0 × 37.7 ms`.
  var callsText: String? {
    guard let calls, calls.perScope > 0 else { return nil }
    return "\(Figure.amount(calls.perScope).text) × \(Figure.duration(calls.each).text)"
  }
}

extension MetricName {
  /// `cache.misses type=redis`.
  var title: String { tags.reduce(key) { $0 + " \($1.key)=\($1.value)" } }
}
