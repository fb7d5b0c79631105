import Datagram
import Foundation
import ScopedStatsTesting
import Testing

@testable import ScopedStats

@Suite("Lines")
struct LineTests {
  private func line(
    _ name: String, tags: Tags = [:], _ body: () -> Void
  ) throws -> [String: Any] {
    let collected = Collected()
    let emitter = collected.emitter()
    withScope(name, tags: tags, emitter: emitter, body)
    emitter.flush()
    #expect(collected.datagrams.count == 1)
    #expect(collected.datagrams[0].hasSuffix("}\n"))
    return try #require(try collected.objects().first)
  }

  @Test("a line says all that is known of its scope")
  func wholeLine() throws {
    let before = Date().timeIntervalSince1970
    let object = try line("GET /users", tags: ["service": "api", "canary": true, "n": 3]) {
      incr("requests")
      incr("cache.hits", by: 12, tags: ["type": "redis"])
      incr("cache.hits", by: 0.5)
      timer("render") {}
      timer("db.query", tags: ["shard": 2]) {}
      timer("db.query", tags: ["shard": 2]) {}
      Scope.current?.tag("status", 200)
      Scope.current?.tag("n", 4)
      Scope.current?.id = "b1f0"
      Scope.current?.fail("Timeout")
    }
    #expect(object["v"] as? Int == 1)
    #expect(object["scope"] as? String == "GET /users")
    #expect(object["id"] as? String == "b1f0")
    #expect(object["error"] as? String == "Timeout")
    #expect(object["seq"] as? Int == 1)
    #expect((object["src"] as? String)?.isEmpty == false)
    #expect(object["dropped"] == nil && object["weight"] == nil && object["trimmed"] == nil)
    let duration = try #require(object["dur"] as? Double)
    let end = try #require(object["end"] as? Double)
    #expect(duration > 0 && duration < 60)
    #expect(abs(end - before) < 60)
    let tags = try #require(object["tags"] as? [String: Any])
    #expect(tags.keys.sorted() == ["canary", "n", "service", "status"])
    #expect(tags["service"] as? String == "api")
    #expect(tags["canary"] as? Bool == true)
    #expect(tags["n"] as? Int == 4)
    let counters = try #require(object["counters"] as? [String: Any])
    #expect(counters["requests"] as? Int == 1)
    let hits = try #require(counters["cache.hits"] as? [[String: Any]])
    #expect(hits.map { $0["value"] as? Double } == [12, 0.5])
    #expect(hits.map { $0["tags"] as? [String: String] } == [["type": "redis"], nil])
    let timers = try #require(object["timers"] as? [String: Any])
    let render = try #require(timers["render"] as? [String: Double])
    #expect(render["count"] == 1 && render["max_dur"] == nil && (render["total_dur"] ?? -1) >= 0)
    let query = try #require((timers["db.query"] as? [[String: Any]])?.first)
    #expect(query["count"] as? Int == 2)
    #expect(query["tags"] as? [String: Int] == ["shard": 2])
    let longest = try #require(query["max_dur"] as? Double)
    #expect(longest <= query["total_dur"] as? Double ?? -1)
  }

  @Test(
    "any text comes through as it is",
    arguments: [
      "plain", "quote \" backslash \\ slash /", "line\nfeed\ttab\rreturn", "\u{0}\u{1}\u{1F}\u{7F}",
      "größer 漢字 🙂", String(repeating: "x", count: 256),
    ])
  func escaping(text: String) throws {
    let object = try line(text, tags: [text: text]) {
      incr(text, tags: [text: text])
      Scope.current?.id = text
      Scope.current?.fail(text)
    }
    #expect(object["scope"] as? String == text)
    #expect(object["id"] as? String == text)
    #expect(object["error"] as? String == text)
    #expect(object["tags"] as? [String: String] == [text: text])
    let entries = (object["counters"] as? [String: [[String: Any]]])?[text]
    #expect(entries?.first?["tags"] as? [String: String] == [text: text])
  }

  @Test("a text that is too long is cut at a character")
  func cutting() throws {
    let object = try line(String(repeating: "a", count: 255) + "漢") {}
    #expect(object["scope"] as? String == String(repeating: "a", count: 255))
  }

