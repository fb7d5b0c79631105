import Intake

@testable import Store

/// A store that has long been over its budget, with all scopes that it ever took.
struct LongRun {
  var world: World
  private(set) var taken: [PlainScope] = []
  private var random = Seeded(11)

  init(seconds: Int, perSecond: Int = 100, budgetBytes: Int = 1_200_000) {
    world = World(budgetBytes: budgetBytes)
    run(seconds: seconds, perSecond: perSecond)
  }

  mutating func run(seconds: Int, perSecond: Int) {
    for _ in 0..<seconds {
      let scopes = (0..<perSecond).map { number in
        scope(taken.count + number, end: world.now + .random(in: 0..<1, using: &random))
      }
      taken += scopes
      world.take(scopes)
      world.advance(to: world.now + 1)
    }
  }

  private mutating func scope(_ number: Int, end: Double) -> PlainScope {
    var scope = PlainScope(name: random.one(of: ["GET /users", "POST /pay", "job"]))
    scope.end = end
    let spread = Double.random(in: 1...1.5, using: &random)
    let tail = Int.random(in: 0..<50, using: &random) == 0 ? 9.0 : 1
    scope.nanoseconds = UInt64(2_000_000 * spread * spread * tail)
    scope.weight = random.one(of: [1, 1, 1, 2.5])
    if Int.random(in: 0..<20, using: &random) == 0 { scope.error = random.one(of: ["A", "B"]) }
    scope.tags = ["service": random.one(of: ["api", "web"])]
    scope.id = "r\(number)"
    scope.metrics = [
      PlainScope.Metric(key: "db", value: .counter(Double(Int.random(in: 1...9, using: &random)))),
      PlainScope.Metric(
        key: "wait", tags: ["shard": random.one(of: ["1", "2"])],
        value: .timer(count: 2, nanoseconds: scope.nanoseconds / 2)),
    ]
    return scope
  }

  var reference: Reference { Reference(scopes: taken) }
  /// The scopes that are still held whole.
  var exactScopes: [PlainScope] {
    let since = world.moment.exactSince
    return taken.filter { scope in since.map { Source.time(scope.end) >= $0 } ?? false }
  }
}
