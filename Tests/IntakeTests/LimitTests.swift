import Testing

@testable import Intake

@Suite("Limits, and what happens at them")
struct LimitTests {
  @Test("a text of 256 bytes is kept, a longer one is cut between two characters and counted")
  func textLength() {
    let fits = String(repeating: "é", count: 128)
    let delivery = Sink.delivery(
      of: "{\"scope\":\"\(fits)\",\"dur\":1,\"tags\":{\"k\":\"a\(fits)\"}}")
    #expect(delivery.additions.strings.contains(fits))
    #expect(delivery.additions.strings.contains("a" + fits.dropLast()))
    #expect(delivery.tally.cut.count == 1)
    #expect(delivery.tally.cut.lastSample.hasPrefix("aéé"))
    #expect(delivery.tally.accepted == 1)
  }

  @Test("names, keys, values, ids and errors are cut alike", arguments: [300, 257, 256])
  func everyText(length: Int) {
    let text = String(repeating: "x", count: length)
    let line = """
      {"scope":"\(text)","dur":1,"id":"\(text)","error":"\(text)","tags":{"\(text)":"\(text)"},\
      "counters":{"\(text)":1},"timers":{"\(text)":{"count":1,"total_dur":1}},"stats":{"\(text)":1}}
      """
    let delivery = Sink.delivery(of: line)
    #expect(delivery.additions.strings == ["…other", String(repeating: "x", count: 256)])
    #expect(delivery.chunk?.id(ofRow: 0)?.utf8.count == 256)
    #expect(delivery.tally.cut.count == (length > 256 ? 8 : 0))
  }

  @Test(
    "names are at most a fixed part of a small budget of memory",
    arguments: [(8 << 20, 3_125), (128 << 20, 50_000), (256 << 20, 100_000), (Int.max, 100_000)])
  func budget(memoryBytes: Int, strings: Int) {
    #expect(Limits(memoryBytes: memoryBytes).strings == strings)
    #expect(Limits(memoryBytes: memoryBytes).series == strings * 2)
  }

  @Test("the 65th tag of a set is left out and counted")
  func tagsPerSet() {
    func tags(_ count: Int) -> String {
      (0..<count).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
    }
    let full = Sink.delivery(of: "{\"scope\":\"a\",\"dur\":1,\"tags\":{\(tags(64))}}")
    let over = Sink.delivery(of: "{\"scope\":\"a\",\"dur\":1,\"tags\":{\(tags(66))}}")
    #expect(full.additions.tagSets.last?.count == 64)
    #expect(full.tally.cut.count == 0)
    #expect(over.additions.tagSets.last?.count == 64)
    #expect(over.tally.cut.count == 2)
  }

  @Test("the 4,097th metric of a scope is left out and counted")
  func metricsPerScope() {
    let counters = (0..<4_095).map { "\"c\($0)\":1" }.joined(separator: ",")
    let timer = "{\"count\":1,\"total_dur\":1}"
    let delivery = Sink.delivery(
      of:
        "{\"scope\":\"a\",\"dur\":1,\"counters\":{\(counters)},\"timers\":{\"t\":\(timer),\"u\":\(timer)}}"
    )
    #expect(delivery.chunk?.metrics(ofRow: 0).count == 4_096)
    #expect(delivery.tally.cut.count == 1)
    #expect(delivery.tally.accepted == 1)
  }

  @Test("a line of 65,535 bytes is read, one byte more is cut", arguments: [65_535, 65_536])
  func lineLength(length: Int) {
    let head = "{\"scope\":\"a\",\"dur\":1,\"x\":\""
    let filler = String(repeating: "x", count: length - head.utf8.count - 2)
    let delivery = Sink.delivery(of: "\(head)\(filler)\"}\n{\"scope\":\"b\",\"dur\":1}\n")
    #expect(delivery.chunk?.count == (length == 65_535 ? 2 : 1))
    #expect(delivery.tally.rejected[.cut]?.count == (length == 65_535 ? nil : 1))
  }

  @Test("of a datagram that the socket cut, the whole lines count and the rest is cut")
  func cutDatagram() {
    let lines = "{\"scope\":\"a\",\"dur\":1}\n{\"scope\":\"b\",\"dur\":1}\n{\"scope\":\"c\",\"du"
    let delivery = Sink.delivery(of: lines, isCut: true)
    #expect(delivery.chunk?.count == 2)
    #expect(delivery.tally.rejected[.cut]?.count == 1)
    #expect(delivery.tally.rejected[.cut]?.lastSample == "{\"scope\":\"c\",\"du")
    #expect(delivery.tally.lines == 3)
  }

