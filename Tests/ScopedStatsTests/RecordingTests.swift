import ScopedStats
import Testing

private enum Plan: String, TagConvertible { case free, paid }

@Suite("Recording")
struct RecordingTests {
  @Test("counters take whole and broken amounts, and ignore what is no number")
  func amounts() {
    let recorder = Recorder()
    let count = 7
    recorder.record {
      incr("a")
      incr("a", by: 2)
      incr("a", by: count)
      incr("a", by: 0.5)
      incr("a", by: -Double.infinity)
      incr("a", by: .nan)
    }
    #expect(recorder.result()["a"] == 10.5)
  }

  @Test("tags tell counters apart, in whatever order they are given")
  func tags() {
    let recorder = Recorder()
    recorder.record {
      for value in ["x", "y"] {
        incr("k", tags: ["v": value])
        incr("k", by: 1, tags: ["v": value, "n": 1])
        incr("k", by: 1.0, tags: ["n": 1, "v": value])
        incr("k", tags: ["a": 1, "b": true, "c": "c", "v": value])
        incr("k", tags: ["v": value, "c": "c", "b": true, "a": 1])
      }
      incr("k")
    }
    let result = recorder.result()
    #expect(result["k"] == 11)
    #expect(result["k", ["v": "x"]] == 5)
    #expect(result["k", ["n": "1"]] == 4)
    #expect(result.counters.count == 7)
    #expect(result.counters.map(\.sum).sorted() == [1, 1, 1, 2, 2, 2, 2])
  }

  @Test("any kind of value may stand in tags")
  func values() {
    let status: UInt16 = 204
    let part = "abc".dropFirst()
    let tags: Tags = [
      "string": "s", "int": status, "double": 0.5, "float": Float(0.25), "bool": false,
      "plan": Plan.paid, "part": part, "static": StaticString("x"),
    ]
    #expect(tags["string"] == .string("s"))
    #expect(tags["int"] == .int(204))
    #expect(tags["double"] == .double(0.5))
    #expect(tags["float"] == .double(0.25))
    #expect(tags["bool"] == .bool(false))
    #expect(tags["plan"] == .string("paid"))
    #expect(tags["part"] == .string("bc"))
    #expect(tags["none"] == nil)
    #expect(tags.count == 8)
    #expect(Tags(["b": 1, "a": "x"]).description == "a=x b=1")
  }

  @Test("a tag that is not a number is one counter, however often it is counted")
  func tagThatIsNoNumber() {
    let recorder = Recorder()
    recorder.record {
      for _ in 0..<3 { incr("k", tags: ["ratio": Double.nan]) }
    }
    #expect(recorder.result().counters.map(\.sum) == [3])
  }

  @Test("a tag given twice has its last value, and can be taken away")
  func changingTags() {
    var tags: Tags = ["a": 1, "b": 2, "a": 3, "c": 4, "c": 5]
    #expect(tags == ["c": 5, "b": 2, "a": 3])
    tags["b"] = nil
    tags["d"] = "x"
    #expect(tags == ["a": 3, "c": 5, "d": "x"])
    #expect(tags.overlaid(with: ["a": 1]) == ["a": 1, "c": 5, "d": "x"])
    #expect(Set([tags, ["d": "x", "c": 5, "a": 3]]).count == 1)
  }

  @Test("a key made while the program runs is the same as a literal of the same text")
  func dynamicKeys() async {
    let recorder = Recorder()
    await recorder.record {
      for _ in 0..<3 {
        incr("key." + String("dynamic"))
        incr("key.dynamic")
        timer("time." + String("dynamic"), tags: ["a": 1]) {}
        timer("time.dynamic", tags: ["a": 1]) {}
        await timer("time." + String("dynamic")) { await Task.yield() }
        await timer("time.dynamic", tags: ["a": 1]) { await Task.yield() }
      }
    }
    let result = recorder.result()
    #expect(result.counters.map(\.sum) == [6])
    #expect(result.timers.map(\.calls.count) == [3, 9])
  }

  @Test("what a body returns comes through, synchronous or not, from wherever it runs")
  @MainActor
  func returns() async {
    var calls = 0
    let recorder = Recorder()
    let sum = await recorder.record {
      MainActor.assertIsolated()
      calls += 1
      let a = timer("t") { 1 }
      let b = await timer("t") {
        MainActor.assertIsolated()
        calls += 1
        return await Task { 2 }.value
      }
      let c = await timer("t" + "u") { await Task { 4 }.value }
      let d = await withScope("inner", emitter: Emitter(policy: .never, scopes: { _ in })) {
        MainActor.assertIsolated()
        return await Task { 8 }.value
      }
      return a + b + c + d
    }
    #expect(sum == 15)
    #expect(calls == 2)
  }

  @Test("scope tags belong to every metric of the scope when it is filtered")
  func effectiveTags() {
    let recorder = Recorder()
    for shard in 1...2 {
      recorder.record(tags: ["shard": shard, "host": "a"]) {
        incr("k", by: shard)
        incr("k", by: 10, tags: ["host": "b"])
      }
    }
    #expect(recorder.result()["k"] == 23)
    #expect(recorder.result(filter: ["shard": 2])["k"] == 12)
    #expect(recorder.result(filter: ["host": "a"])["k"] == 3)
    #expect(recorder.result(filter: ["host": "b", "shard": 1])["k"] == 10)
  }

  @Test("a recorder that lives long keeps its sums exact when its tags never repeat")
  func manyTagSets() {
    let recorder = Recorder()
    for id in 0..<1_000 {
      recorder.record(tags: ["id": id]) { incr("k", tags: ["own": id % 3]) }
    }
    let result = recorder.result()
    #expect(result["k"] == 1_000)
    #expect(result.recordings == 1_000)
    #expect(result.counters.count == 3)
  }

  @Test("past its limit of tag sets a recording counts into the key without tags")
  func manyMetrics() {
    let recorder = Recorder()
    recorder.record {
      for id in 0..<10_000 {
        incr("k", tags: ["id": id])
        timer("t", tags: ["id": "\(id)"]) {}
      }
    }
    let result = recorder.result()
    #expect(result["k"] == 10_000)
    #expect(result[timer: "t"]?.count == 10_000)
    #expect(result.counters.count + result.timers.count <= 4_096)
  }

  @Test("a table that met too many metrics starts anew, and still counts right")
  func manyKeys() {
    for round in 0..<3 {
      let recorder = Recorder()
      recorder.record { for id in 0..<5_000 { incr("key \(id)", by: round) } }
      #expect(recorder.result().counters.count == 4_096)
      #expect(recorder.result()["key 17"] == Double(round))
    }
  }

  @Test("the description says what was counted")
  func description() {
    let recorder = Recorder()
    recorder.record {
      incr("b", by: 1.5)
      incr("a", tags: ["x": 1, "c": "d"])
      timer("t") {}
    }
    let lines = recorder.result().description.split(separator: "\n")
    #expect(lines[0].hasPrefix("total "))
    #expect(lines[1] == "a c=d x=1: 1")
    #expect(lines[2] == "b: 1.5")
    #expect(lines[3].hasPrefix("t: 1 call, "))
  }
}
