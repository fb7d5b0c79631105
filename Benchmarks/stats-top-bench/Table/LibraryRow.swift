import Foundation

/// A line of the library's own bench, a package of its own: every run of what was measured and of
/// its yardsticks. `Row` there has the same fields.
struct LibraryRow: Decodable {
  struct Yardstick: Decodable {
    var name: String
    var runs: [Double]
  }

  var what: String
  var unit: String
  var runs: [Double]
  var allocations: Double?
  var yardsticks: [Yardstick]
  var note: String?
  var target: Double?
  var allocationsMax: Double?

  /// The rows of a file of such lines, in its order.
  static func rows(in text: String) throws -> [LibraryRow] {
    try text.split(separator: "\n").map {
      try JSONDecoder().decode(LibraryRow.self, from: Data($0.utf8))
    }
  }
}

extension Measurement {
  /// Medians, the ratio to the first yardstick, and whether both targets are met.
  init(_ row: LibraryRow) {
    let ours = row.runs.median
    what = row.what
    self.ours = [
      "\(Figure.text(ours)) \(row.unit)", row.allocations.map { "\(Figure.text($0)) allocs" },
    ].compactMap(\.self).joined(separator: ", ")
    let yardsticks = row.yardsticks.map {
      "\($0.name) \(Figure.text($0.runs.median)) \(row.unit)"
    }
    yardstick = row.note ?? (yardsticks.isEmpty ? "–" : yardsticks.joined(separator: ", "))
    ratio = row.yardsticks.first.map { $0.runs.median / ours }
    target = [
      row.target.map { "≤ \(Figure.text($0)) \(row.unit)" },
      row.allocationsMax.map { "\(Figure.text($0)) allocs" },
    ].compactMap(\.self).joined(separator: ", ")
    if target.isEmpty { target = "–" }
    isMet = row.target.map { ours <= $0 && Self.allocationsAreFew(row) }
    runs =
      [Runs("ours", row.unit, row.runs)]
      + row.yardsticks.map { Runs($0.name, row.unit, $0.runs) }
  }

  /// Where they cannot be counted, nothing is said of them. A hundredth of one is what the
  /// machinery around ten thousands of calls takes.
  private static func allocationsAreFew(_ row: LibraryRow) -> Bool {
    guard let most = row.allocationsMax, let allocations = row.allocations else { return true }
    return allocations < most + 0.01
  }
}