  @Test("a scope without a name has one on the wire, for a line needs one")
  func unnamed() throws {
    #expect(try line("") {}["scope"] as? String == "unnamed")
  }

  @Test(
    "durations keep their digits",
    arguments: [
      (0, "0"), (1, "0.000000001"), (300, "0.0000003"), (999_999, "0.000999999"),
      (1_000_000, "0.001"), (1_234_499, "0.001234"), (1_234_500, "0.001235"),
      (12_340_000, "0.01234"), (999_999_999, "1"), (3_200_000_000, "3.2"),
      (18_446_744_073_709_551_615, "18446744073.709552"),
    ] as [(UInt64, String)])
  func seconds(nanoseconds: UInt64, text: String) {
    var writer = LineWriter()
    writer.append(secondsOfNanoseconds: nanoseconds)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
  }

  @Test(
    "numbers are written so that they are read as the same",
    arguments: [
      0, -0.0, 1, -1, 0.1, 1e-300, 1.7e308, 9_007_199_254_740_992, 9_007_199_254_740_994, -2.5e-7,
      123_456_789_012,
    ] as [Double])
  func numbers(number: Double) {
    var writer = LineWriter()
    writer.append(number)
    let text = String(decoding: writer.bytes, as: UTF8.self)
    #expect(Double(text) == number)
    let data = Data("[\(text)]".utf8)
    #expect((try? JSONSerialization.jsonObject(with: data) as? [Double]) == [number])
  }

