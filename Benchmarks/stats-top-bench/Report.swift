import Foundation

/// One measured figure beside what it is held against.
struct Measurement: Codable {
  var what: String
  var ours: String
  var yardstick: String
  /// How many times better than the yardstick; below 1 is worse. Nil where there is none.
  var ratio: Double?
  var target: String
  /// Nil where there is no target.
  var isMet: Bool?
}

/// The table, a line as soon as its figure is known; or all of it as JSON at the end.
struct Report {
  private static let widths = [58, 22, 88, 9, 22]

  private struct Document: Encodable {
    var machine: String
    var rows: [Measurement] = []
  }

  private let isJSON: Bool
  private var document: Document

  init(machine: String, isJSON: Bool) {
    self.isJSON = isJSON
    document = Document(machine: machine)
    if isJSON { return }
    Swift.print(machine)
    Self.line(["what", "ours", "yardstick", "ratio", "target", "met"])
  }

  mutating func add(_ measurement: Measurement) {
    document.rows.append(measurement)
    if !isJSON { Self.line(Self.cells(of: measurement)) }
  }

  /// Prints what has not been printed yet.
  func finish() throws {
    guard isJSON else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    Swift.print(String(decoding: try encoder.encode(document), as: UTF8.self))
  }

  static func cells(of measurement: Measurement) -> [String] {
    [
      measurement.what, measurement.ours, measurement.yardstick,
      measurement.ratio.map { "\(($0 * 100).rounded() / 100) ×" } ?? "–", measurement.target,
      measurement.isMet.map { $0 ? "yes" : "NO" } ?? "–",
    ]
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
