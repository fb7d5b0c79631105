import Foundation

/// What something costs as there is more of something else: 1×, 10× and 100× of it.
///
/// The exponent says how the cost goes with the size: 0 is a cost that does not depend on it, 1 one
/// that doubles when it doubles. It is the slope of the line that fits best through the logarithms.
struct Growth: Codable {
  var what: String
  /// What there is more of, in the plural.
  var by: String
  var sizes: [Int]
  var unit: String
  /// The median cost at each size.
  var costs: [Double]
  var exponent: Double
  /// The largest exponent that is right; nil where nothing was promised.
  var exponentMax: Double?
  var isMet: Bool?
  var load: Double?
  var runs: [Runs]

  /// - Parameter runs: the runs at each size.
  init(
    what: String, by: String, sizes: [Int], unit: String, runs: [[Double]], exponentMax: Double?
  ) {
    self.what = what
    self.by = by
    self.sizes = sizes
    self.unit = unit
    self.exponentMax = exponentMax
    self.runs = zip(sizes, runs).map { Runs("\($0) \(by)", unit, $1) }
    costs = runs.map(\.median)
    exponent = Self.exponent(of: costs, at: sizes.map(Double.init))
    isMet = exponentMax.map { [exponent] in exponent <= $0 }
  }

  /// The slope of the logarithm of the cost over that of the size.
  static func exponent(of costs: [Double], at sizes: [Double]) -> Double {
    let (x, y) = (sizes.map { log($0) }, costs.map { log($0) })
    let (meanX, meanY) = (x.mean, y.mean)
    let slope = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
    return slope / x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
  }

  static let columns = ["growth", "1 ×", "10 ×", "100 ×", "exponent", "at most", "met"]

  var cells: [String] {
    let sizes = self.sizes.map { Figure.whole(Double($0)) }.joined(separator: " / ")
    let miss = load.map { "NO, load \(Figure.text($0))" } ?? "NO"
    return ["\(what), by \(by): \(sizes)"] + costs.map { "\(Figure.text($0)) \(unit)" } + [
      Figure.text(exponent), exponentMax.map(Figure.text) ?? "–",
      isMet.map { $0 ? "yes" : miss } ?? "–",
    ]
  }
}

extension [Double] {
  fileprivate var mean: Double { reduce(0, +) / Double(count) }
}
