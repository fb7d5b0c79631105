import Intake

@testable import Store

/// Made-up scopes that are slow for a known reason: what explanations are held to.
enum SlowCause: String, CaseIterable, Sendable {
  /// One of eight shards answers slowly, as a tag of the timer or as one of the scope.
  case shardOfTimer, shardOfScope
  /// Some scopes make dozens of queries instead of a few.
  case manyQueries
  /// One call takes long now and then.
  case slowDependency
  /// Some scopes wait for a lock that no timer sees.
  case unseenLock
  /// One plan on one host is slow; either alone is not.
  case pairOfTags
  /// Nothing: each part has its own even spread, or all of a scope take longer together.
  case nothingApart, nothingTogether

  var isNothing: Bool { self == .nothingApart || self == .nothingTogether }

  /// The scopes of one run, 60 of them a second.
  func scopes(seed: Int) -> [PlainScope] {
    var random = Seeded(UInt64(seed) + 77)
    return (0..<600 + seed % 5 * 50).map { index in
      var scope = scope(&random)
      scope.end = Double(index) / 60
      return scope
    }
  }

  private func scope(_ random: inout Seeded) -> PlainScope {
    var parts = Parts(
      shard: Int.random(in: 1...8, using: &random), host: Int.random(in: 1...4, using: &random),
      plan: random.one(of: ["free", "pro", "team"]),
      queries: Double(Int.random(in: 3...4, using: &random)))
    parts.query = 5 * random.spread(0.3)
    parts.payment = 12 * random.spread(0.3)
    parts.render = 9 * random.spread(0.3)
    parts.own = 14 * random.spread(0.3)
    change(&parts, &random)
    return parts.scope(self, &random)
  }

  private func change(_ parts: inout Parts, _ random: inout Seeded) {
    func happens(_ chance: Double) -> Bool { Double.random(in: 0..<1, using: &random) < chance }
    switch self {
    case .shardOfTimer, .shardOfScope:
      if parts.shard == 2, happens(0.6) { parts.query *= 12 }
    case .manyQueries:
      if happens(0.07) { parts.queries = Double(Int.random(in: 40...80, using: &random)) }
    case .slowDependency: if happens(0.07) { parts.payment *= 20 }
    case .unseenLock: if happens(0.07) { parts.own += 250 * random.spread(0.3) }
    case .pairOfTags:
      if parts.host == 2, parts.plan == "free", happens(0.8) { parts.query *= 15 }
    case .nothingApart: break
    case .nothingTogether:
      let all = random.spread(0.6)
      parts.query *= all
      parts.payment *= all
      parts.render *= all
      parts.own *= all
    }
  }

  /// What one scope does, in milliseconds.
  private struct Parts {
    var shard: Int
    var host: Int
    var plan: String
    var queries: Double
    var query = 0.0
    var payment = 0.0
    var render = 0.0
    var own = 0.0

    func scope(_ cause: SlowCause, _ random: inout Seeded) -> PlainScope {
      var tags = ["host": "web-\(host)", "plan": plan]
      if cause == .shardOfScope { tags["shard"] = "\(shard)" }
      let database = cause == .shardOfScope ? [:] : ["shard": "\(shard)"]
      let times = [queries * query, payment, render].map { UInt64($0 * 1e6) }
      return PlainScope(
        name: "pay", tags: tags, nanoseconds: times.reduce(UInt64(own * 1e6), +),
        metrics: [
          .init(
            key: "db.query", tags: database,
            value: .timer(count: UInt64(queries), nanoseconds: times[0])),
          .init(
            key: "payment", tags: ["provider": "acme"],
            value: .timer(count: 1, nanoseconds: times[1])),
          .init(key: "render", value: .timer(count: 1, nanoseconds: times[2])),
          .init(
            key: random.one(of: ["hits", "misses"]), tags: ["type": "redis"], value: .counter(1)),
        ])
    }
  }
}

extension Seeded {
  /// A factor around 1 with the long tail that durations have: nearly log-normal.
  mutating func spread(_ deviation: Double) -> Double {
    var normal = -6.0
    for _ in 0..<12 { normal += Double.random(in: 0..<1, using: &self) }
    return Self.exponential(normal * deviation)
  }

  static func exponential(_ value: Double) -> Double {
    var (sum, term) = (1.0, 1.0)
    for index in 1...30 {
      term *= value / Double(index)
      sum += term
    }
    return sum
  }
}