  @Test("every way of cutting a datagram short is survived, and no line but the cut one is lost")
  func everyCut() {
    let line = Array(
      "{\"scope\":\"a\",\"dur\":1,\"tags\":{\"k\":\"v\"},\"counters\":{\"c\":12}}\n".utf8)
    for length in 0..<line.count {
      let delivery = Sink.delivery(of: line + line.prefix(length), isCut: true)
      #expect(delivery.chunk?.count == 1)
      #expect(delivery.tally.rejected[.cut]?.count == 1)
    }
  }

  @Test("a rejected line leaves nothing behind in the chunk")
  func rollBack() {
    let bad = "{\"scope\":\"a\",\"id\":\"x\",\"counters\":{\"c\":1,\"d\":2},\"timers\":{\"t\":7}}"
    let good = "{\"scope\":\"b\",\"dur\":1,\"counters\":{\"c\":5}}"
    let scopes = Sink.scopes(of: "\(bad)\n\(good)\n\(bad)\n")
    #expect(scopes.map(\.description) == ["b | 1 s | c 5"])
    #expect(scopes.first?.id == nil)
  }

  @Test("an end more than a minute off is not believed live, and is from a recording")
  func skew() {
    let now = Sink.now.microseconds
    let second = 1_000_000
    let cases: [(offset: Int, isBelieved: Bool)] = [
      (0, true), (60, true), (-60, true), (61, false), (-61, false), (-1_000_000, false),
    ]
    for (offset, isBelieved) in cases {
      let end = now + Int64(offset * second)
      let line = "{\"scope\":\"a\",\"dur\":1,\"end\":\(Double(end) / 1e6)}"
      let live = Sink.delivery(of: line)
      #expect(live.chunk?.endMicroseconds == [isBelieved ? end : now])
      #expect(live.tally.skewed.count == (isBelieved ? 0 : 1))
      let recorded = Sink.delivery(of: line, clock: .recorded)
      #expect(recorded.chunk?.endMicroseconds == [end])
      #expect(recorded.tally.skewed.count == 0)
    }
  }

  @Test("lines of a newer version are read and counted")
  func newer() {
    let delivery = Sink.delivery(of: "{\"scope\":\"a\",\"dur\":1,\"v\":2,\"src\":\"me\"}")
    #expect(delivery.chunk?.count == 1)
    #expect(delivery.tally.newer.count == 1)
    #expect(delivery.tally.newer.lastSender == "me")
    #expect(delivery.tally.newer.lastSeen == Sink.now)
  }

  @Test("samples are cut at 200 bytes and hold nothing that a terminal obeys")
  func samples() throws {
    let line = "\u{1B}[2J\u{202E}" + String(repeating: "é", count: 200)
    let delivery = Sink.delivery(of: Array(line.utf8) + [0xFF, 0x0A])
    let problem = try #require(delivery.tally.rejected[.notUTF8])
    #expect(problem.lastSample.utf8.count <= 200)
    #expect(problem.lastSample.hasPrefix("\u{FFFD}[2J\u{FFFD}éé"))
  }

  @Test(
    "what was wrong with a line is told by the keys on the way there",
    arguments: [
      (#"{"scope":5,"dur":1}"#, "scope"),
      (#"{"scope":"a","dur":"1"}"#, "dur"),
      (#"{"dur":-1,"scope":"a"}"#, "dur"),
      (#"{"scope":"a","dur":1,"tags":{"x":1,"host":[1]}}"#, "tags.host"),
      (#"{"scope":"a","dur":1,"counters":{"rows":"9"}}"#, "counters.rows"),
      (
        #"{"scope":"a","dur":1,"counters":{"hits":[{"value":1},{"tags":{"a":"b"}}]}}"#,
        "counters.hits"
      ),
      (
        #"{"scope":"a","dur":1,"timers":{"q":{"count":1,"total_dur":1},"db":{"count":2,"sum":0.005}}}"#,
        "timers.db"
      ),
      (#"{"scope":"a","dur":1,"timers":{"db":{"count":-2,"total_dur":1}}}"#, "timers.db.count"),
      (
        #"{"scope":"a","dur":1,"timers":{"db":{"count":2,"total_dur":"x"}}}"#, "timers.db"
      ),
      (#"{"scope":"a","dur":1,"timers":{"d\u001b\"b":{"count":2}}}"#, #"timers.d\u001b\"b"#),
      (#"{"scope":"a","dur":1,"weight":0}"#, "weight"),
      (#"{"scope":"a","dur":1,"stats":{"k.count":1,"k.total_dur":"x"}}"#, "stats.k.total_dur"),
    ])
  func placeOfTrouble(_ line: String, _ place: String) throws {
    let tally = Sink.delivery(of: line).tally
    #expect(tally.rejected.count == 1)
    #expect(tally.rejected.values.first?.lastPlace == place)
  }
}
