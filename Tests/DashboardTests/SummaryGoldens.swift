import Intake
import Store
import TextUI
import Testing

@testable import Dashboard

@Suite("Where exact ends, every screen that it matters on says so")
struct SummaryGoldens {
  /// A shop with less memory than its scopes take, looked at as far back as anything is held.
  private static func full(_ filter: String = "", size: Size) throws -> Shop {
    let query = Query(filter: try Filter(parsing: filter), window: .everything)
    var shop = Shop(Options(memoryBytes: 3_000_000, query: query), size: size)
    shop.run(crampedSeconds: 131)
    return shop
  }

  @Test(
    "the filter's line says how far exact scopes reach back, and how far summaries",
    arguments: sizes)
  func reach(_ size: Size) throws {
    var shop = try Self.full(size: size)
    try expectGolden(shop.screen(size), named: "scopes-summed-\(size.testDescription)")
    shop.type(" ")
    shop.run(crampedSeconds: 5)
    try expectGolden(shop.screen(size), named: "scopes-summed-frozen-\(size.testDescription)")
  }

  @Test("a filter that only exact scopes tell says that it sees no others", arguments: sizes)
  func metricTerm(_ size: Size) throws {
    var shop = try Self.full("db.queries>3", size: size)
    try expectGolden(shop.screen(size), named: "scopes-summed-metric-\(size.testDescription)")
    shop.type("zzzz")
    #expect(!shop.screen(size).lines[1].contains("!"))
  }

  @Test("on a scope, timers and counters are of exact scopes, and say so", arguments: sizes)
  func scope(_ size: Size) throws {
    var shop = try Self.full(size: size)
    shop.type("s")
    shop.press(.escape, .down, .down, .enter)
    try expectGolden(shop.screen(size), named: "scope-summed-\(size.testDescription)")
  }

  @Test(
    "of a box in the time of summaries the slowest are listed, and there is no why",
    arguments: sizes)
  func box(_ size: Size) throws {
    var shop = try Self.full(size: size)
    shop.press(.down, .enter)
    while case .scope(let page)? = shop.model.page, page.focus != .map { shop.press(.tab) }
    for _ in 0..<100 { shop.press(.left, .down) }
    shop.type("v")
    for _ in 0..<20 { shop.press(.right, .up) }
    try expectGolden(shop.screen(size), named: "map-summed-\(size.testDescription)")
    shop.press(.enter)
    try expectGolden(shop.screen(size), named: "box-summed-\(size.testDescription)")
    shop.press(.escape)
    shop.type("x")
    try expectGolden(shop.screen(size), named: "why-summed-box-\(size.testDescription)")
    shop.press(.left)
    try expectGolden(shop.screen(size), named: "why-summed-\(size.testDescription)")
  }

  @Test(
    "problems says what exact scopes and summaries take and how far they reach", arguments: sizes)
  func problems(_ size: Size) throws {
    var shop = try Self.full(size: size)
    shop.type("!")
    try expectGolden(shop.screen(size), named: "problems-summed-\(size.testDescription)")
  }
}

@Suite("How far back what is held reaches")
struct ReachTests {
  private func moment(_ precisions: [Precision]) -> Moment {
    let chunks = precisions.enumerated().compactMap { second, precision in
      var builder = ChunkBuilder()
      let end = Timestamp(microseconds: Int64(second) * 1_000_000)
      builder.append(
        summaryOf: 0, endMicroseconds: end.microseconds, durationNanoseconds: 1, weight: 1, error: 0
      )
      return builder.seal(precision)
    }
    let now = Timestamp(microseconds: 100_000_000)
    return Moment(now: now, chunks: chunks, catalog: Catalog())
  }

  @Test(
    "scopes are exact since the last summary",
    arguments: [
      ([.exact, .exact], 0, false), ([.summary, .exact], 1, true),
      ([.exact, .slowest, .exact], 2, true), ([.exact, .summary], 1, true),
      ([.summary], nil, true),
    ] as [([Precision], Int64?, Bool)])
  func exactSince(_ precisions: [Precision], _ second: Int64?, _ hasSummaries: Bool) throws {
    let reach = try #require(Reach(moment(precisions)))
    #expect(reach.exactSince?.second == second)
    #expect(reach.hasSummaries == hasSummaries)
  }

  @Test("a window that ends where exact begins has no summaries in it")
  func window() throws {
    let reach = try #require(Reach(moment([.summary, .exact])))
    let now = Timestamp(microseconds: 100_000_000)
    #expect(!reach.isSummarised(Window(seconds: 99), at: now))
    #expect(reach.isSummarised(Window(seconds: 100), at: now))
    #expect(reach.isSummarised(.everything, at: now))
    #expect(
      reach.texts(at: now) == ["exact 99 s, summaries 100 s", "exact 99 s of 100 s", "exact 99 s"])
  }
}
