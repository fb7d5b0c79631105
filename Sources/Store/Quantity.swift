/// A number as it is typed into a filter: bare, or a length of time with its unit.
enum Quantity: Hashable, Sendable {
  case number(Double)
  case nanoseconds(Double)

  /// Nanoseconds a unit; both signs that are used for micro stand here.
  private static let units: [(name: String, nanoseconds: Double)] = [
    ("ns", 1), ("us", 1e3), ("µs", 1e3), ("μs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9),
    ("h", 3600e9),
  ]

  /// Reads `12`, `-0.5`, `1e3`, `50ms`; nil for everything else, infinities included.
  init?(_ text: String) {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }
    guard let value = Double(digits), value.isFinite else { return nil }
    let name = text[digits.endIndex...]
    if name.isEmpty {
      self = .number(value)
      return
    }
    guard let unit = Self.units.first(where: { $0.name == name }) else { return nil }
    self = .nanoseconds(value * unit.nanoseconds)
  }
}

/// How a figure is held against the one in a filter.
enum Comparison: String, Hashable, Sendable {
  case greater = ">"
  case greaterOrEqual = ">="
  case less = "<"
  case lessOrEqual = "<="
  case equal = "="

  func holds(_ figure: Double, _ bound: Double) -> Bool {
    switch self {
    case .greater: figure > bound
    case .greaterOrEqual: figure >= bound
    case .less: figure < bound
    case .lessOrEqual: figure <= bound
    case .equal: figure == bound
    }
  }
}
