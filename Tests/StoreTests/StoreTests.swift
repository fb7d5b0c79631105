import Intake
import Testing

@testable import Store

@Suite struct StoreTests {
  @Test("each chunk held lies in one slot of its age, in order of time, and none is lost")
  func slots() {
    var world = World()
    var random = Seeded(6)
    var count = 0
    for step in 0..<400 {
      world.now = Double(step) * 5
      let scopes = (0..<Int.random(in: 0..<6, using: &random)).map { _ in
        PlainScope.random(
          end: max(0, world.now - Double.random(in: 0...90, using: &random)), &random)
      }
      count += scopes.count
      world.take(scopes)
      world.advance(to: world.now)
      let now = Source.time(world.now)
      let chunks = world.store.chunks
      for chunk in chunks {
        let slot = Slot.bounds(of: chunk.earliest.second, at: now)
        #expect(slot == Slot.bounds(of: chunk.latest.second, at: now))
      }
      #expect(chunks.map(\.earliest.second) == chunks.map(\.earliest.second).sorted())
      #expect(world.store.scopeCount == count)
      #expect(chunks.reduce(0) { $0 + $1.count } == count)
    }
  }

  @Test("what has aged is merged: a few chunks hold an hour")
  func merges() {
    var world = World()
    for step in 0..<3_600 {
      world.take([PlainScope(name: "a", end: Double(step) + 0.3)])
      world.advance(to: Double(step) + 0.9)
    }
    // 40 minutes of one chunk each, 18 of twelve, 2 of sixty.
    #expect(world.store.chunks.count <= 40 + 19 * 12 + 125)
    #expect(world.store.scopeCount == 3_600)
  }

  @Test("a finished second of many deliveries becomes one chunk")
  func finishedSecond() {
    var world = World()
    for step in 0..<10 {
      world.take([PlainScope(name: "a", end: Double(step) / 10)])
      world.advance(to: Double(step) / 10)
    }
    #expect(world.store.chunks.count == 10)
    world.advance(to: 2.5)
    #expect(world.store.chunks.count == 1)
  }

  @Test("a merged chunk holds every column of those it is made of")
  func columns() throws {
    var world = World()
    var random = Seeded(9)
    let scopes = (0..<200).map { PlainScope.random(end: Double($0) / 1_000, &random) }
    for start in stride(from: 0, to: 200, by: 10) { world.take(Array(scopes[start..<start + 10])) }
    let before = world.moment
    world.advance(to: 3)
    let after = world.moment
    #expect(after.chunks.count == 1)
    func lines(_ moment: Moment) -> [String] {
      moment.chunks.flatMap { chunk in
        (0..<chunk.count).map { row in
          Instance(row: row, of: chunk, catalog: moment.catalog).wireJSON
        }
      }
    }
    #expect(lines(after) == lines(before))
  }

  @Test("a recording that spans hours in one delivery is cut by the age of its scopes")
  func recording() {
    var world = World()
    world.advance(to: 7_200)
    world.take((0..<7_200).map { PlainScope(name: "a", end: Double($0)) })
    #expect(world.store.chunks.count <= 120 + 19 * 12 + 125)
    #expect(world.store.scopeCount == 7_200)
  }

  @Test("over budget the oldest are summed up first, and memory stays within it")
  func eviction() throws {
    var world = World(budgetBytes: 200_000)
    for step in 0..<200 {
      world.take((0..<50).map { _ in PlainScope(name: "a", end: Double(step)) })
      world.advance(to: Double(step) + 0.5)
      #expect(world.store.byteCount <= 200_000)
    }
    let held = world.store.scopeCount
    #expect(held > 2_000 && held < 10_000)
    #expect(world.store.chunks.last?.latest == Source.time(199))
    #expect(try world.ranking(window: .everything).counts == ["a": 10_000])
    let exact = world.store.chunks.filter { $0.precision == .exact }.reduce(0) { $0 + $1.count }
    #expect(exact == held)
  }

  @Test("however much queries take, an eighth of the budget is left for scopes")
  func floor() {
    var world = World(budgetBytes: 800_000)
    world.take((0..<5_000).map { PlainScope(name: "a", end: Double($0) / 50) })
    world.advance(to: 100, queryBytes: 10_000_000)
    let bytes = world.store.chunks.reduce(0) { $0 + $1.byteCount }
    #expect(bytes > 50_000 && bytes <= 100_000)
  }

  @Test("a frozen moment answers the same after the store has gone on, merged and evicted")
  func freeze() throws {
    var world = World(budgetBytes: 100_000)
    var random = Seeded(2)
    world.take((0..<300).map { .random(end: Double($0) / 40, &random) })
    world.advance(to: 7.5)
    let frozen = world.moment
    let query = try Query(filter: Filter(parsing: "shard=2"), window: .tenSeconds)
    let ranking = Ranking(query)
    ranking.advance(to: frozen)
    let counts = ranking.counts
    for step in 0..<100 {
      world.take((0..<50).map { _ in .random(end: 8 + Double(step), &random) })
      world.advance(to: 8.5 + Double(step))
    }
    #expect(Set(frozen.chunks.map(\.id)).isDisjoint(with: world.store.chunks.map(\.id)))
    ranking.advance(to: frozen)
    #expect(ranking.counts == counts)
    let fresh = Ranking(query)
    fresh.advance(to: frozen)
    #expect(fresh.counts == counts)
  }

  @Test("a delivery without scopes brings its names and its tally")
  func emptyDelivery() {
    var world = World()
    var tally = IntakeTally()
    tally.lines = 7
    world.store.take(Delivery(chunk: nil, additions: CatalogAdditions(), tally: tally))
    #expect(world.store.tally == tally)
    #expect(world.store.scopeCount == 0)
  }
}
