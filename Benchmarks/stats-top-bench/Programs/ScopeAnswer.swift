import Foundation

/// What every program says of one name in a recording: how many scopes there are of it, their time
/// together, three percentiles, all in seconds, and the sum of one counter.
struct ScopeAnswer: Equatable {
  var scope: String
  var count: Int
  var total: Double
  var p50: Double
  var p90: Double
  var p99: Double
  var rows: Double

  /// How far sums of the same numbers in another order may be apart, by their size.
  static let sumTolerance = 1e-9
  /// How far a percentile may be off.
  static let quantileTolerance = 0.01

  /// What is not the same in another answer about the same name; nil where all is.
  func difference(from other: ScopeAnswer) -> String? {
    if count != other.count { return "\(scope): count \(count), not \(other.count)" }
    let sums = [("total", total, other.total), ("rows", rows, other.rows)]
    for (what, mine, theirs) in sums where !Self.isNear(mine, theirs, Self.sumTolerance) {
      return "\(scope): \(what) \(mine), not \(theirs)"
    }
    let quantiles = [("p50", p50, other.p50), ("p90", p90, other.p90), ("p99", p99, other.p99)]
    for (what, mine, theirs) in quantiles
    where !Self.isNear(mine, theirs, Self.quantileTolerance) {
      return "\(scope): \(what) \(mine), not \(theirs)"
    }
    return nil
  }

  private static func isNear(_ mine: Double, _ theirs: Double, _ tolerance: Double) -> Bool {
    abs(mine - theirs) <= tolerance * abs(theirs)
  }
}

extension [ScopeAnswer] {
  /// The first thing that is not the same in other answers, in whatever order they are; nil where
  /// the two are about the same names and say the same.
  func difference(from others: [ScopeAnswer]) -> String? {
    guard count == others.count else { return "\(count) names, not \(others.count)" }
    let byName = Dictionary(others.map { ($0.scope, $0) }) { first, _ in first }
    for answer in self {
      guard let other = byName[answer.scope] else { return "\(answer.scope): not there" }
      if let difference = answer.difference(from: other) { return difference }
    }
    return nil
  }
}

/// How programs write their answers.
enum AnswerFormat {
  /// `stats-top report --format json`.
  case report
  /// `{"seconds":S,"answers":[[name, count, sum, p50, p90, p99, rows],…]}`, from `yardsticks.py`.
  case timedRows
  /// The rows alone, from jq.
  case rows
  /// Miller's objects.
  case miller

  /// The answers, and the seconds where the program says itself what it took.
  func read(_ output: Data) throws -> (answers: [ScopeAnswer], seconds: Double?) {
    let json = try JSONSerialization.jsonObject(with: output)
    switch self {
    case .report:
      let scopes = (json as? [String: Any])?["scopes"] as? [[String: Any]] ?? []
      return (try scopes.map(Self.reported), nil)
    case .timedRows:
      let object = json as? [String: Any]
      let rows = object?["answers"] as? [[Any]] ?? []
      return (try rows.map(Self.row), object?["seconds"] as? Double)
    case .rows:
      return (try (json as? [[Any]] ?? []).map(Self.row), nil)
    case .miller:
      return (try (json as? [[String: Any]] ?? []).map(Self.miller), nil)
    }
  }

  private static func reported(_ scope: [String: Any]) throws -> ScopeAnswer {
    let counters = scope["counters"] as? [[String: Any]]
    let rows = counters?.first { $0["key"] as? String == "rows" }
    return try row(
      ["scope", "count", "total", "p50", "p90", "p99"].map { scope[$0] } + [rows?["sum"]])
  }

  private static func miller(_ scope: [String: Any]) throws -> ScopeAnswer {
    try row(
      [
        "scope", "dur_count", "dur_sum", "dur_p49.99", "dur_p89.99", "dur_p98.99",
        "counters.rows_sum",
      ].map { scope[$0] })
  }

  private static func row(_ cells: [Any?]) throws -> ScopeAnswer {
    let numbers = cells.dropFirst().compactMap { ($0 as? NSNumber)?.doubleValue }
    guard let name = cells.first as? String, numbers.count == 6 else {
      throw UnreadableAnswer(cells: "\(cells)")
    }
    return ScopeAnswer(
      scope: name, count: Int(numbers[0]), total: numbers[1], p50: numbers[2], p90: numbers[3],
      p99: numbers[4], rows: numbers[5])
  }
}

/// A program whose answer has not the form that it was asked for.
struct UnreadableAnswer: Error, CustomStringConvertible {
  let cells: String
  var description: String { "No answer about a name: \(cells)." }
}