  @Test(
    "whole numbers have all their digits", arguments: [0, 9, 10, 99, 100, 12_345, Int.max, .min])
  func wholeNumbers(number: Int) {
    var writer = LineWriter()
    writer.append(number)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == String(number))
    writer.clear()
    writer.append(UInt64.max)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == String(UInt64.max))
  }

  @Test("metrics of one key are one field, in whatever order they come")
  func groups() throws {
    for _ in 0..<3 {
      let object = try line("s") {
        incr("a", by: 1)
        incr("b", by: 2, tags: ["x": "\"quoted\""])
        incr("a", by: 3, tags: ["x": 1])
        timer("a", tags: ["y": 1]) {}
        incr("b", by: 4)
        incr("a", by: 5, tags: ["x": 1, "y": 2])
        for _ in 0..<1_001 { timer("a") {} }
      }
      let counters = try #require(object["counters"] as? [String: [[String: Any]]])
      #expect(counters["a"]?.map { $0["value"] as? Int } == [1, 3, 5])
      #expect(counters["a"]?.map { ($0["tags"] as? [String: Int])?.count } == [nil, 1, 2])
      #expect(counters["b"]?.map { $0["value"] as? Int } == [2, 4])
      #expect(counters["b"]?[0]["tags"] as? [String: String] == ["x": "\"quoted\""])
      let calls = try #require((object["timers"] as? [String: [[String: Any]]])?["a"])
      #expect(calls.map { $0["count"] as? Int } == [1, 1_001])
      #expect(calls.map { ($0["tags"] as? [String: Int])?.count } == [1, nil])
      #expect(calls.map { $0["max_dur"] == nil } == [true, false])
    }
  }

  @Test("what is kept of the texts of a line counts against what a table may hold")
  func keptTexts() {
    var table = MetricTable(seed: 1)
    let escaped = String(repeating: "\u{1}", count: 250)
    for index in 0..<100 { table.add(1, to: "\(index)" + escaped, tags: [:]) }
    table.reset()
    #expect(table.count == 100)
    for index in 0..<100 { table.add(1, to: "\(index)" + escaped, tags: [:]) }
    table.renderTexts()
    table.reset()
    #expect(table.count == 0)
  }

  @Test("a sum past what a number can be is sent as the greatest one")
  func overflow() throws {
    let object = try line("s") { for _ in 0..<3 { incr("k", by: 1e308) } }
    #expect((object["counters"] as? [String: Double])?["k"] == 1.7e308)
  }

  @Test("infinite sums of several threads add up to a number")
  func overflowOnBothSides() throws {
    let recorder = Recorder()
    recorder.record {
      let recording = Recording.current
      DispatchQueue.concurrentPerform(iterations: 8) { thread in
        recording.adopt {
          for _ in 0..<3 { incr("k", by: thread % 2 == 0 ? 1e308 : -1e308) }
        }
      }
      withScope("inner", emitter: ScopeSink().emitter) { for _ in 0..<3 { incr("up", by: 1e308) } }
      withScope("inner", emitter: ScopeSink().emitter) { for _ in 0..<3 { incr("up", by: 1e308) } }
    }
    var above = MetricTable(seed: 1)
    var below = MetricTable(seed: 1)
    for _ in 0..<3 {
      above.add(1e308, to: "k")
      below.add(-1e308, to: "k")
    }
    above.add(below)
    #expect(above.metrics[0].sum == 0)
    let result = recorder.result()
    #expect(result["k"]?.isFinite == true)
    #expect(result["up"] == 1.7e308)
    #expect(throws: Never.self) { try JSONEncoder().encode(result) }
  }

  @Test("times and calls past what can be counted stay at the greatest, in every sum")
  func timesSaturate() throws {
    let recorder = Recorder()
    recorder.record {
      let times = MetricTimer("t")
      times.add(.seconds(Int64.max))
      for _ in 0..<2 { times.add(.seconds(10)) }
      times.add(.seconds(-1))
    }
    let calls = try #require(recorder.result()[timer: "t"])
    #expect(calls.count == 4)
    #expect(calls.total == .nanoseconds(Int64.max))
    let most = TimerCalls(count: .max, total: .zero, longest: .zero)
    #expect(most.adding(calls).count == .max)
  }

  @Test("a counter may be negative, and one of nought is there")
  func negative() throws {
    let object = try line("s") {
      incr("below", by: -2.5)
      incr("nought", by: 0)
    }
    #expect(object["counters"] as? [String: Double] == ["below": -2.5, "nought": 0])
  }

  @Test("an empty kind of error is one too")
  func emptyError() throws {
    #expect(try line("s") { Scope.current?.fail("") }["error"] as? String == "error")
  }

  @Test("texts of a megabyte are cut on the wire, and not kept afterwards")
  func hugeTexts() throws {
    let huge = String(repeating: "\u{1}漢", count: 250_000)
    let object = try line(huge, tags: [huge: huge]) { incr(huge, tags: ["value": huge]) }
    #expect((object["scope"] as? String)?.utf8.count == 256)
    #expect(((object["tags"] as? [String: String])?.first?.value)?.utf8.count == 256)
    var table = MetricTable(seed: 1)
    table.add(1, to: huge, tags: ["value": huge])
    table.reset()
    #expect(table.count == 0)
  }

  @Test("a line that is too long loses its smallest metrics, and says how many")
  func trimming() throws {
    let object = try line("s") {
      for index in 0..<4_000 { incr("a counter with quite a long key \(index)", by: index) }
      timer("the timer") {}
    }
    let counters = try #require(object["counters"] as? [String: Int])
    let trimmed = try #require(object["trimmed"] as? Int)
    #expect(counters.count + trimmed == 4_000)
    #expect(counters.values.min() == trimmed)
    #expect((object["timers"] as? [String: Any])?.keys.contains("the timer") == true)
  }

  @Test("metrics that did not fit the recording are counted as trimmed")
  func leftOut() throws {
    let object = try line("s") { for index in 0..<4_100 { incr("\(index)") } }
    #expect((object["trimmed"] as? Int ?? 0) >= 4)
  }

  @Test("lines are packed into datagrams, none larger than may be, a long one alone")
  func packing() throws {
    let collected = Collected()
    let emitter = collected.emitter(payloadBytes: 1_432)
    for index in 0..<100 {
      withScope("s", emitter: emitter) {
        if index == 50 { for key in 0..<200 { incr("some key \(key)") } }
      }
    }
    emitter.flush()
    let long = collected.datagrams.filter { $0.utf8.count > 1_432 }
    #expect(long.count == 1)
    #expect(long[0].split(separator: "\n").count == 1)
    #expect(try collected.objects().compactMap { $0["seq"] as? Int } == Array(1...100))
    let mostLines = collected.datagrams.map { $0.split(separator: "\n").count }.max()
    #expect((mostLines ?? 0) > 10)
  }
}
