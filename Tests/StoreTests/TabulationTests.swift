import Intake
import Testing

@testable import Store

@Suite("A report is that of all scopes, whoever tabulated which")
struct TabulationTests {
  private static func scopes(_ count: Int, _ random: inout Seeded) -> [PlainScope] {
    (0..<count).map { _ in
      PlainScope.random(end: Double.random(in: 0...90, using: &random), &random)
    }
  }

  /// Workers with ids of their own; scopes are dealt out in blocks, and keep their positions.
  private static func tabulation(
    _ query: Query, _ scopes: [PlainScope], workers: Int, _ random: inout Seeded
  ) -> (Tabulation, Catalog) {
    var sources = (0..<workers).map { _ in Source() }
    var parts = (0..<workers).map { _ in (Tabulation(query), Catalog()) }
    var start = 0
    while start < scopes.count {
      let end = min(scopes.count, start + Int.random(in: 1...20, using: &random))
      let worker = Int.random(in: 0..<workers, using: &random)
      for scope in scopes[start..<end] { sources[worker].add(scope) }
      let delivery = sources[worker].deliver()
      parts[worker].1.append(delivery.additions)
      if let chunk = delivery.chunk {
        parts[worker].0.take(chunk, catalog: parts[worker].1, at: UInt64(start))
      }
      start = end
    }
    var (all, catalog) = parts[0]
    for (part, names) in parts.dropFirst() {
      let translation = catalog.absorb(names)
      all.add(part, translation, catalog: catalog)
    }
    return (all, catalog)
  }

  /// All that a report says, as text.
  private static func text(_ tabulation: Tabulation, _ catalog: Catalog, _ key: SortKey) -> String {
    let rows = tabulation.rows(by: key, key.naturalOrder)
    let entries = tabulation.entries(of: rows, catalog: catalog)
    return entries.map { entry in
      "\(entry.row) \(entry.tags) \(entry.counters) \(entry.timers) "
        + entry.slowest.map(\.wireJSON).joined()
    }.joined(separator: "\n") + "\n\(tabulation.span)"
  }

  private static let filters = [
    "", "shard=2", "dur>1ms", "error", "db>3", "shard!=2 db>1", "!canary dur>1us", "id~b",
  ]

  @Test("figures are those of the slow reference", arguments: filters)
  func reference(_ filter: String) throws {
    var random = Seeded(UInt64(filter.count) + 3)
    let query = try Query(filter: Filter(parsing: filter), groupBy: ["shard"], window: .everything)
    let scopes = Self.scopes(400, &random)
    let (tabulation, _) = Self.tabulation(query, scopes, workers: 2, &random)
    let expected = Reference(scopes: scopes).rows(query, now: 100)
    let rows = tabulation.rows(by: .p99, .descending).map(\.row)
    #expect(Set(rows.map(\.key)) == Set(expected.keys))
    for row in rows {
      let right = try #require(expected[row.key])
      #expect(row.count == right.count)
      #expect(row.errors == right.errors)
      #expect(row.max == .nanoseconds(right.max))
      #expect(row.total == Duration(nanoseconds: right.total))
      let margin = right.rows < 20 ? 0.5 : max(0.5, Double(right.p99) * 0.01)
      #expect(abs(row.p99 / .nanoseconds(1) - Double(right.p99)) <= margin)
    }
  }

  @Test("two and three workers come to what one does, bit for bit", arguments: filters)
  func workers(_ filter: String) throws {
    for seed in 0..<8 as Range<UInt64> {
      var random = Seeded(seed &* 31 &+ UInt64(filter.count))
      let query = try Query(
        filter: Filter(parsing: filter), groupBy: random.one(of: [[], ["service"], ["shard"]]),
        window: .everything)
      let scopes = Self.scopes(Int.random(in: 1...600, using: &random), &random)
      let key = random.one(of: SortKey.allCases.filter { $0 != .change })
      let (one, catalog) = Self.tabulation(query, scopes, workers: 1, &random)
      let expected = Self.text(one, catalog, key)
      for workers in 2...3 {
        let (all, names) = Self.tabulation(query, scopes, workers: workers, &random)
        #expect(Self.text(all, names, key) == expected)
      }
    }
  }

  @Test("of equally slow scopes those that came first are kept, in their order")
  func equallySlow() {
    var random = Seeded(9)
    let scopes = (0..<300).map { PlainScope(name: "a", end: Double($0), id: "\($0)") }
    for workers in 1...3 {
      let (all, catalog) = Self.tabulation(
        Query(window: .everything), scopes, workers: workers, &random)
      let rows = all.rows(by: .p99, .descending)
      let slowest = all.entries(of: rows, catalog: catalog)[0].slowest
      #expect(slowest.map(\.id) == (0..<10).map { "\($0)" })
    }
  }

  @Test("many groups with many metrics each add up right")
  func manyMetrics() {
    var random = Seeded(5)
    let scopes = (0..<4_000).map { number in
      var scope = PlainScope(name: "s\(number % 50)", end: 1)
      for key in 0..<30 {
        scope.metrics.append(.init(key: "k\(key)", value: .counter(Double(key))))
      }
      return scope
    }
    let (all, catalog) = Self.tabulation(
      Query(window: .everything), scopes, workers: 2, &random)
    let entries = all.entries(of: all.rows(by: .scope, .ascending), catalog: catalog)
    #expect(entries.count == 50)
    for entry in entries {
      #expect(entry.counters.count == 30)
      for counter in entry.counters {
        #expect(counter.sum == 80 * (Double(counter.name.key.dropFirst()) ?? -1))
      }
    }
  }
}
