import Intake
import Testing

@testable import Store

@Suite struct FilterTests {
  /// One scope with a bit of everything.
  private static let scope = PlainScope(
    name: "GET /Users", tags: ["service": "api", "status": "200", "note": "two words", "dur": "5"],
    nanoseconds: 50_000_000, error: "Timeout", id: "b1f0",
    metrics: [
      .init(key: "hits", tags: ["type": "redis"], value: .counter(12)),
      .init(key: "hits", tags: ["type": "memory"], value: .counter(3)),
      .init(key: "db", tags: ["shard": "2"], value: .timer(count: 3, nanoseconds: 8_100_000)),
      .init(key: "db", value: .timer(count: 1, nanoseconds: 1_900_000)),
    ])

  @Test(
    "a term holds for a scope exactly when it says so",
    arguments: [
      // Tags of the scope.
      ("service=api", true), ("service=web", false), ("service=web,api", true),
      ("service!=api", false), ("service!=web", true), ("absent!=x", true), ("absent=x", false),
      ("note=\"two words\"", true), ("\"note\"=\"two words\",x", true), ("service=API", false),
      ("service~^a", true), ("service~p", true), ("service~^p", false), ("service!~^a", false),
      ("status~^[45]", false), ("!service", false), ("!canary", true),
      // Effective tags of metrics.
      ("type=redis", true), ("type=redis,memory", true), ("type=disk", false),
      ("type!=redis", false), ("type!=disk", true), ("!type", false), ("type~^mem", true),
      ("shard=2", true), ("shard!=2", false),
      // Duration.
      ("dur>49ms", true), ("dur>50ms", false), ("dur>=50ms", true), ("dur<50.1ms", true),
      ("dur<=0.05s", true), ("dur=50ms", true), ("dur!=50ms", false), ("dur>1m", false),
      ("dur<1h", true), ("dur>49999us", true), ("dur>49999µs", true), ("dur>0", true),
      // Counters and timers: only entries that pass the tag terms count.
      ("hits>14", true), ("hits>15", false), ("hits>=15", true), ("hits<16", true),
      ("type=redis hits>12", false), ("type=redis hits>=12", true), ("type=memory hits<=3", true),
      ("db>3", true), ("db>4", false), ("db>9ms", true), ("db>10ms", false), ("db<=10ms", true),
      ("shard=2 db>=8.1ms", true), ("shard=2 db>8.1ms", false), ("absent>0", false),
      ("absent<5", false), ("hits>1ms", false), ("shard=2 hits>0", false),
      // The scope's name, its id and its error.
      ("users", true), ("USERS", true), ("\"get /u\"", true), ("post", false),
      ("scope=\"GET /Users\"", true), ("scope~/users", false), ("scope~(?i)/users", true),
      ("scope!=job", true), ("id=b1f0", true), ("id~^b", true), ("id=c", false), ("!id", false),
      ("error", true), ("!error", false), ("error=Timeout", true), ("error!=Timeout", false),
      ("error=Refused", false), ("error~out$", true), ("\"error\"", false),
      // In quotes, what means something of its own is a tag or a metric like any other.
      ("\"dur\"=5", true), ("\"dur\">50ms", false), ("\"scope\"~.", false), ("!\"id\"", true),
      ("!\"dur\"", false), ("!\"error\"", true),
      // All terms have to hold.
      ("service=api status=200", true), ("service=api status=500", false), ("", true),
    ])
  func holds(_ text: String, _ expected: Bool) throws {
    var world = World()
    world.take([Self.scope])
    let ranking = try world.ranking(text)
    #expect((ranking.totals.shown == 1) == expected)
    #expect(try Reference.holds(Filter(parsing: text), for: Self.scope) == expected)
  }

  @Test(
    "what does not parse is answered with its place and one sentence that says what would be right",
    arguments: [
      ("service=", 0..<8, "service= needs a value, such as service=api."),
      ("a=1,", 0..<4, "a= needs another value after the comma, such as a=api."),
      ("x status!=", 2..<10, "status!= needs a value, such as status!=api."),
      ("=api", 0..<4, "A term begins with a key and has no blanks: write service=api."),
      ("dur > 50ms", 4..<5, "A term begins with a key and has no blanks: write dur>50ms."),
      ("ok ! x", 3..<4, "After ! comes the key of a tag that has to be absent: !canary."),
      ("!a=b", 0..<4, "To exclude a value, write a!=…, not !a=…."),
      ("dur>50", 0..<6, "A duration needs a unit (ns, us, ms, s, m, h): dur>50ms."),
      ("dur>", 0..<4, "dur> needs a number with a unit, such as dur>50ms."),
      ("dur>fast", 0..<8, "dur> needs a number with a unit, such as dur>50ms."),
      ("dur~5", 0..<5, "A duration is compared, not matched: write dur>50ms."),
      ("db>", 0..<3, "db> needs a number (db>10) or a time (db>20ms)."),
      ("db>10kg", 0..<7, "db> needs a number (db>10) or a time (db>20ms)."),
      ("db>=inf x", 0..<7, "db>= needs a number (db>=10) or a time (db>=20ms)."),
      ("scope>5", 0..<7, "scope is text and cannot be compared so: write scope=…."),
      ("a=\"b c", 0..<6, "The quote is not closed: add a \" at its end."),
      ("\"a\"b", 0..<4, "After a closing quote comes a space or the end."),
      (
        "a~(", 0..<3, "A ( in the regular expression is not closed: add ), or write \\( for itself."
      ),
      ("a~", 0..<2, "a~ needs a regular expression, such as a~^/users."),
    ])
  func error(_ text: String, _ range: Range<Int>, _ message: String) throws {
    let error = #expect(throws: FilterError.self) { try Filter(parsing: text) }
    #expect(error == FilterError(range: range, message: message))
  }

