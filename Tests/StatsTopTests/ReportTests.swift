import Foundation
import Testing

/// `stats-top report`, as scripts use it.
@Suite("Reports")
struct ReportTests {
  static let lines = """
    {"scope":"GET /users","dur":0.1,"end":1000,"tags":{"host":"a","status":200},"counters":{"db.queries":3},"timers":{"db.query":{"count":3,"total_dur":0.06,"max_dur":0.04}}}
    {"scope":"GET /users","dur":0.3,"end":1005,"tags":{"host":"b","status":200},"counters":{"db.queries":5},"timers":{"db.query":[{"count":5,"total_dur":0.2,"tags":{"shard":"2"}}]}}
    {"scope":"GET /users","dur":0.2,"end":1010,"weight":2,"tags":{"host":"a","status":500},"error":"Timeout"}
    {"scope":"backup","dur":3.2,"end":1003,"id":"b1"}
    {"scope":"nothing"}
    not json
    """

  private func json(_ arguments: [String], _ input: String = lines) throws -> [String: Any] {
    let run = try runProgram(["report", "-", "--format", "json"] + arguments, input: input)
    #expect(run.status == 0, "\(run.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    return try #require(object as? [String: Any])
  }

  private func scopes(_ report: [String: Any]) throws -> [[String: Any]] {
    try #require(report["scopes"] as? [[String: Any]])
  }

  @Test(
    "a negative number is refused as what it is, not as a missing one",
    arguments: [
      (["report", "-", "--limit", "-3"], "--limit is not negative."),
      (["emit", "x", "--dur", "-5"], "The value '-5' is invalid for '--dur <duration>'"),
      (["emit", "x", "--dur=-1s"], "it is a length of time such as 120ms, 3.2s or 2m."),
      (["demo", "--rate", "-1"], "--rate is more than 0 and at most 1000000."),
    ])
  func negativeNumbers(_ arguments: [String], _ sentence: String) throws {
    let run = try runProgram(arguments, input: "")
    #expect(run.status == 64)
    #expect(run.errors.contains(sentence), "\(run.errors)")
  }

  @Test("one entry a scope name, its tag sets together, slowest p99 first")
  func entries() throws {
    let report = try json([])
    let scopes = try scopes(report)
    #expect(scopes.map { $0["scope"] as? String } == ["backup", "GET /users"])
    #expect(report["window_seconds"] as? Double == 10)
    let users = scopes[1]
    #expect(users["count"] as? Double == 4)
    #expect(users["rate"] as? Double == 0.4)
    #expect(users["p50"] as? Double == 0.2)
    #expect(users["p99"] as? Double == 0.3)
    #expect(users["max"] as? Double == 0.3)
    #expect(users["mean"] as? Double == 0.2)
    #expect(users["total"] as? Double == 0.8)
    #expect(users["errors"] as? Double == 2)
  }

