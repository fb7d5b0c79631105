import Foundation
import ScopedStats
import Testing

@Suite("Contention")
struct ContentionTests {
  @Test("sums are exact when 64 tasks count into one recording")
  func tasks() async {
    let recorder = Recorder()
    for _ in 0..<3 {
      await recorder.record {
        await withTaskGroup { group in
          for task in 0..<64 {
            group.addTask {
              for step in 0..<500 {
                incr("plain")
                incr("tagged", tags: ["task": task % 4])
                timer("timed") {}
                if step % 100 == 0 { Scope.current?.tag("last", task) }
              }
            }
          }
        }
      }
    }
    let result = recorder.result()
    #expect(result["plain"] == 96_000)
    #expect(result["tagged"] == 96_000)
    #expect(result["tagged", ["task": 3]] == 24_000)
    #expect(result[timer: "timed"]?.count == 96_000)
  }

  @Test("many recordings at once do not mix, though late writers remain of those before")
  func recordings() async throws {
    await withTaskGroup { group in
      for task in 0..<16 {
        group.addTask {
          for _ in 0..<200 {
            let recorder = Recorder()
            let late = recorder.record {
              incr("k", by: task)
              return Task { for _ in 0..<20 { incr("k", by: 1_000_000) } }
            }
            let sum = recorder.result()["k"] ?? -1
            #expect(Int(sum) % 1_000_000 == task)
            let next = Recorder()
            next.record { incr("n") }
            #expect(next.result().counters.map(\.key) == ["n"])
            await late.value
            #expect(recorder.result()["k"] == sum)
          }
        }
      }
    }
  }

  @Test("every scope that threads emit at once is sent once, and numbered without a gap")
  func emitting() throws {
    let collected = Collected()
    let emitter = collected.emitter(payloadBytes: 1_432)
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      for step in 0..<500 {
        withScope("s\(thread)", emitter: emitter) { incr("step", by: step) }
      }
    }
    emitter.flush()
    let objects = try collected.objects()
    #expect(objects.compactMap { $0["seq"] as? Int } == Array(1...4_000))
    let sums = objects.compactMap { ($0["counters"] as? [String: Int])?["step"] }
    #expect(sums.reduce(0, +) == 8 * 499 * 250)
  }
}
