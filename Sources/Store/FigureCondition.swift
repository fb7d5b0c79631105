/// A bound on one figure of a group, as it is typed: `p99>500ms`, `errors>=1%`, `count<100`.
///
/// It is read once and asked of rows. A bound without its unit is refused, not guessed at: `p99>500`
/// could be meant in milliseconds as well as in seconds.
package struct FigureCondition: Hashable, Sendable {
  /// The figures of a group that can be bounded. The raw value is the figure's name.
  package enum Figure: String, CaseIterable, Sendable {
    case p50, p90, p99, max, mean, total, above, count, rate, errors, share
  }

  /// A value as it is compared: time in nanoseconds, a part of a whole as a fraction.
  package enum Value: Hashable, Sendable {
    case nanoseconds(Double)
    case number(Double)
    case perSecond(Double)
    case fraction(Double)
  }

  package let figure: Figure
  let comparison: Comparison
  private let bound: Value
  /// The condition as it was typed, without blanks.
  package let text: String

  /// Reads a condition.
  ///
  /// - Throws: what is allowed instead, as a sentence.
  package init(parsing typed: String) throws(FigureConditionError) {
    text = String(typed.filter { !$0.isWhitespace })
    let name = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
    let rest = text[name.endIndex...]
    let sign = rest.prefix { "<>=".contains($0) }
    guard let figure = Figure(rawValue: String(name)), sign != "=",
      let comparison = Comparison(rawValue: String(sign))
    else { throw .unreadable }
    guard let bound = figure.bound(String(rest[sign.endIndex...])) else { throw .bound(figure) }
    self.figure = figure
    self.comparison = comparison
    self.bound = bound
  }

  /// What a row has in the figure that is bounded, in the unit of the bound; nil where that is not
  /// known, which is so of rates alone.
  package func value(of row: RankingRow) -> Value? {
    switch (figure, bound) {
    case (.p50, _): .nanoseconds(row.p50 / .nanoseconds(1))
    case (.p90, _): .nanoseconds(row.p90 / .nanoseconds(1))
    case (.p99, _): .nanoseconds(row.p99 / .nanoseconds(1))
    case (.max, _): .nanoseconds(row.max / .nanoseconds(1))
    case (.mean, _): .nanoseconds(row.mean / .nanoseconds(1))
    case (.total, _): .nanoseconds(row.total / .nanoseconds(1))
    case (.above, _): .nanoseconds(row.above / .nanoseconds(1))
    case (.count, _): .number(row.count)
    case (.rate, _): row.ratePerSecond.map { .perSecond($0) }
    case (.errors, .fraction): .fraction(row.errors / row.count)
    case (.errors, _): .number(row.errors)
    case (.share, _): .fraction(row.share)
    }
  }

  /// Whether it holds for a row.
  package func holds(for row: RankingRow) -> Bool {
    value(of: row).map { comparison.holds($0.amount, bound.amount) } ?? false
  }

  /// The rows that it holds for, the one furthest from the bound first; equal ones as they came.
  package func offenders(among rows: some Sequence<RankingRow>) -> [RankingRow] {
    let isAbove = comparison == .greater || comparison == .greaterOrEqual
    return rows.filter(holds).sorted {
      let (left, right) = (value(of: $0)?.amount ?? 0, value(of: $1)?.amount ?? 0)
      return isAbove ? left > right : left < right
    }
  }
}

extension FigureCondition.Value {
  fileprivate var amount: Double {
    switch self {
    case .nanoseconds(let value), .number(let value), .perSecond(let value), .fraction(let value):
      value
    }
  }
}

extension FigureCondition.Figure {
  /// Reads a bound; nil where it has not the figure's unit.
  fileprivate func bound(_ text: String) -> FigureCondition.Value? {
    switch self {
    case .p50, .p90, .p99, .max, .mean, .total, .above:
      guard case .nanoseconds(let value)? = Quantity(text), value >= 0 else { return nil }
      return .nanoseconds(value)
    case .count: return Self.number(text).map { .number($0) }
    case .rate:
      return Self.number(text.hasSuffix("/s") ? text.dropLast(2) : text[...]).map { .perSecond($0) }
    case .errors where !text.hasSuffix("%"): return Self.number(text).map { .number($0) }
    case .errors, .share:
      guard text.hasSuffix("%") else { return nil }
      return Self.number(text.dropLast()).map { .fraction($0 / 100) }
    }
  }

  private static func number(_ text: some StringProtocol) -> Double? {
    guard case .number(let value)? = Quantity(String(text)), value >= 0 else { return nil }
    return value
  }

  /// What a bound of the figure looks like.
  fileprivate var boundSentence: String {
    switch self {
    case .p50, .p90, .p99, .max, .mean, .total, .above:
      "\(rawValue) is bounded by a duration, such as \(rawValue)>500ms."
    case .count: "count is bounded by a number, such as count<100."
    case .rate: "rate is bounded by a number a second, such as rate<10/s."
    case .errors: "errors is bounded by a number or a percentage, such as errors>5 or errors>1%."
    case .share: "share is bounded by a percentage, such as share>20%."
    }
  }
}

/// Why a condition cannot be read.
package enum FigureConditionError: Error, Hashable {
  /// It is not a figure, a sign and a bound.
  case unreadable
  /// The bound is no number, or lacks the figure's unit, or has one that is not the figure's.
  case bound(FigureCondition.Figure)

  /// What is allowed, as a sentence.
  package var sentence: String {
    switch self {
    case .unreadable:
      "a condition is a figure, one of > >= < <=, and a bound, such as p99>500ms; the figures are "
        + FigureCondition.Figure.allCases.map(\.rawValue).joined(separator: ", ") + "."
    case .bound(let figure): figure.boundSentence
    }
  }
}
