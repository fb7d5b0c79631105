import Intake
import Testing

@testable import Store

@Suite("Why slow: the first line is the cause")
struct WhySlowTests {
  static func explanation(
    _ scopes: [PlainScope], _ filter: String = "", slow: SlowSet = .slowest,
    of key: GroupKey = GroupKey(scope: "pay"), groupBy: [String] = []
  ) throws -> Explanation {
    var world = World()
    world.take(scopes)
    world.now = (scopes.map(\.end).max() ?? 0) + 0.1
    let query = try Query(
      filter: Filter(parsing: filter), groupBy: groupBy, window: .everything)
    return Explanation(of: key, in: query, slow: slow, at: world.moment)
  }

  @Test("over fifty runs of each cause", arguments: SlowCause.allCases)
  func causes(_ cause: SlowCause) throws {
    for seed in 0..<50 {
      let explanation = try Self.explanation(cause.scopes(seed: seed))
      let lines = explanation.findings.map(\.plain)
      let isFound = cause.isFound(by: explanation)
      #expect(isFound, "run \(seed): \(explanation.verdict) \(lines)")
    }
  }

  /// 95 scopes that make 3 calls of 5 ms, and 5 that make 40 of 20 ms; 10 ms each besides.
  static func plain(weight: Double = 1) -> [PlainScope] {
    (0..<100).map { index in
      let isSlow = index % 20 == 7
      let (calls, each): (UInt64, UInt64) = isSlow ? (40, 20_000_000) : (3, 5_000_000)
      var scope = PlainScope(
        name: "pay", tags: ["host": isSlow ? "b" : "a"], end: Double(index) / 10,
        nanoseconds: 10_000_000 + calls * each,
        metrics: [
          .init(key: "db", value: .timer(count: calls, nanoseconds: calls * each)),
          .init(key: "queries", value: .counter(Double(calls))),
        ])
      if isSlow { scope.error = "Timeout" }
      scope.weight = isSlow ? 1 : weight
      return scope
    }
  }

  private static func timer(_ explanation: Explanation) throws -> TimerFinding {
    let timers = explanation.findings.compactMap { finding in
      if case .timer(let timer) = finding.what { timer } else { nil }
    }
    return try #require(timers.first)
  }

  @Test("the extra time is more calls and slower calls together, exactly")
  func split() throws {
    let explanation = try Self.explanation(Self.plain())
    #expect(explanation.slowRows == 5 && explanation.otherRows == 95)
    #expect(explanation.slowMean == .milliseconds(810))
    #expect(explanation.extra == .milliseconds(785))
    let timer = try Self.timer(explanation)
    #expect(timer.extra == .milliseconds(785) && timer.share == 1)
    #expect(timer.moreCalls == .milliseconds(37 * 5))
    #expect(timer.slowerCalls == .milliseconds(40 * 15))
    #expect(timer.moreCalls + timer.slowerCalls == timer.extra)
  }

  @Test("every kind of difference is found, with a filter that parses and finds these scopes")
  func kinds() throws {
    let explanation = try Self.explanation(Self.plain())
    var kinds: Set<String> = []
    for finding in explanation.findings {
      kinds.insert(String(finding.plain.prefix(2)))
      #expect(finding.support == 5)
      let found = try Self.explanation(Self.plain(), finding.terms.joined(separator: " "))
      #expect(found.slowRows + found.otherRows == 5, "\(finding.terms)")
    }
    #expect(kinds == ["db", "ho", "qu", "er"])
  }

  @Test("a tag with which all of them failed says how they ended, and comes after the time")
  func symptoms() throws {
    var scopes = Self.plain()
    for index in scopes.indices where scopes[index].error != nil {
      scopes[index].tags["host"] = "a"
    }
    for index in scopes.indices { scopes[index].tags["status"] = scopes[index].error ?? "200" }
    let explanation = try Self.explanation(scopes)
    guard case .timer = explanation.findings.first?.what else {
      Issue.record("\(explanation.findings.map(\.plain))")
      return
    }
    #expect(explanation.findings.contains { $0.plain.hasPrefix("status=Timeout") })
  }

  @Test("where all fail, failing makes no tag a symptom")
  func allFail() throws {
    var scopes = Self.plain()
    for index in scopes.indices {
      scopes[index].error = "Timeout"
      scopes[index].metrics = []
      scopes[index].tags["shard"] = index % 20 == 7 || index % 10 == 3 ? "2" : "1"
    }
    let explanation = try Self.explanation(scopes)
    let host = try #require(explanation.findings.first { $0.plain.hasPrefix("host=b") })
    #expect(host.score > 0.9, "\(explanation.findings)")
  }

