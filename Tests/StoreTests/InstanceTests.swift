import Foundation
import Intake
import Testing

@testable import Store

@Suite struct InstanceTests {
  private static let scope = PlainScope(
    name: "GET \"/ü\"\u{85}\u{202E}\n",
    tags: ["status": "200", "host": "web-1", "canary": "true", "odd": "0x1p4"],
    end: 0.123456, nanoseconds: 12_340_001, weight: 2.5, error: "Timeout", id: "b1f0",
    metrics: [
      .init(key: "requests", value: .counter(1)),
      .init(key: "hits", tags: ["type": "redis"], value: .counter(0.1)),
      .init(key: "hits", tags: ["type": "memory"], value: .counter(-3)),
      .init(key: "render", value: .timer(count: 1, nanoseconds: 3_100_000)),
      .init(
        key: "db", tags: ["shard": "2"],
        value: .timer(count: 3, nanoseconds: 8_100_000, max: 6_000_000)),
      .init(key: "requests", value: .counter(2)),
    ])

  private func instance(_ scope: PlainScope) throws -> Instance {
    var world = World()
    world.take([scope])
    let chunk = try #require(world.moment.chunks.first)
    return Instance(row: 0, of: chunk, catalog: world.moment.catalog)
  }

  @Test("everything of a scope is there, by name, in the order sent; what was sent twice adds up")
  func fields() throws {
    let instance = try instance(Self.scope)
    #expect(instance.duration == .nanoseconds(12_340_001))
    #expect(instance.end == Source.time(0.123456))
    #expect(instance.tags.map(\.key) == ["canary", "host", "odd", "status"])
    #expect(instance.counters.map(\.name.key) == ["requests", "hits", "hits"])
    #expect(instance.counters.map(\.value) == [3, 0.1, -3])
    #expect(instance.timers.map(\.max) == [nil, .milliseconds(6)])
    #expect(instance.unaccounted == .nanoseconds(1_140_001))
  }

  @Test("the line in wire form is the scope, to the last digit, and shows no control characters")
  func wireJSON() throws {
    let line = try instance(Self.scope).wireJSON
    #expect(
      line == #"{"v":1,"scope":"GET \"/ü\"\u0085\u202e\n","dur":0.012340001,"end":1200000.123456,"#
        + #""id":"b1f0","error":"Timeout","weight":2.5,"tags":{"canary":true,"host":"web-1","#
        + #""odd":"0x1p4","status":200},"counters":{"requests":3,"hits":[{"value":0.1,"#
        + #""tags":{"type":"redis"}},{"value":-3,"tags":{"type":"memory"}}]},"timers":{"#
        + #""render":{"count":1,"total_dur":0.0031},"db":[{"count":3,"total_dur":0.0081,"#
        + #""max_dur":0.006,"tags":{"shard":2}}]}}"#)
  }

  @Test("any scope in wire form is JSON that Foundation reads back with the same figures")
  func readBack() throws {
    var random = Seeded(5)
    for _ in 0..<300 {
      let scope = PlainScope.random(end: 5, &random)
      let line = try instance(scope).wireJSON
      let json = try #require(
        JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(json["scope"] as? String == scope.name)
      let duration = try #require(json["dur"] as? Double)
      #expect(UInt64((duration * 1e9).rounded()) == scope.nanoseconds)
      #expect((json["weight"] as? Double ?? 1) == scope.weight)
      #expect((json["tags"] as? [String: Any] ?? [:]).count == scope.tags.count)
    }
  }
}
