import Intake
import Testing

@testable import Store

@Suite struct ProfileTests {
  /// 100 scopes of 1 to 100 ms, one second apart; the last five make 48 calls, the others 3.
  private static func scopes() -> [PlainScope] {
    (1...100).map { number in
      let isSlow = number > 95
      let total = UInt64(number) * (isSlow ? 900_000 : 500_000)
      return PlainScope(
        name: "pay", tags: ["host": isSlow ? "b" : "a"], end: Double(number) / 10,
        nanoseconds: UInt64(number) * 1_000_000,
        metrics: [
          .init(
            key: "db", tags: ["shard": isSlow ? "2" : "1"],
            value: .timer(count: isSlow ? 48 : 3, nanoseconds: total, max: total / 2)),
          .init(key: "queries", value: .counter(isSlow ? 48 : 3)),
        ])
    }
  }

  private func profile(
    _ scopes: [PlainScope], _ filter: String = "", of name: String = "pay"
  ) throws -> Profile {
    var world = World()
    world.take(scopes)
    world.now = 10
    let query = try Query(filter: Filter(parsing: filter), window: .everything)
    let profile = Profile(of: GroupKey(scope: name), in: query)
    profile.advance(to: world.moment)
    return profile
  }

  @Test("the slow set begins at the 95th percentile, and typical are all others")
  func slowSet() throws {
    let profile = try profile(Self.scopes())
    let border = try #require(profile.slowFrom)
    #expect(border > .milliseconds(94) && border <= .milliseconds(95))
    let queries = try #require(profile.counters.first)
    #expect(queries.name == MetricName(key: "queries", tags: []))
    #expect(queries.sum == 95 * 3 + 5 * 48)
    #expect(queries.perScope == 5.25)
    #expect(queries.typicalPerScope == 3)
    #expect(queries.slowPerScope == 40.5)
  }

  @Test("timers are those of the scopes, by total time, typical beside slow")
  func timers() throws {
    let profile = try profile(Self.scopes())
    #expect(profile.timers.map { $0.name.tags.map(\.value) } == [["1"], ["2"]])
    let timer = profile.timers[0]
    #expect(timer.count == 285)
    #expect(timer.total == .microseconds(500 * 95 * 96 / 2))
    #expect(timer.max == .microseconds(500 * 95 / 2))
    #expect(timer.typical.callsPerScope == 3)
    #expect(timer.typical.share == 0.5)
    #expect(timer.typical.perCall == .nanoseconds(7_916_667))
  }

  @Test("the time in no timer is the duration less all timers, whatever the filter shows")
  func unaccounted() throws {
    let profile = try profile(Self.scopes(), "shard=1")
    #expect(profile.figures?.count == 95)
    #expect(profile.unaccounted.all.share == 0.5)
    let hidden = try self.profile(Self.scopes(), "shard!=2 queries<4")
    #expect(hidden.unaccounted.all.share == 0.5)
  }

  @Test("timers that run past their scope leave no time below zero")
  func recursion() throws {
    let scope = PlainScope(
      name: "pay", nanoseconds: 1_000,
      metrics: [.init(key: "f", value: .timer(count: 9, nanoseconds: 9_000))])
    let profile = try profile([scope])
    #expect(profile.unaccounted.all.perScope == .zero)
    #expect(profile.timers.first?.all.share == 9)
  }

  @Test("only metrics whose effective tags pass the tag terms are listed")
  func shownMetrics() throws {
    #expect(try profile(Self.scopes(), "shard=2").timers.map(\.name.key) == ["db"])
    #expect(try profile(Self.scopes(), "shard=2").counters.isEmpty)
    #expect(try profile(Self.scopes(), "shard=2").hidesMetrics)
    #expect(try !profile(Self.scopes(), "host=b").hidesMetrics)
    #expect(try profile(Self.scopes(), "host=b").counters.map(\.sum) == [240])
    #expect(try profile(Self.scopes(), "host=b shard!=2").figures == nil)
  }

  @Test("fewer than twenty scopes have no slow set, and neither have scopes that are all alike")
  func noSlowSet() throws {
    let few = try profile(Array(Self.scopes().prefix(19)))
    #expect(few.slowFrom == nil)
    #expect(few.counters.first?.slowPerScope == nil)
    #expect(few.counters.first?.typicalPerScope == 3)
    let alike = try profile((0..<50).map { _ in PlainScope(name: "pay") })
    #expect(alike.slowFrom == nil)
  }

  @Test("where most scopes are alike, the slow ones are those above them")
  func mostlyAlike() throws {
    let scopes =
      (0..<98).map { _ in PlainScope(name: "pay") }
      + (0..<2).map { _ in PlainScope(name: "pay", nanoseconds: 90_000_000) }
    let border = try #require(try profile(scopes).slowFrom)
    #expect(border > .milliseconds(80) && border <= .milliseconds(90))
  }

  @Test("the slowest come first, of equals the latest, and no more than asked for")
  func slowest() throws {
    var scopes = Self.scopes()
    scopes.append(PlainScope(name: "pay", end: 11, nanoseconds: 100_000_000, id: "late"))
    let slowest = try profile(scopes).slowest(3)
    #expect(slowest.map(\.id) == ["late", nil, nil])
    #expect(slowest.map(\.duration) == [.milliseconds(100), .milliseconds(100), .milliseconds(99)])
    #expect(try profile(scopes).slowest(500).count == 100)
    #expect(try profile(scopes).slowest(0).isEmpty)
  }

  @Test("tags of scopes and metrics are counted once a scope")
  func facets() throws {
    var scopes = Self.scopes()
    scopes[0].metrics += scopes[0].metrics
    let facets = try profile(scopes).facets
    #expect(facets.map(\.key) == ["host", "shard"])
    #expect(facets.map(\.isOnMetrics) == [false, true])
    #expect(facets[1].values.map(\.value) == ["1", "2"])
    #expect(facets[1].values.map(\.count) == [95, 5])
    #expect(facets[1].values[1].p99 == .milliseconds(100))
  }

  @Test("as chunks come, merge and leave, the profile stays that of a fresh look")
  func stays() throws {
    var random = Seeded(3)
    for text in ["", "shard=2", "shard!=1 db>1ms"] {
      var world = World()
      let query = try Query(filter: Filter(parsing: text), window: .tenSeconds)
      let profile = Profile(of: GroupKey(scope: "job"), in: query)
      for _ in 0..<60 {
        world.now += 0.5
        world.take((0..<30).map { _ in .random(end: world.now, &random) })
        world.advance(to: world.now)
        profile.advance(to: world.moment)
        let fresh = Profile(of: GroupKey(scope: "job"), in: query)
        fresh.advance(to: world.moment)
        expectSame(profile, fresh)
      }
    }
  }

  private func expectSame(_ one: Profile, _ other: Profile) {
    #expect(one.figures?.count == other.figures?.count)
    #expect(one.counters.map(\.name) == other.counters.map(\.name))
    #expect(one.counters.map(\.sum) == other.counters.map(\.sum))
    #expect(one.timers.map(\.name) == other.timers.map(\.name))
    #expect(one.timers.map(\.count) == other.timers.map(\.count))
    #expect(one.timers.map(\.total) == other.timers.map(\.total))
    #expect(one.timers.map(\.max) == other.timers.map(\.max))
    #expect(one.unaccounted.all == other.unaccounted.all)
    #expect(one.hidesMetrics == other.hidesMetrics)
    #expect(one.slowest(5).map(\.place.row) == other.slowest(5).map(\.place.row))
  }
}