  @Test("weights count in shares, means and how many there are")
  func weights() throws {
    let explanation = try Self.explanation(Self.plain(weight: 3))
    #expect(explanation.otherCount == 285 && explanation.otherRows == 95)
    #expect(explanation.slowCount == 5)
    #expect(explanation.otherMean == .milliseconds(25))
  }

  @Test("nothing is claimed on fewer than five slow scopes, nor against fewer than five others")
  func tooFew() throws {
    let few = try Self.explanation(Array(Self.plain().prefix(80)))
    #expect(few.verdict == .tooFewSlow && few.slowRows == 4 && few.findings.isEmpty)
    let hardly = try Self.explanation(Array(Self.plain().prefix(19)))
    #expect(hardly.verdict == .tooFewSlow && hardly.slowFrom == nil)
    #expect(hardly.mostTime?.timer == MetricName(key: "db", tags: []))
    let alone = try Self.explanation(Self.plain(), slow: .instance(Self.identity(of: 7)))
    #expect(alone.verdict == .explained)
    let hosts = try Self.explanation(Self.plain(), "host=b", slow: .instance(Self.identity(of: 7)))
    #expect(hosts.verdict == .tooFewOthers && hosts.otherRows == 4)
    #expect(try Self.explanation([]).verdict == .noScopes)
    #expect(try Self.explanation(Self.plain(), "host=c").verdict == .noScopes)
    let alike = (0..<50).map { PlainScope(name: "pay", end: Double($0)) }
    #expect(try Self.explanation(alike).verdict == .allAlike)
  }

  private static func identity(of index: Int) -> Instance.Identity {
    let scope = plain()[index]
    return Instance.Identity(
      end: Source.time(scope.end), duration: .nanoseconds(scope.nanoseconds), id: nil)
  }

  @Test("of one instance it says what is unusual, against the typical ones alone")
  func instance() throws {
    let explanation = try Self.explanation(Self.plain(), slow: .instance(Self.identity(of: 27)))
    #expect(explanation.slowRows == 1 && explanation.otherRows == 95)
    #expect(try Self.timer(explanation).slowCalls == 40)
    #expect(explanation.findings.contains { $0.plain.hasPrefix("host=b 0.0") })
    let usual = try Self.explanation(Self.plain(), slow: .instance(Self.identity(of: 1)))
    #expect(usual.verdict == .notSlower && usual.findings.isEmpty)
    var gone = Self.identity(of: 1)
    gone.duration = .seconds(77)
    #expect(try Self.explanation(Self.plain(), slow: .instance(gone)).verdict == .gone)
  }

  @Test("that an instance failed is told by the same measure as the tag that says so too")
  func failedInstance() throws {
    var scopes = Self.plain() + Self.plain()
    for index in scopes.indices {
      scopes[index].end = Double(index) / 10
      let isFailed = index % 20 == 7 && index % 40 == 7
      scopes[index].tags = ["status": isFailed ? "500" : "200"]
      scopes[index].error = isFailed ? "Timeout" : nil
    }
    let failed = scopes[47]
    let identity = Instance.Identity(
      end: Source.time(failed.end), duration: .nanoseconds(failed.nanoseconds), id: nil)
    let findings = try Self.explanation(scopes, slow: .instance(identity)).findings.map(\.plain)
    #expect(findings.contains("status=500 0.0 → 0.5"), "\(findings)")
    #expect(findings.contains("errors 0.0 → 0.5"), "\(findings)")
  }

  @Test("an instance that the filter leaves out is not mistaken for one of another name")
  func twin() throws {
    var twin = Self.plain()[7]
    (twin.name, twin.metrics) = ("cart", [])
    let explanation = try Self.explanation(
      [twin] + Self.plain(), "dur<100ms", slow: .instance(Self.identity(of: 7)))
    #expect(explanation.slowRows == 1 && explanation.otherRows == 95)
    #expect(try Self.timer(explanation).slowCalls == 40)
  }

