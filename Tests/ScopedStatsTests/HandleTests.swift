import Foundation
import ScopedStats
import Testing

@Suite("Handles and adoption")
struct HandleTests {
  @Test("a handle counts like a call with its key and tags")
  func handles() {
    let plain = Counter("k")
    let tagged = Counter("k", tags: ["type": "redis"])
    let many = Counter("k", tags: ["a": 1, "b": 2, "c": 3])
    let dynamic = Counter("k" + String("x"), tags: ["type": "redis"])
    plain.incr()
    let recorder = Recorder()
    recorder.record {
      for handle in [plain, tagged, many, dynamic] {
        handle.incr()
        handle.incr(by: 2)
        handle.incr(by: 0.5)
        handle.incr(by: .infinity)
      }
      incr("k")
      incr("k", tags: ["type": "redis"])
      incr("k", tags: ["c": 3, "b": 2, "a": 1])
    }
    let result = recorder.result()
    #expect(result.counters.map(\.sum) == [4.5, 4.5, 4.5, 3.5])
    #expect(result["k", ["type": "redis"]] == 4.5)
  }

  @Test("a thread and a detached task count for a recording that they adopt")
  func adoption() async throws {
    let recorder = Recorder()
    try await recorder.record {
      let recording = Recording.current
      await withCheckedContinuation { continuation in
        Thread {
          recording.adopt { incr("thread") }
          incr("outside")
          continuation.resume()
        }.start()
      }
      let value = try await Task.detached {
        try await recording.adopt { () async throws(Oops) in
          await timer("detached") { await Task.yield() }
          Scope.current?.tag("adopted", true)
          return Scope.current?.tags["adopted"]
        }
      }.value
      #expect(value == .bool(true))
    }
    let result = recorder.result()
    #expect(result["thread"] == 1)
    #expect(result[timer: "detached"]?.count == 1)
    #expect(result.counters.count == 1)
  }

  @Test("adopting no recording, or one that has ended, runs the body and counts nothing")
  func adoptingNothing() {
    let outside = Recording.current
    #expect(outside.adopt { 1 } == 1)
    let recorder = Recorder()
    let ended = recorder.record { Recording.current }
    #expect(
      ended.adopt {
        incr("late"); return 2
      } == 2)
    #expect(recorder.result().counters.isEmpty)
    #expect(throws: Oops()) { try outside.adopt { () throws(Oops) in throw Oops() } }
  }

  @Test("a recording within an adopted one reaches it")
  func nestedAdoption() async {
    let outer = Recorder()
    let inner = Recorder()
    await outer.record {
      let recording = Recording.current
      await Task.detached { recording.adopt { inner.record { incr("k") } } }.value
    }
    #expect(inner.result()["k"] == 1)
    #expect(outer.result()["k"] == 1)
  }
}
