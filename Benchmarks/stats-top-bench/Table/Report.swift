import Foundation

/// The table, a line as soon as its figure is known; or all of it as JSON at the end.
struct Report {
  private static let widths = [56, 26, 92, 9, 28]
  private static let growthWidths = [74, 12, 12, 12, 10, 9]

  private struct Document: Encodable {
    var machine: Machine
    var rows: [Measurement] = []
    var growth: [Growth] = []
  }

  private let isJSON: Bool
  private let kept: FileHandle?
  private var document: Document

  /// - Parameter kept: where every single run goes, a line of JSON for each row.
  init(machine: Machine, isJSON: Bool, keeping kept: FileHandle? = nil) {
    self.isJSON = isJSON
    self.kept = kept
    document = Document(machine: machine)
    if isJSON { return }
    Swift.print(machine)
    Self.line(["what", "ours", "yardstick", "ratio", "target", "met"], Self.widths)
  }

  mutating func add(_ measurement: Measurement) {
    var measurement = measurement
    measurement.load = Machine.load
    keep(measurement)
    if !isJSON { Self.line(measurement.cells, Self.widths) }
    document.rows.append(measurement)
  }

  mutating func add(_ growth: Growth) {
    var growth = growth
    growth.load = Machine.load
    keep(growth)
    if !isJSON {
      if document.growth.isEmpty { Self.line(Growth.columns, Self.growthWidths) }
      Self.line(growth.cells, Self.growthWidths)
    }
    document.growth.append(growth)
  }

  /// Prints what has not been printed yet.
  func finish() throws {
    guard isJSON else { return }
    Swift.print(try json)
  }

  /// All of it, with every single run.
  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(document), as: UTF8.self)
    }
  }

  private func keep(_ row: some Encodable) {
    guard let kept, let line = try? JSONEncoder().encode(row) else { return }
    kept.write(line + Data("\n".utf8))
  }

  /// The cells side by side. What is longer than its column pushes the rest to the right.
  static func text(_ cells: [String], _ widths: [Int]) -> String {
    zip(cells, widths + [0]).map { cell, width in
      cell + String(repeating: " ", count: max(width == 0 ? 0 : 2, width - cell.count))
    }.joined()
  }

  private static func line(_ cells: [String], _ widths: [Int]) {
    Swift.print(text(cells, widths))
    fflush(nil)
  }
}