  @Test("a box is held against all that is outside of it")
  func box() throws {
    let box = LatencyBox(
      start: Source.time(2), end: Source.time(100), shortest: .milliseconds(100),
      longest: .seconds(10))
    let few = try Self.explanation(Self.plain(), slow: .box(box))
    #expect(few.verdict == .tooFewSlow && few.slowRows == 4)
    var wide = box
    wide.start = Source.time(0)
    #expect(try Self.explanation(Self.plain(), slow: .box(wide)).slowRows == 5)
    wide.shortest = .zero
    wide.longest = .milliseconds(100)
    let fast = try Self.explanation(Self.plain(), slow: .box(wide))
    #expect(fast.extra < .zero)
    #expect(fast.findings.allSatisfy { $0.plain.hasPrefix("host=a") })
  }

  @Test("a filter's tag hides the metrics of other tags, and grouping asks of one group")
  func filterAndGroup() throws {
    let scopes = SlowCause.shardOfTimer.scopes(seed: 1)
    let filtered = try Self.explanation(scopes, "shard=2")
    #expect(filtered.slowRows + filtered.otherRows < scopes.count / 4)
    #expect(filtered.findings.allSatisfy { !$0.plain.contains("shard") })
    let key = GroupKey(scope: "pay", values: ["web-1"])
    let grouped = try Self.explanation(scopes, of: key, groupBy: ["host"])
    #expect(grouped.slowRows + grouped.otherRows < scopes.count / 2)
    #expect(grouped.findings.first?.plain.contains("shard=2") == true)
  }

  @Test("timers that wait together are both found, and one around everything is not")
  func nested() throws {
    var random = Seeded(9)
    let scopes = (0..<400).map { index in
      let factor: Double = index % 12 == 0 ? 15 : 1
      let parts = (0..<3).map { UInt64((8 + Double($0)) * 1e6 * random.spread(0.2)) }
      let (read, write) = (UInt64(Double(parts[0]) * factor), UInt64(Double(parts[1]) * factor))
      let all = read + write + parts[2]
      return PlainScope(
        name: "pay", end: Double(index) / 20, nanoseconds: all,
        metrics: [
          .init(key: "handler", value: .timer(count: 1, nanoseconds: all)),
          .init(key: "read", value: .timer(count: 1, nanoseconds: read)),
          .init(key: "write", value: .timer(count: 1, nanoseconds: write)),
        ])
    }
    let lines = try Self.explanation(scopes).findings.map(\.plain)
    #expect(lines.count == 2, "\(lines)")
    #expect(Set(lines.map { String($0.prefix(4)) }) == ["read", "writ"])
  }

  @Test("a tag of metrics is no finding where it only says that a call was made")
  func shadow() throws {
    let scopes = (0..<200).map { index in
      let isMiss = index % 15 == 0
      var scope = PlainScope(
        name: "pay", end: Double(index) / 20,
        nanoseconds: 5_000_000 + UInt64(index) * 1_000 + (isMiss ? 90_000_000 : 0),
        metrics: [.init(key: "render", value: .timer(count: 1, nanoseconds: 4_000_000))])
      if isMiss {
        scope.metrics.append(
          .init(
            key: "db", tags: ["table": "products"],
            value: .timer(count: 2, nanoseconds: 90_000_000)))
      }
      return scope
    }
    let explanation = try Self.explanation(scopes)
    #expect(explanation.findings.map { String($0.plain.prefix(2)) } == ["db"])
    let timer = try Self.timer(explanation)
    #expect(timer.slowerCalls == .zero && timer.moreCalls == timer.extra)
  }

  @Test("a call that only some kind of scopes makes is named with its tags, once")
  func kindOfScope() throws {
    var random = Seeded(4)
    let scopes = (0..<600).map { index in
      let isRare = index % 14 == 0
      let time = UInt64((isRare ? 150e6 : 1e6) * random.spread(0.4))
      let tags = isRare ? ["table": "editions", "by": "isbn"] : ["table": "books", "by": "words"]
      return PlainScope(
        name: "pay", tags: ["kind": isRare ? "isbn" : "words"], end: Double(index) / 50,
        nanoseconds: time + 300_000,
        metrics: [.init(key: "db", tags: tags, value: .timer(count: 1, nanoseconds: time))])
    }
    let explanation = try Self.explanation(scopes)
    let timer = try Self.timer(explanation)
    #expect(explanation.findings.first?.plain.hasPrefix("db") == true)
    #expect(timer.place.map(\.value).sorted() == ["editions", "isbn"] && timer.name.tags.isEmpty)
    #expect(explanation.findings.dropFirst().map { String($0.plain.prefix(9)) } == ["kind=isbn"])
  }

