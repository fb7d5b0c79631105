import Foundation
import ScopedStats
import Testing

@Suite("Results")
struct ResultTests {
  private func recorded() -> ScopeResult {
    let recorder = Recorder()
    recorder.record(tags: ["host": "a"]) {
      incr("k", by: 2, tags: ["type": "redis", "warm": true, "n": 1, "f": 0.5])
      incr("k")
      timer("t", tags: ["shard": 2]) {}
      timer("t") {}
    }
    return recorder.result()
  }

  @Test("a result comes back from data as it was")
  func coding() throws {
    let result = recorded()
    let data = try JSONEncoder().encode(result)
    #expect(try JSONDecoder().decode(ScopeResult.self, from: data) == result)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(object.keys.sorted() == ["counters", "duration", "recordings", "timers"])
  }

  @Test("a duration that is none is refused when decoded")
  func badDuration() {
    let data = Data(#"{"recordings":1,"duration":1e300,"counters":[],"timers":[]}"#.utf8)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(ScopeResult.self, from: data) }
  }

  @Test("filtering a result is the same as asking for it filtered")
  func filtering() {
    let result = recorded()
    #expect(result.filtered(by: ["host": "a"]) == result)
    #expect(result.filtered(by: ["type": "redis"])["k"] == 2)
    #expect(result.filtered(by: ["shard": "2"])[timer: "t"]?.count == 1)
    #expect(result.filtered(by: ["host": "b"]).counters.isEmpty)
    #expect(result.filtered(by: ["host": "b"]).duration == result.duration)
  }

  @Test("calls of a timer add up over its tags, and the longest is kept")
  func timers() {
    let calls = recorded()[timer: "t"]
    #expect(calls?.count == 2)
    #expect(calls.map { $0.longest <= $0.total } == true)
    #expect(recorded()[timer: "t", ["shard": 2]]?.count == 1)
    #expect(recorded()[timer: "none"] == nil)
  }

  @Test("a result is a value that can be compared and kept in sets")
  func value() {
    let result = recorded()
    #expect(Set([result, result.filtered(by: [:])]).count == 1)
    #expect(result != recorded())
  }
}
