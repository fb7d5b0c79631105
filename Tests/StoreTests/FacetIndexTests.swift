import Intake
import Testing

@testable import Store

@Suite struct FacetIndexTests {
  @Test("the newest rows are looked at first, and how much is seen is told")
  func portions() {
    var world = World()
    for second in 0..<10 {
      let scopes = (0..<10).map { _ in
        PlainScope(name: "a", tags: ["t": "\(second)"], end: Double(second) + 0.5)
      }
      world.take(scopes)
    }
    world.now = 9.9
    let index = FacetIndex(Query(window: .everything))
    #expect(index.advance(to: world.moment, rowLimit: 25) == 0.3)
    #expect(index.facets[0].values.map(\.value) == ["7", "8", "9"])
    #expect(index.advance(to: world.moment, rowLimit: 1_000) == 1)
    #expect(index.facets[0].values.count == 10)
  }

  @Test("of more than a thousand values the most frequent are listed, and the rest counted")
  func manyValues() {
    var world = World()
    world.take((0..<1_500).map { PlainScope(name: "a", tags: ["t": "\($0)"]) })
    world.take([PlainScope(name: "a", tags: ["t": "1400"])])
    let index = FacetIndex(Query(window: .everything))
    _ = index.advance(to: world.moment, rowLimit: 10_000)
    #expect(index.facets[0].values.count == 1_000)
    #expect(index.facets[0].values[0].value == "1400")
    #expect(index.facets[0].otherValues == 500)
  }

  @Test("no value is slower than the slowest scope")
  func atMostTheLongest() {
    var world = World()
    // The middle of its bucket is 403 ms.
    world.take(
      (0..<40).map { _ in PlainScope(name: "a", tags: ["t": "1"], nanoseconds: 400_000_000) })
    let index = FacetIndex(Query(window: .everything))
    _ = index.advance(to: world.moment, rowLimit: 1_000)
    #expect(index.facets[0].values[0].p99 == .milliseconds(400))
  }

  @Test("without scopes there are no tags, and all is seen")
  func empty() {
    let index = FacetIndex(Query())
    #expect(index.advance(to: World().moment, rowLimit: 1) == 1)
    #expect(index.facets.isEmpty)
  }

  @Test("as chunks come, merge and leave, counts stay those of a fresh look")
  func stays() throws {
    var random = Seeded(4)
    var world = World()
    let query = try Query(filter: Filter(parsing: "!canary"), window: .tenSeconds)
    let index = FacetIndex(query)
    for _ in 0..<50 {
      world.now += 0.5
      world.take((0..<20).map { _ in .random(end: world.now, &random) })
      world.advance(to: world.now)
      #expect(index.advance(to: world.moment, rowLimit: 100_000) == 1)
      let fresh = FacetIndex(query)
      _ = fresh.advance(to: world.moment, rowLimit: 100_000)
      #expect(index.facets.map(\.key) == fresh.facets.map(\.key))
      for (one, other) in zip(index.facets, fresh.facets) {
        #expect(one.values.map(\.value) == other.values.map(\.value))
        #expect(one.values.map(\.count) == other.values.map(\.count))
        #expect(one.values.map(\.errors) == other.values.map(\.errors))
      }
    }
  }
}