  @Test(
    "where scopes don't say when they finished, there are no rates, and none is judged",
    arguments: [
      (#"{"scope":"a","dur":1}"#, "2 lines without an end"),
      (#"{"scope":"a","dur":1,"end":1000}"#, "all scopes finished at one moment"),
    ])
  func undated(_ line: String, _ reason: String) throws {
    let input = line + "\n" + line + "\n"
    let report = try json([], input)
    #expect(report["window_seconds"] == nil)
    #expect(try scopes(report)[0]["rate"] == nil)
    let run = try runProgram(["report", "-", "--fail-if", "rate<10/s"], input: input)
    #expect(run.status == 65)
    #expect(run.output.contains("2     –"))
    #expect(
      run.errors.contains("rate<10/s cannot be judged, since there are no rates: \(reason)."))
  }

  @Test("metrics are there by key and tags, with sums, counts and seconds")
  func metrics() throws {
    let users = try scopes(json([]))[1]
    let counters = try #require(users["counters"] as? [[String: Any]])
    #expect(counters.count == 1)
    #expect(counters[0]["key"] as? String == "db.queries")
    #expect(counters[0]["sum"] as? Double == 8)
    #expect(counters[0]["per_scope"] as? Double == 2)
    let timers = try #require(users["timers"] as? [[String: Any]])
    #expect(timers.count == 2)
    #expect(timers[0]["tags"] as? [String: String] == ["shard": "2"])
    #expect(timers[0]["count"] as? Double == 5)
    #expect(timers[0]["total_dur"] as? Double == 0.2)
    #expect(timers[1]["max_dur"] as? Double == 0.04)
  }

  @Test("the slowest scopes are there whole, in wire form")
  func slowest() throws {
    let backup = try scopes(json([]))[0]
    let slowest = try #require(backup["slowest"] as? [[String: Any]])
    #expect(slowest.count == 1)
    #expect(slowest[0]["scope"] as? String == "backup")
    #expect(slowest[0]["dur"] as? Double == 3.2)
    #expect(slowest[0]["end"] as? Double == 1003)
    #expect(slowest[0]["id"] as? String == "b1")
  }

  @Test("what became of every line is told")
  func intake() throws {
    let intake = try #require(json([])["intake"] as? [String: Any])
    #expect(intake["lines"] as? Int == 6)
    #expect(intake["accepted"] as? Int == 4)
    #expect(intake["rejected"] as? [String: Int] == ["missing_dur": 1, "not_json": 1])
    #expect(intake["lost"] as? Int == 0)
  }

  @Test("filters and groups are those of the screen")
  func filterAndGroup() throws {
    let filtered = try scopes(json(["--filter", "shard=2"]))
    #expect(filtered.map { $0["count"] as? Double } == [1])
    let grouped = try scopes(json(["--group-by", "host", "--sort", "count"]))
    #expect(grouped.map { $0["count"] as? Double } == [3, 1, 1])
    #expect(grouped[0]["tags"] as? [String: String] == ["host": "a"])
  }

  @Test("a limit leaves the first")
  func limit() throws {
    #expect(try scopes(json(["--limit", "1"])).map { $0["scope"] as? String } == ["backup"])
  }

  @Test("CSV has a line of names and a line a group")
  func csv() throws {
    let run = try runProgram(["report", "-", "--format", "csv"], input: Self.lines)
    let lines = run.output.split(separator: "\n")
    #expect(lines[0] == "scope,count,rate,p50,p90,p99,max,mean,total,errors,above")
    #expect(lines[1] == "backup,1,0.1,3.2,3.2,3.2,3.2,3.2,3.2,0,2.7")
    #expect(lines.count == 3)
  }

  @Test(
    "a name that a spreadsheet would calculate is text in CSV", arguments: ["=", "+", "-", "@"])
  func formulas(sign: String) throws {
    let run = try runProgram(
      ["report", "-", "--format", "csv"], input: #"{"scope":"\#(sign)1+1","dur":1}"#)
    #expect(run.output.contains("\n\"'\(sign)1+1\",1,"), "\(run.output)")
  }

  @Test("hostile names reach neither table nor CSV nor JSON", arguments: ["table", "csv", "json"])
  func hostile(format: String) throws {
    let line = #"{"scope":"a\u001b[2J\u009b\u202e\"b","dur":1}"#
    let run = try runProgram(["report", "-", "--format", format], input: line)
    #expect(run.status == 0)
    let isClean = run.output.unicodeScalars.allSatisfy {
      $0 == "\n" || $0.properties.generalCategory != .control && $0 != "\u{202E}"
    }
    #expect(isClean, "\(run.output)")
  }

  @Test("lines of any length are read in blocks, and the last may lack its end")
  func blocks() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let long = #"{"scope":"long","dur":1,"id":""# + String(repeating: "x", count: 3 << 20) + "\"}\n"
    let many = String(repeating: "{\"scope\":\"s\",\"dur\":1}\n", count: 100_000)
    let file = folder.file("recording.jsonl", many + long + many + #"{"scope":"last","dur":1}"#)
    let run = try runProgram(["report", file.path, "--format", "json"])
    #expect(run.output.contains(#""accepted":200001"#), "\(run.errors)")
    #expect(run.output.contains(#""rejected":{"cut":1}"#))
  }

  @Test(
    "mistakes are one sentence and an exit code",
    arguments: [
      (["report"], 64, "Name a file"), (["report", "-", "--filter", "dur>"], 64, "dur>"),
      (["report", "/no/such/file"], 66, "/no/such/file"),
      (["report", "--listen", "127.0.0.1:99999", "--for", "1s"], 64, "99999"),
      (["report", "-", "--format", "xml"], 64, "xml"), (["live"], 69, "terminal"),
      (["emit", "x", "--dur", "soon"], 64, "soon"), (["demo", "--for", "2s"], 64, "--to"),
      (["repotr", "x"], 64, "\"repotr\" is no command"), (["--thme", "dark"], 64, "'--theme'"),
    ])
  func mistakes(arguments: [String], status: Int32, words: String) throws {
    let run = try runProgram(arguments)
    #expect(run.status == status)
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test("a file without a single scope is bad input")
  func badInput() throws {
    let run = try runProgram(["report", "-"], input: "one\ntwo\n")
    #expect(run.status == 65)
    #expect(run.errors.contains("JSON"))
  }

  @Test("the made-up shop reports without a terminal, with its slow spots on top")
  func demo() throws {
    let run = try runProgram(["demo"])
    #expect(run.status == 0)
    let names = run.output.split(separator: "\n").dropFirst().prefix(3)
    #expect(names.first?.contains("POST /checkout") == true, "\(run.output)")
    #expect(names.contains { $0.contains("nightly-digest") }, "\(run.output)")
  }

  @Test("a report that cannot be written says so", arguments: [["demo"], ["report", "-"]])
  func fullDevice(arguments: [String]) throws {
    let line = "\"$0\" \"$@\" >/dev/full"
    let run = try Command(
      "sh", ["-c", line, Repository.program.path] + arguments, input: Self.lines)
    #expect(run.status == 74)
    #expect(run.errors.contains("could not be written"))
  }

  @Test("a sentence about a hostile name has no control characters")
  func hostileArgument() throws {
    let run = try runProgram(["report", "/no/\u{1B}[31mfile"])
    #expect(run.status == 66)
    #expect(!run.errors.contains("\u{1B}"))
  }
}
