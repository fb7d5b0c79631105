/// A value as it is shown: a number of about three significant digits, and its unit.
///
/// A column of figures of one kind lines up when each is shown as `padded` and set to the right.
package struct Figure: Hashable, Sendable {
  package let number: String
  package let unit: String
  /// Whether a space stands between number and unit.
  let isSpaced: Bool
  /// The cells that the longest unit of this kind takes; `padded` fills up to it.
  let unitWidth: Int

  init(_ number: String, unit: String = "", isSpaced: Bool = false, unitWidth: Int = 0) {
    self.number = number
    self.unit = unit
    self.isSpaced = isSpaced
    self.unitWidth = unitWidth
  }

  /// The value in running text: `41.2 ms`.
  package var text: String { unit.isEmpty ? number : number + (isSpaced ? " " : "") + unit }

  /// The value for a column, its number ending at the same cell whatever the unit: `2.31 s `.
  package var padded: String { number + paddedUnit }

  /// What follows the number in a column.
  var paddedUnit: String {
    let fill = unitWidth - TextWidth.of(unit)
    let spaced = isSpaced ? " " + unit : unit
    return fill > 0 ? spaced + String(repeating: " ", count: fill) : spaced
  }

  /// No value, for a column of durations and for any other.
  package static let noDuration = Figure("–", isSpaced: true, unitWidth: 2)
  package static let none = Figure("–")

  /// A whole number: `6,126`.
  package static func count(_ value: UInt64) -> Figure { Figure(grouped(value)) }

  /// A number of things that stands for weights, so may be no whole one: `6,126`, from 10^15 `1.2P`.
  package static func count(_ value: Double) -> Figure {
    guard value.isFinite else { return none }
    if abs(value) >= 1e15 { return Figure(compact(value)) }
    let digits = grouped(UInt64(abs(value).rounded()))
    return Figure(value <= -0.5 ? "-" + digits : digits)
  }

  /// A number of things with their name, a word that takes an `s`: `1 scope`, `6,126 scopes`.
  package static func counted(_ value: Double, _ noun: String) -> String {
    let number = count(value).text
    return "\(number) \(noun)\(number == "1" ? "" : "s")"
  }

  /// A whole number of things with their name.
  package static func counted(_ value: Int, _ noun: String) -> String {
    counted(Double(value), noun)
  }

  /// A number of things for a column: `6,126`, and from a million on `2.3M`.
  package static func shortCount(_ value: Double) -> Figure {
    abs(value) < 999_999.5 ? count(value) : amount(value)
  }

  /// How much of something there is on average: `3.1`, `48.0`, `<0.1`, `1,204`, `3.1M`.
  package static func amount(_ value: Double) -> Figure {
    guard value.isFinite else { return none }
    switch abs(value) {
    case 0: return Figure("0")
    case ..<0.05: return Figure(value < 0 ? ">-0.1" : "<0.1")
    case ..<99.95: return Figure(fixed(value, decimals: 1))
    case ..<999_999.5: return count(value)
    default: return Figure(compact(value))
    }
  }

  /// How often something happens: `0.1/s`, `102/s`, `12.4k/s`.
  package static func rate(perSecond value: Double?) -> Figure {
    guard let value, value.isFinite, value >= 0 else { return none }
    if value == 0 { return Figure("0", unit: "/s") }
    return Figure(value < 0.05 ? "<0.1" : compact(value), unit: "/s")
  }

  /// A part of a whole, from 0 to 1: `31%`. `0%` and `100%` are nothing and all of it.
  package static func share(_ fraction: Double) -> Figure {
    guard fraction.isFinite else { return none }
    let percent = fraction * 100
    if percent > 0, percent < 0.5 { return Figure("<1", unit: "%") }
    if percent < 100, percent >= 99.5 { return Figure(">99", unit: "%") }
    return Figure(abs(percent) < 1e6 ? fixed(percent, decimals: 0) : compact(percent), unit: "%")
  }

  /// How many times as much: `15×`, `2.3×`.
  package static func factor(_ value: Double) -> Figure {
    guard value.isFinite else { return none }
    return Figure(value > 0 && value < 0.05 ? "<0.1" : compact(value), unit: "×")
  }

  /// Memory in units of 1,024: `38 MiB`, `1.5 GiB`.
  package static func bytes(_ value: Int) -> Figure {
    var size = Double(value)
    var unit = "B"
    for next in ["KiB", "MiB", "GiB", "TiB", "PiB"] where abs(size) >= 1023.5 {
      size /= 1024
      unit = next
    }
    let decimals = unit != "B" && abs(size) < 9.95 ? 1 : 0
    return Figure(fixed(size, decimals: decimals), unit: unit, isSpaced: true, unitWidth: 3)
  }
}
