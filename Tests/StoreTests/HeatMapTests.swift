import Intake
import Testing

@testable import Store

@Suite("Latency over time is exact, and stands still")
struct HeatMapTests {
  private let job = GroupKey(scope: "job")

  private func profile(_ world: World, _ text: String = "", window: Window = .oneMinute) throws
    -> Profile
  {
    let query = try Query(filter: Filter(parsing: text), window: window)
    let profile = Profile(of: job, in: query)
    profile.advance(to: world.moment)
    return profile
  }

  @Test("every duration has the rank whose bounds hold it, to the nanosecond")
  func ranks() {
    var random = Seeded(5)
    let bounds = LatencyLadder.bounds
    #expect(bounds == bounds.sorted() && Set(bounds).count == bounds.count)
    let edges = bounds.flatMap { [$0, $0 + 1, $0 == 0 ? 0 : $0 - 1] }
    let others = (0..<2_000).map { _ in random.next() >> UInt64(random.next() % 64) }
    for nanoseconds in edges + others {
      let rank = LatencyLadder.rank(
        ofNanoseconds: nanoseconds, inBucket: DurationScale.bucket(ofNanoseconds: nanoseconds))
      #expect(bounds[rank] <= nanoseconds)
      #expect(rank + 1 == bounds.count || nanoseconds < bounds[rank + 1])
    }
  }

  @Test("each spacing is made of ranks, from nothing up", arguments: LatencyLadder.Spacing.allCases)
  func spacings(_ spacing: LatencyLadder.Spacing) {
    let starts = LatencyLadder.starts(spacing)
    #expect(starts.first == 0)
    #expect(starts == starts.sorted())
    let decade = starts.filter {
      (1_000_000..<10_000_000).contains(LatencyLadder.bounds[$0])
    }
    #expect(decade.count == spacing.rawValue)
  }

  @Test(
    "cells are as short as fits, and as many as the window can touch",
    arguments: [
      (10, 31, 1, 10), (60, 31, 2, 31), (60, 70, 1, 60), (300, 31, 10, 31), (900, 31, 30, 31),
      (900, 70, 15, 61), (120, 31, 4, 31), (1, 31, 1, 1), (40_000_000, 31, 1_333_334, 31),
    ])
  func cellLengths(_ seconds: Int64, _ cellsMax: Int, _ length: Int64, _ count: Int) {
    let fitting = HeatCells.fitting(seconds, cellsMax: cellsMax)
    #expect(fitting.length == length)
    #expect(fitting.count == count)
  }

