import Foundation
import ScopedStats
import ScopedStatsTesting
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

  @Test("sums are exact when eight threads that adopt a recording count into it, with 64 tasks")
  func threads() async {
    let recorder = Recorder()
    await recorder.record {
      let recording = Recording.current
      await withTaskGroup { group in
        group.addTask {
          DispatchQueue.concurrentPerform(iterations: 8) { thread in
            recording.adopt {
              let handle = Counter("handle", tags: ["thread": thread])
              for _ in 0..<1_000 {
                incr("plain")
                handle.incr()
                timer("timed", tags: ["from": "thread"]) {}
              }
            }
          }
        }
        for _ in 0..<64 {
          group.addTask { for _ in 0..<100 { incr("plain") } }
        }
      }
    }
    let result = recorder.result()
    #expect(result["plain"] == 14_400)
    #expect(result["handle"] == 8_000)
    #expect(result["handle", ["thread": 7]] == 1_000)
    #expect(result[timer: "timed"]?.count == 8_000)
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

  @Test("flushing while others emit and look loses and doubles nothing")
  func flushing() throws {
    let collected = Collected()
    let emitter = collected.emitter()
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      for _ in 0..<300 {
        withScope("s", emitter: emitter) { incr("k") }
        if thread % 2 == 0 { emitter.flush() }
        _ = emitter.droppedCount
      }
    }
    emitter.flush()
    #expect(try collected.objects().compactMap { $0["seq"] as? Int } == Array(1...2_400))
  }

  @Test("a sink that threads fill at once holds every scope")
  func sink() {
    let sink = ScopeSink()
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      for _ in 0..<200 {
        withScope("s", emitter: sink.emitter) { incr("k") }
        _ = sink.scopes.count
      }
    }
    #expect(sink.scopes.count == 1_600)
    #expect(sink.scopes.allSatisfy { $0.result["k"] == 1 })
  }
}
