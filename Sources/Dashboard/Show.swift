import Intake
import TextUI

/// How the dashboard writes moments and figures that stand in running text.
enum Show {
  /// A time of day: `14:02:11`.
  static func clock(_ moment: Timestamp, utcOffsetSeconds: Int) -> String {
    let second = moment.second + Int64(utcOffsetSeconds)
    let ofDay = second - second.flooredQuotient(by: 86_400) * 86_400
    return "\(two(ofDay / 3_600)):\(two(ofDay / 60 % 60)):\(two(ofDay % 60))"
  }

  /// A time of day to the millisecond: `14:02:11.042`.
  static func fineClock(_ moment: Timestamp, utcOffsetSeconds: Int) -> String {
    let milliseconds = (moment.microseconds - moment.second * 1_000_000) / 1_000
    let padded = String(repeating: "0", count: milliseconds < 10 ? 2 : milliseconds < 100 ? 1 : 0)
    return clock(moment, utcOffsetSeconds: utcOffsetSeconds) + ".\(padded)\(milliseconds)"
  }

  /// How far back something reaches, in one unit: `38 s`, `41 min`, `5 h`, `3 d`.
  static func reach(_ duration: Duration) -> String {
    let seconds = max(0, duration.components.seconds)
    return switch seconds {
    case ..<120: "\(seconds) s"
    case ..<7_200: "\(seconds / 60) min"
    case ..<172_800: "\(seconds / 3_600) h"
    default: "\(seconds / 86_400) d"
    }
  }

  /// How much of what is to be counted has been, a share of 0 to 1; nil when all has.
  static func counting(_ share: Double, glyphs: Glyphs) -> String? {
    share < 1 ? "counting\(glyphs.ellipsis) \(Int(share * 100))%" : nil
  }

  /// How long ago a moment is that can be stepped by seconds: `38 s`, `2m 14s`, `5 h`.
  static func age(_ duration: Duration) -> String {
    (.seconds(120)..<(.seconds(7_200))).contains(duration) ? round(duration) : reach(duration)
  }

  /// One scope's own amount of something: whole numbers as they are.
  static func amount(_ value: Double) -> Figure {
    value == value.rounded() ? Figure.count(value) : Figure.amount(value)
  }

  /// A round span of time without needless digits: `500 ms`, `1.5 s`, `1m 30s`, `2h`.
  static func round(_ duration: Duration) -> String {
    let figure = Figure.duration(duration)
    var number = figure.number
    if figure.unit.isEmpty {
      for rest in [" 00s", " 00m", " 00h"] where number.hasSuffix(rest) {
        number.removeLast(rest.count)
      }
      return number
    }
    if number.contains(".") {
      while number.hasSuffix("0") { number.removeLast() }
      if number.hasSuffix(".") { number.removeLast() }
    }
    return "\(number) \(figure.unit)"
  }

  /// The same as it is typed, without blanks: `500ms`, `1m30s`.
  static func threshold(_ duration: Duration) -> String {
    String(round(duration).filter { $0 != " " })
  }

  /// From one duration to another, which may be the end of all: `500 ms to 1 s`.
  static func range(_ shortest: Duration, _ longest: Duration) -> String {
    if longest >= .seconds(Int64.max) { return "\(round(shortest)) and more" }
    return shortest == .zero
      ? "under \(round(longest))" : "\(round(shortest)) to \(round(longest))"
  }

  private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
