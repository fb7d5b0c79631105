import Foundation

/// One measured figure beside what it is held against: a row of the table.
struct Measurement: Codable {
  var what: String
  var ours: String
  var yardstick: String
  /// How many times better than the yardstick; below 1 is worse. Nil where there is none.
  var ratio: Double?
  var target: String
  /// Nil where there is no target.
  var isMet: Bool?
  /// How many programs wanted a core when the figure was taken: the system's load over a minute.
  var load: Double?
  /// Every single run of ours and of the yardsticks.
  var runs: [Runs] = []

  /// The cells of a row: a figure that misses its target says what else the machine was doing.
  var cells: [String] {
    let miss = load.map { "NO, load \(Figure.text($0))" } ?? "NO"
    return [
      what, ours, yardstick, ratio.map { "\(Figure.text($0)) ×" } ?? "–", target,
      isMet.map { $0 ? "yes" : miss } ?? "–",
    ]
  }
}

/// What one contender took in each run, before there is a median.
struct Runs: Codable, Equatable {
  var of: String
  var unit: String
  var figures: [Double]

  init(_ contender: String, _ unit: String, _ figures: [Double]) {
    of = contender
    self.unit = unit
    self.figures = figures
  }
}

/// How numbers are written in the table.
enum Figure {
  /// Three digits or more: `0.35`, `13.9`, `1,762`.
  static func text(_ number: Double) -> String {
    if abs(number) < 0.005 { return "0" }
    if abs(number) >= 99.95 { return whole(number) }
    let places = abs(number) < 9.995 ? 100.0 : 10
    let rounded = (number * places).rounded() / places
    return rounded == rounded.rounded() ? whole(rounded) : "\(rounded)"
  }

  /// `1,762,344`.
  static func whole(_ number: Double) -> String {
    let digits = String(Int(number.magnitude.rounded()))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return number < 0 ? "-\(text)" : text
  }

  /// Bytes as `17.3 MiB`.
  static func mebibytes(_ bytes: Double) -> String { "\(text(bytes / 1_048_576)) MiB" }
}

extension Array where Element: Comparable {
  /// The middle element; of two, the later one.
  var median: Element { sorted()[count / 2] }
}