  @Test("a cell weighs what the scopes in its box weigh, and the box lists them slowest first")
  func boxes() throws {
    var random = Seeded(11)
    var world = World()
    let scopes = (0..<800).map { _ in
      PlainScope(
        name: "job", tags: ["host": random.next() % 2 == 0 ? "a" : "b"],
        end: Double(random.next() % 40_000) / 1_000,
        nanoseconds: 1_000 << (random.next() % 20) + random.next() % 1_000,
        weight: Double(1 + random.next() % 3))
    }
    world.take(scopes)
    world.advance(to: 41)
    let profile = try profile(world, "host=a")
    let grid = try #require(profile.heatGrid(cellsMax: 31))
    let rows = LatencyRows(fitting: try #require(grid.ranksInUse), count: 14)
    for cell in grid.cells {
      for row in 0..<rows.count {
        let cells = cell..<cell + 1 + Int64(row % 2)
        let box = grid.box(cells: cells, ranks: rows.ranks(ofRow: row))
        let inside = scopes.filter {
          $0.tags["host"] == "a"
            && box.contains(end: Source.time($0.end), duration: .nanoseconds($0.nanoseconds))
        }
        let weight = inside.reduce(0) { $0 + $1.weight }
        #expect(grid.weight(cells: cells, ranks: rows.ranks(ofRow: row)) == weight)
        let boxed = profile.instances(in: box, limit: 5)
        #expect(boxed.rows == inside.count)
        #expect(boxed.weight == weight)
        let slowest = inside.map { Duration.nanoseconds($0.nanoseconds) }.sorted(by: >).prefix(5)
        #expect(boxed.instances.map(\.duration) == Array(slowest))
      }
    }
    let all = grid.weight(cells: grid.cells, ranks: 0..<LatencyLadder.rankCount)
    #expect(all == profile.figures?.count)
  }

  @Test("as chunks come, merge and leave, the map stays that of a fresh look")
  func stays() throws {
    var random = Seeded(3)
    for (text, window) in [("", Window.tenSeconds), ("shard!=1", .oneMinute), ("", .everything)] {
      var world = World()
      let profile = Profile(
        of: job, in: try Query(filter: Filter(parsing: text), window: window))
      for step in 0..<150 {
        world.now += 0.5
        world.take((0..<30).map { _ in .random(end: world.now, &random) })
        world.advance(to: world.now)
        profile.advance(to: world.moment)
        let grid = profile.heatGrid(cellsMax: 31)
        guard step % 10 == 0 else { continue }
        let fresh = Profile(of: job, in: profile.query)
        fresh.advance(to: world.moment)
        // Told as a whole: two grids of thousands of figures say nothing to a reader.
        let isSame = grid == fresh.heatGrid(cellsMax: 31)
        #expect(isSame)
      }
    }
  }

  @Test("cells are cut at fixed moments: a second later only the last two have changed")
  func cellsStand() throws {
    var world = World()
    world.play(["job": String(repeating: "24-a", count: 30)])
    let before = try #require(try profile(world).heatGrid(cellsMax: 31))
    world.play(["job": "9"])
    let after = try #require(try profile(world).heatGrid(cellsMax: 31))
    let common = before.cells.clamped(to: after.cells).dropFirst().dropLast()
    #expect(common.count >= 28)
    for cell in common {
      for rank in 0..<LatencyLadder.rankCount {
        let one = cell..<cell + 1
        let ranks = rank..<rank + 1
        #expect(before.weight(cells: one, ranks: ranks) == after.weight(cells: one, ranks: ranks))
      }
    }
  }

  @Test("the map of an empty window has cells and nothing in them")
  func empty() throws {
    let grid = try #require(try profile(World()).heatGrid(cellsMax: 31))
    #expect(grid.ranksInUse == nil)
    #expect(grid.cellCount == 31)
  }

  @Test("rows hold what is in use, as fine as there is room for, the most room above")
  func rows() {
    let all = LatencyLadder.bounds
    func rank(_ nanoseconds: UInt64) -> Int { all.partitioningIndex { $0 > nanoseconds } - 1 }
    let used = rank(5_000_000)...rank(4_000_000_000)
    let fine = LatencyRows(fitting: used, count: 22)
    #expect(fine.spacing == .six)
    #expect(fine.count == 22)
    #expect(fine.holds(used))
    let coarse = LatencyRows(fitting: used, count: 12)
    #expect(coarse.spacing == .three)
    #expect(coarse.starts.map { all[$0] }.contains(500_000_000))
    let low = LatencyRows(fitting: used, count: 5)
    #expect(low.holds(used))
    #expect(low.spacing == .one)
    #expect(!coarse.holds(rank(1_000)...rank(4_000_000_000)))
  }

  @Test(
    "where all latencies at once have no room, the slow ones have, and the lowest row takes the rest"
  )
  func rowsOpenBelow() {
    let rows = LatencyRows(fitting: 1...LatencyLadder.rankCount - 1, count: 4)
    #expect(rows.isOpenBelow)
    #expect(rows.ranks(ofRow: 0).lowerBound == 0)
    #expect(rows.end == LatencyLadder.rankCount)
    #expect(rows.row(ofRank: 0) == 0)
    #expect(rows.holds(0...LatencyLadder.rankCount - 1))
  }
}
