import Intake
import Store
import TextUI
import Testing

@testable import Dashboard
@testable import Store

@Suite("Names are told apart, and what explains slowness comes first")
struct LabelTests {
  private static func name(_ key: String, _ tags: (String, String, TagValueKind)...) -> MetricName {
    MetricName(key: key, tags: tags.map { TagText(key: $0.0, value: $0.1, kind: $0.2) })
  }

  private static let rating = name(
    "db.query", ("statement", "rating of book", .string), ("table", "reviews", .string))

  @Test(
    "what does not fit loses the keys of its tags first, then its end",
    arguments: [
      (47, "db.query statement=rating of book table=reviews"),
      (46, "db.query rating of book reviews"), (31, "db.query rating of book reviews"),
      (30, "db.query rating of book revie…"), (1, "…"), (0, ""),
    ])
  func oneName(_ width: Int, _ label: String) {
    #expect(MetricLabels([Self.rating], width: width, isASCII: false)[0] == label)
  }

  @Test("names of one key lose their tags' keys together, those of other keys not at all")
  func together() {
    let names = [
      Self.rating, Self.name("db.query", ("table", "books", .string)),
      Self.name("cache", ("type", "redis", .string)),
    ]
    let labels = MetricLabels(names, width: 40, isASCII: false)
    #expect(labels[0] == "db.query rating of book reviews")
    #expect(labels[1] == "db.query books")
    #expect(labels[2] == "cache type=redis")
  }

  @Test("a value that says nothing on its own keeps its key")
  func bareValues() {
    let name = Self.name(
      "db.query", ("cached", "true", .boolean), ("shard", "2", .string),
      ("statement", "rating of book", .string))
    let labels = MetricLabels([name], width: 44, isASCII: false)
    #expect(labels[0] == "db.query cached=true shard=2 rating of book")
  }

  @Test("values that are the same under several keys keep these")
  func sameValues() {
    let names = ["local.address", "remote.address"].map {
      Self.name("socket", ($0, "localhost", .string))
    }
    let labels = MetricLabels(names, width: 24, isASCII: false)
    #expect(labels[0] != labels[1])
  }

  @Test("names that are the same once cut are cut within what they share", arguments: [12, 20, 28])
  func apart(_ width: Int) {
    let names = ["title", "year", "price, falling"].map {
      Self.name("db.query", ("statement", "books of the same author, by \($0)", .string))
    }
    let labels = MetricLabels(names, width: width, isASCII: false)
    let texts = names.indices.map { labels[$0] }
    #expect(Set(texts).count == 3)
    #expect(texts.allSatisfy { TextWidth.of($0) <= width })
    #expect(texts[0].hasSuffix("…title") && texts[1].hasSuffix("…year"))
    #expect(MetricLabels(names, width: width, isASCII: true)[0].hasSuffix("~title"))
  }

  private static func facet(_ values: (String, Double, Int)...) -> Facet {
    Facet(
      key: "shard", isOnMetrics: true,
      values: values.map {
        FacetValue(value: $0.0, count: $0.1, p99: .milliseconds($0.2), errors: 0)
      }, otherValues: 0)
  }

  private static func shown(_ facet: Facet) -> [String] {
    ScopePage.TagLine.lines(of: facet).map { line in
      switch line.content {
      case .value(let value, let isSlow): value.value + (isSlow ? "!" : "")
      case .more(let count): "+\(count)"
      }
    }
  }

  @Test(
    "values of a tag stand slowest first where they differ, and the much slower ones are marked")
  func slowValues() {
    #expect(
      Self.shown(Self.facet(("1", 90, 60), ("2", 80, 65), ("3", 70, 110))) == ["1", "2", "3"])
    #expect(
      Self.shown(Self.facet(("1", 90, 60), ("2", 80, 900), ("3", 70, 64))) == ["2!", "3", "1"])
    #expect(Self.shown(Self.facet(("200", 90, 60), ("500", 9, 900))) == ["500!", "200"])
  }

  @Test("values of fewer than five scopes come last, unmarked, however slow they are")
  func fewScopes() {
    #expect(
      Self.shown(Self.facet(("1", 90, 60), ("2", 80, 900), ("3", 4, 5_000))) == ["2!", "1", "3"])
    #expect(Self.shown(Self.facet(("1", 4, 60), ("2", 3, 900))) == ["1", "2"])
    #expect(Self.shown(Self.facet(("only", 90, 60))) == ["only"])
  }

  @Test("the timer that slow scopes spend most time in comes first, though others have more in all")
  func slowTimerFirst() throws {
    let size = Size(rows: 40, columns: 120)
    var shop = Shop(size: size)
    for index in 0..<100 {
      let database = index % 20 == 7 ? 0.1 : 0.001
      shop.add(
        Feed.Line(
          scope: "GET /", seconds: 0.012 + database, end: shop.now,
          timers: [("render", 1, 0.012, []), ("db.query", 1, database, [])]))
    }
    shop.deliver()
    shop.tick()
    shop.press(.enter)
    let lines = shop.screen(size).lines
    let database = try #require(lines.firstIndex { $0.contains("db.query  ") })
    let render = try #require(lines.firstIndex { $0.contains("render  ") })
    #expect(database < render)
    #expect(lines[database].contains("89%"))
  }
}
