import Intake

@testable import Store

/// The same questions answered the slow way: every scope looked at, every time, text for text.
struct Reference {
  var scopes: [PlainScope]

  struct Row: Equatable {
    var count = 0.0
    var total = 0.0
    var max: UInt64 = 0
    var errors = 0.0
    var rows = 0
    var p50: UInt64 = 0
    var p90: UInt64 = 0
    var p99: UInt64 = 0
  }

  func rows(_ query: Query, now: Double) -> [GroupKey: Row] {
    let second = Source.time(now).second
    let first = query.window.seconds.map { second - $0 + 1 } ?? .min
    let taken = scopes.filter { scope in
      Source.time(scope.end).second >= first && Self.holds(query.filter, for: scope)
    }
    let groups = Dictionary(grouping: taken) { scope in
      GroupKey(scope: scope.name, values: query.groupBy.map { scope.tags[$0] })
    }
    return groups.mapValues(Self.row)
  }

  static func row(_ scopes: [PlainScope]) -> Row {
    let sorted = scopes.sorted { $0.nanoseconds < $1.nanoseconds }
    var row = Row()
    for scope in sorted {
      row.count += scope.weight
      row.total += Double(scope.nanoseconds) * scope.weight
      row.max = max(row.max, scope.nanoseconds)
      row.errors += scope.error == nil ? 0 : scope.weight
      row.rows += 1
    }
    func quantile(_ hundredths: Double) -> UInt64 {
      var sum = 0.0
      for scope in sorted {
        sum += scope.weight
        if sum * 100 >= hundredths * row.count { return scope.nanoseconds }
      }
      return row.max
    }
    (row.p50, row.p90, row.p99) = (quantile(50), quantile(90), quantile(99))
    return row
  }

  static func holds(_ filter: Filter, for scope: PlainScope) -> Bool {
    filter.terms.allSatisfy { holds($0, for: scope, filter) }
  }

  private static func holds(
    _ term: FilterTerm, for scope: PlainScope, _ filter: Filter
  ) -> Bool {
    let holds: Bool
    switch term.condition {
    case .namePart(let part): holds = scope.name.lowercased().contains(part)
    case .text(.name, let test): holds = passes(test, scope.name)
    case .text(.id, let test): holds = passes(test, scope.id.isEmpty ? nil : scope.id)
    case .text(.error, let test): holds = passes(test, scope.error)
    case .text(.tag(let key), let test):
      holds =
        passes(test, scope.tags[key])
        || scope.metrics.contains { passes(test, $0.tags[key] ?? scope.tags[key]) }
    case .duration(let comparison, let bound):
      holds = comparison.holds(Double(scope.nanoseconds), bound)
    case .number(let key, let comparison, let bound):
      holds = number(key, scope, filter).map { comparison.holds($0, bound) } ?? false
    case .time(let key, let comparison, let bound):
      holds = time(key, scope, filter).map { comparison.holds($0, bound) } ?? false
    }
    return holds != term.isExclusion
  }

  private static func passes(_ test: FilterCondition.TextTest, _ text: String?) -> Bool {
    guard let text else { return false }
    switch test {
    case .isThere: return true
    case .isOne(let values): return values.contains(text)
    case .matches(let pattern): return (try? Regex(pattern).firstMatch(in: text)) != nil
    }
  }

  /// Whether a metric's effective tags pass the filter's tag terms.
  static func shows(_ metric: PlainScope.Metric, of scope: PlainScope, _ filter: Filter) -> Bool {
    filter.terms.allSatisfy { term in
      guard case .text(.tag(let key), let test) = term.condition else { return true }
      return passes(test, metric.tags[key] ?? scope.tags[key]) != term.isExclusion
    }
  }

  private static func number(_ key: String, _ scope: PlainScope, _ filter: Filter) -> Double? {
    let metrics = scope.metrics.filter { $0.key == key && shows($0, of: scope, filter) }
    var (sum, calls): (Double?, Double?)
    for metric in metrics {
      switch metric.value {
      case .counter(let value): sum = (sum ?? 0) + value
      case .timer(let count, _, _): calls = (calls ?? 0) + Double(count)
      }
    }
    return sum ?? calls
  }

  private static func time(_ key: String, _ scope: PlainScope, _ filter: Filter) -> Double? {
    var total: Double?
    for metric in scope.metrics where metric.key == key && shows(metric, of: scope, filter) {
      if case .timer(_, let nanoseconds, _) = metric.value {
        total = (total ?? 0) + Double(nanoseconds)
      }
    }
    return total
  }
}

/// Random numbers that are the same in every run.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_F491_4F6C_DD1D
  }

  mutating func one<Element>(of choices: [Element]) -> Element {
    choices[Int(next() % UInt64(choices.count))]
  }
}

extension PlainScope {
  /// A scope of a small world, in which everything meets everything.
  static func random(end: Double, _ random: inout Seeded) -> PlainScope {
    var scope = PlainScope(name: random.one(of: ["GET /users", "POST /pay", "job"]))
    scope.end = end
    scope.nanoseconds = UInt64(pow2(Double.random(in: 0...34, using: &random)))
    if Int.random(in: 0..<4, using: &random) == 0 {
      scope.weight = random.one(of: [2, 10, 2.5])
    }
    if Int.random(in: 0..<6, using: &random) == 0 {
      scope.error = random.one(of: ["Timeout", "Refused"])
    }
    if Int.random(in: 0..<3, using: &random) == 0 {
      scope.id = random.one(of: ["a1", "b2", "b3"])
    }
    for key in ["service", "shard"] where Bool.random(using: &random) {
      scope.tags[key] = random.one(of: ["api", "web", "2"])
    }
    for _ in 0..<Int.random(in: 0..<4, using: &random) {
      scope.metrics.append(.random(&random))
    }
    return scope
  }

  private static func pow2(_ exponent: Double) -> Double {
    let whole = exponent.rounded(.down)
    return Double(sign: .plus, exponent: Int(whole), significand: 1 + exponent - whole)
  }
}

extension PlainScope.Metric {
  static func random(_ random: inout Seeded) -> PlainScope.Metric {
    var metric = PlainScope.Metric(
      key: random.one(of: ["db", "cache"]), value: .counter(0))
    if Bool.random(using: &random) {
      metric.value = .counter(Double(Int.random(in: -2...20, using: &random)) / 2)
    } else {
      metric.value = .timer(
        count: .random(in: 0...9, using: &random),
        nanoseconds: .random(in: 0...6_000_000_000, using: &random))
    }
    if Bool.random(using: &random) {
      metric.tags["shard"] = random.one(of: ["1", "2"])
    }
    if Int.random(in: 0..<3, using: &random) == 0 { metric.tags["canary"] = "true" }
    return metric
  }
}
