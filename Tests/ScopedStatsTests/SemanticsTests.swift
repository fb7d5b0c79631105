import Foundation
import Testing

@testable import ScopedStats

/// The table of semantics, row by row: where we follow the Python library, and where we part.
@Suite("Semantics")
struct SemanticsTests {
  @Test("the duration is there under every filter, also one that nothing matches")
  func durationUnderFilter() {
    let recorder = Recorder()
    recorder.record { incr("calls", tags: ["method": "GET"]) }
    let result = recorder.result(filter: ["method": "PUT"])
    #expect(result.duration > .zero)
    #expect(result.duration == recorder.result().duration)
    #expect(result.counters.isEmpty)
  }

  @Test("a key is there if any of its entries matched, also when they sum to zero")
  func zeroUnderFilter() {
    let recorder = Recorder()
    recorder.record {
      incr("balance", by: 5, tags: ["account": "a"])
      incr("balance", by: -5, tags: ["account": "a"])
      incr("balance", by: 7, tags: ["account": "b"])
    }
    #expect(recorder.result(filter: ["account": "a"])["balance"] == 0)
    #expect(recorder.result(filter: ["account": "c"])["balance"] == nil)
    #expect(recorder.result()["balance"] == 7)
  }

  @Test("a timer around an asynchronous body times the whole of it")
  func asynchronousTimer() async {
    let recorder = Recorder()
    await recorder.record {
      await timer("wait") { await Task { for _ in 0..<100 { await Task.yield() } }.value }
    }
    let calls = recorder.result()[timer: "wait"]
    #expect(calls?.count == 1)
    #expect(calls.map { $0.total > .zero && $0.total <= recorder.result().duration } == true)
    #expect(calls?.longest == calls?.total)
  }

  @Test(
    "a nested recording's metrics reach the outer one when it ends; the outer keeps its duration")
  func nesting() {
    let outer = Recorder()
    let inner = Recorder()
    outer.record {
      incr("a")
      inner.record {
        incr("a")
        timer("t") {}
        incr("b", tags: ["x": 1])
      }
      incr("a")
    }
    #expect(inner.result()["a"] == 1)
    #expect(outer.result()["a"] == 3)
    #expect(outer.result()["b", ["x": 1]] == 1)
    #expect(outer.result()[timer: "t"]?.count == 1)
    #expect(outer.result().recordings == 1)
    #expect(outer.result().duration >= inner.result().duration)
  }

  @Test("a recorder used again adds up, durations too, and sends a scope for each call")
  func reuse() throws {
    let collected = Collected()
    let emitter = collected.emitter()
    let recorder = Recorder(emitter: emitter)
    recorder.record("job") {
      incr("a")
      timer("t") {}
    }
    let first = recorder.result()
    recorder.record("job") {
      incr("a", by: 2)
      timer("t") {}
      incr("b")
    }
    let both = recorder.result()
    #expect(both["a"] == 3)
    #expect(both["b"] == 1)
    #expect(both[timer: "t"]?.count == 2)
    #expect(both.recordings == 2)
    #expect(both.duration >= first.duration)
    emitter.flush()
    let counters = try collected.objects().map { $0["counters"] as? [String: Double] }
    #expect(counters == [["a": 1], ["a": 2, "b": 1]])
  }

  @Test("without a recording the result is empty, or an error where one is required")
  func noRecording() throws {
    let recorder = Recorder()
    #expect(recorder.result().isEmpty)
    #expect(recorder.result().counters.isEmpty)
    #expect(recorder.result().duration == .zero)
    #expect(throws: RecorderError.noRecording) { try recorder.result(requireRecording: true) }
    recorder.record {}
    #expect(try recorder.result(requireRecording: true).recordings == 1)
  }

  @Test("outside of a recording nothing happens, and tags are not even made")
  func outside() async {
    incr("a")
    incr("a" + "b", by: 2)
    #expect(timer("t") { 3 } == 3)
    func made() -> Tags {
      Issue.record("Tags were made.")
      return [:]
    }
    #expect(timer("t", tags: made()) { 3 } == 3)
    #expect(await timer("t", tags: made()) { await Task { 4 }.value } == 4)
    #expect(Scope.current == nil)
    let recorder = Recorder()
    recorder.record {}
    #expect(recorder.result().counters.isEmpty)
  }

  @Test("an error passes through, what was recorded stays, and the scope is sent with the error")
  func throwing() throws {
    let collected = Collected()
    let emitter = collected.emitter()
    let recorder = Recorder(emitter: emitter)
    #expect(throws: Oops(reason: "no")) {
      try recorder.record("job") { () throws(Oops) in
        incr("a")
        try timer("t") { () throws(Oops) in throw Oops(reason: "no") }
      }
    }
    #expect(recorder.result()["a"] == 1)
    #expect(recorder.result()[timer: "t"]?.count == 1)
    emitter.flush()
    #expect(try collected.objects().first?["error"] as? String == "Oops")
  }

  @Test("an asynchronous error passes through too")
  func throwingAsynchronously() async throws {
    let collected = Collected()
    let emitter = collected.emitter()
    await #expect(throws: CancellationError.self) {
      try await withScope("job", emitter: emitter) {
        await Task.yield()
        throw CancellationError()
      }
    }
    emitter.flush()
    #expect(try collected.objects().first?["error"] as? String == "CancellationError")
  }

  @Test("a timer that calls itself counts every call, and may exceed its scope")
  func recursion() {
    func descend(_ depth: Int) {
      timer("f") { if depth > 0 { descend(depth - 1) } }
    }
    let recorder = Recorder()
    recorder.record { descend(9) }
    let calls = recorder.result()[timer: "f"]
    #expect(calls?.count == 10)
    #expect(calls.map { $0.total > $0.longest } == true)
  }

  @Test("nothing is kept for ever: a table that met tag values that never repeat is emptied")
  func noCache() {
    var table = MetricTable(seed: 1)
    for id in 0..<20_000 {
      table.add(1, to: "k", tags: ["id": id])
      table.reset()
      #expect(table.count <= MetricTable.keptMax)
    }
  }

  @Test("child tasks and Task { } count for the recording; detached tasks and threads do not")
  func tasks() async {
    let recorder = Recorder()
    await recorder.record {
      async let child: Void = incr("child")
      await child
      await withTaskGroup { group in
        for _ in 0..<3 { group.addTask { incr("group") } }
      }
      await Task { incr("unstructured") }.value
      await Task.detached { incr("detached") }.value
      await withCheckedContinuation { continuation in
        Thread {
          incr("thread")
          continuation.resume()
        }.start()
      }
    }
    let result = recorder.result()
    #expect(result.counters.map(\.key) == ["child", "group", "unstructured"])
    #expect(result["group"] == 3)
  }

  @Test("what comes after the recording has ended is not counted anywhere")
  func lateWriter() async {
    let gate = AsyncStream.makeStream(of: Void.self)
    let recorder = Recorder()
    let late = recorder.record {
      Task {
        for await _ in gate.stream {}
        incr("late")
        Scope.current?.tag("late", true)
      }
    }
    let next = Recorder()
    await next.record {
      gate.continuation.finish()
      await late.value
    }
    #expect(recorder.result().counters.isEmpty)
    #expect(next.result().counters.isEmpty)
  }
}