  @Test("terms know where they stand, how they look and whether they take away")
  func terms() throws {
    let filter = try Filter(parsing: "  service=api  !canary \"two words\"")
    #expect(filter.terms.map(\.range) == [2..<13, 15..<22, 23..<34])
    #expect(filter.terms.map(\.text) == ["service=api", "!canary", "\"two words\""])
    #expect(filter.terms.map(\.isExclusion) == [false, true, false])
  }

  @Test("a filter of 65 terms or 4,097 characters is refused")
  func limits() throws {
    _ = try Filter(parsing: Array(repeating: "a", count: 64).joined(separator: " "))
    #expect(throws: FilterError.self) {
      try Filter(parsing: Array(repeating: "a", count: 65).joined(separator: " "))
    }
    #expect(throws: FilterError.self) { try Filter(parsing: String(repeating: "a", count: 4_097)) }
  }

  @Test("sixty-four terms hold together")
  func manyTerms() throws {
    var world = World()
    world.take([Self.scope])
    let terms = Array(repeating: "users", count: 63)
    #expect(try world.ranking((terms + ["hits>1"]).joined(separator: " ")).totals.shown == 1)
    #expect(try world.ranking((terms + ["hits>99"]).joined(separator: " ")).totals.shown == 0)
  }

  @Test(
    "a made term reads back as the tag it was made from",
    arguments: ["api", "two words", "a,b", "say \"hi\"", "back\\slash", "", "!x", "a=b", "/u?x>1"])
  func quoting(_ value: String) throws {
    let text = Filter.term(.includes, key: value.isEmpty ? "k" : value, value: value)
    let filter = try Filter(parsing: text)
    #expect(
      filter.terms.map(\.condition) == [
        .text(.tag(value.isEmpty ? "k" : value), .isOne(of: [value]))
      ])
  }

  @Test("terms are put at the end, once, and taken out by number")
  func editing() throws {
    let filter = try Filter(parsing: "a=1   b=2").appending("c=\"x y\"").appending("b=2")
    #expect(filter.text == "a=1   b=2 c=\"x y\"")
    let shorter = filter.removing(termAt: 1)
    #expect(shorter.text == "a=1 c=\"x y\"")
    #expect(try shorter == Filter(parsing: shorter.text))
    #expect(try Filter(parsing: "a=1").removing(termAt: 0) == .all)
  }

  @Test("whatever is typed is parsed or refused with a place inside the text")
  func anything() {
    var random = Seeded(1)
    let pieces = Array("ab=!~<>\",\\ .1ms()[]{}*+?^$|é🙂").map(String.init) + ["dur>", "error"]
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0..<12, using: &random)).map { _ in
        pieces.randomElement(using: &random) ?? ""
      }.joined()
      do throws(FilterError) {
        let filter = try Filter(parsing: text)
        #expect(filter.terms.allSatisfy { $0.range.upperBound <= text.count })
      } catch {
        #expect(0...text.count ~= error.range.lowerBound, "\(text)")
        #expect(error.range.upperBound <= text.count && !error.message.isEmpty, "\(text)")
      }
    }
  }

  @Test("a filter holds for what came before the metric it asks for was known")
  func lateMetric() throws {
    var world = World()
    let filter = try Filter(parsing: "shard!=2")
    let ranking = Ranking(Query(filter: filter, window: .everything))
    world.take([PlainScope(name: "a")])
    ranking.advance(to: world.moment)
    #expect(ranking.totals.shown == 1)
    let touched = PlainScope(
      name: "a", metrics: [.init(key: "hits", tags: ["shard": "2"], value: .counter(1))])
    world.take([touched, PlainScope(name: "a")])
    ranking.advance(to: world.moment)
    #expect(ranking.totals.shown == 2)
    #expect(ranking.totals.all == 3)
  }
}
