/// One measured figure beside what it is held against.
struct Measurement {
  var what: String
  var ours: String
  var yardstick: String
  /// How many times better than the yardstick; below 1 is worse. Nil where there is none.
  var ratio: Double?
  var target: String
  /// Nil where there is no target.
  var isMet: Bool?
}

/// The table, a line as soon as its figure is known.
enum Report {
  private static let widths = [46, 22, 40, 9, 22]

  static func printHead() { line(["what", "ours", "yardstick", "ratio", "target", "met"]) }

  static func print(_ measurement: Measurement) {
    let ratio = measurement.ratio.map { "\(($0 * 100).rounded() / 100) ×" } ?? "–"
    line([
      measurement.what, measurement.ours, measurement.yardstick, ratio, measurement.target,
      measurement.isMet.map { $0 ? "yes" : "NO" } ?? "–",
    ])
  }

  private static func line(_ cells: [String]) {
    let padded = zip(cells, widths + [0]).map { cell, width in
      cell + String(repeating: " ", count: max(1, width - cell.count))
    }
    Swift.print(padded.joined())
  }
}

extension Array where Element: Comparable {
  /// The middle element; of two, the later one.
  var median: Element { sorted()[count / 2] }
}