  @Test("a timer that is mostly slow with a tag rests on the scopes that have it")
  func mostlyThere() throws {
    let scopes = (0..<400).map { index in
      let isSlow = index % 20 == 0
      let shard = isSlow ? (index < 280 ? "2" : "1") : String(index % 8)
      let (calls, time): (UInt64, UInt64) =
        !isSlow ? (3, 15_000_000) : shard == "2" ? (5, 200_000_000) : (40, 200_000_000)
      return PlainScope(
        name: "pay", end: Double(index) / 40, nanoseconds: 5_000_000 + time,
        metrics: [
          .init(
            key: "db", tags: ["shard": shard], value: .timer(count: calls, nanoseconds: time))
        ])
    }
    let explanation = try Self.explanation(scopes)
    let first = try #require(explanation.findings.first)
    let timer = try Self.timer(explanation)
    #expect(explanation.slowRows == 20 && timer.isElsewhereToo)
    #expect(timer.place.map(\.value) == ["2"] && first.support == 14)
  }

  @Test("terms of a filter are short, round down and need no more than the language has")
  func terms() {
    #expect(FilterTerms.timer("db.query", typical: 18e6, slow: 1.81e9) == ["db.query>180ms"])
    #expect(FilterTerms.timer("a b", typical: 0, slow: 4e3) == ["\"a b\">1us"])
    #expect(
      FilterTerms.duration(of: "GET /", from: 412_345_678)
        == ["scope=\"GET /\"", "dur>=412ms"])
    #expect(FilterTerms.duration(of: "a", from: 1_258_000_000) == ["scope=a", "dur>=1.25s"])
    #expect(FilterTerms.timer("dur", typical: 1, slow: 4) == ["\"dur\">2ns"])
    let misses = MetricName(key: "misses", tags: [TagText(key: "type", value: "a", kind: .string)])
    #expect(FilterTerms.counter(misses, typical: 0.2, slow: 1.1) == ["type=a", "misses>0"])
    #expect(FilterTerms.counter(misses, typical: 3, slow: 48) == ["type=a", "misses>12"])
  }

  @Test("logarithms are those of mathematics")
  func logarithms() {
    for (value, expected) in [
      (1, 0), (2, 0.693_147_180_56), (10, 2.302_585_093), (1e-9, -20.723_265_837),
      (1.5, 0.405_465_108), (1e300, 690.775_527_898),
    ] {
      #expect((Evidence.naturalLog(value) - expected).magnitude < 1e-8)
    }
  }
}

extension SlowCause {
  fileprivate func isFound(by explanation: Explanation) -> Bool {
    guard !isNothing else {
      return explanation.verdict == .nothingDiffers && explanation.findings.isEmpty
    }
    let shard = TagText(key: "shard", value: "2", kind: .number)
    switch (self, explanation.findings.first?.what) {
    case (.shardOfTimer, .timer(let timer)):
      return timer.name.key == "db.query" && timer.place == [shard]
        && timer.slowerCalls > timer.moreCalls
    case (.shardOfScope, .tags(let tag)): return tag.tags == [shard]
    case (.manyQueries, .timer(let timer)):
      return timer.name.key == "db.query" && timer.place.isEmpty
        && timer.moreCalls > timer.slowerCalls * 2
    case (.slowDependency, .timer(let timer)):
      return timer.name.key == "payment" && timer.slowerCalls > timer.moreCalls * 5
    case (.unseenLock, .unaccounted(_, _, let share)): return share > 0.8
    case (.pairOfTags, .tags(let pair)):
      return pair.tags.map(\.value).sorted() == ["free", "web-2"]
    default: return false
    }
  }
}

extension Finding {
  /// In a few words, for a test that fails.
  var plain: String {
    switch what {
    case .timer(let timer):
      "\(timer.name.key)\(timer.place.map { " \($0.key)=\($0.value)" }) \(timer.share)"
    case .unaccounted(_, _, let share): "in no timer \(share)"
    case .tags(let tag):
      tag.tags.map { "\($0.key)=\($0.value)" }.joined(separator: " & ")
        + " \(tag.typicalShare) → \(tag.slowShare)"
    case .counter(let name, let typical, let slow): "\(name.key) \(typical) → \(slow)"
    case .errors(let typical, let slow, _): "errors \(typical) → \(slow)"
    }
  }
}
