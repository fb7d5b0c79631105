import Intake
import Testing

@testable import Store

@Suite struct CompletionTests {
  static let world: World = {
    var world = World()
    world.take([
      PlainScope(
        name: "GET /users", tags: ["service": "api", "status": "200"],
        metrics: [
          .init(key: "cache.hits", tags: ["type": "redis"], value: .counter(1)),
          .init(key: "db.query", value: .timer(count: 1, nanoseconds: 1)),
        ]),
      PlainScope(name: "POST /pay", tags: ["service": "web shop", "status": "500"]),
      PlainScope(name: "usage", tags: ["service": "mapi"]),
    ])
    return world
  }()

  @Test(
    "in quotes a key is that of a tag, whatever it is called",
    arguments: [
      ("sco|", ["\"scope\"=", "scope="]), ("\"scope\"=|", ["tagged"]), ("scope=|", ["job"]),
      ("\"id\"=|", ["7"]), ("id=|", []), ("!\"i|", ["\"id\""]),
    ])
  func quotedKeys(_ typed: String, _ expected: [String]) {
    var world = World()
    world.take([PlainScope(name: "job", tags: ["scope": "tagged", "id": "7"])])
    let text = typed.replacing("|", with: "")
    let offered = world.moment.catalog.completions(of: text, cursor: text.count)
    #expect(offered.map(\.text) == expected)
  }

  /// The cursor stands at `|`.
  @Test(
    "what fits the term at the cursor is offered: what begins so first, keys before names",
    arguments: [
      ("serv|", ["service="]), ("SERV|", ["service="]), ("s|", ["service=", "status=", "scope="]),
      ("us|", ["usage", "status=", "\"GET /users\""]), ("a=1 typ|", ["type="]),
      ("!ser|", ["service"]), ("db|", ["db.query>"]), ("hits|", ["cache.hits>"]),
      ("ser|=api", ["service"]), ("serv|i b", ["service="]),
      ("service=|", ["api", "mapi", "\"web shop\""]), ("service=a|", ["api", "mapi"]),
      ("service!=ap|", ["api", "mapi"]), ("status=200,5|", ["500"]),
      ("status=200,|", ["200", "500"]), ("service=\"web s|", ["\"web shop\""]),
      ("type=r|", ["redis"]), ("scope=get|", ["\"GET /users\""]), ("absent=|", []),
      ("service~a|", []), ("dur>5|", []), ("db.query>1|", []), ("zzz|", []),
    ])
  func completions(_ typed: String, _ expected: [String]) {
    let cursor = typed.distance(
      from: typed.startIndex, to: typed.firstIndex(of: "|") ?? typed.endIndex)
    let text = typed.replacing("|", with: "")
    let offered = Self.world.moment.catalog.completions(of: text, cursor: cursor, limit: 3)
    #expect(offered.map(\.text) == expected)
  }

  @Test(
    "a completion replaces the word at the cursor and nothing else",
    arguments: [
      ("a=1 ser|", 4..<7), ("ser|vi b", 0..<5), ("status=200,5|", 11..<12), ("a=1 |", 4..<4),
      ("service=\"web s|", 8..<14), ("!ser|", 1..<4), ("ser|=api", 0..<3), ("service=|", 8..<8),
      ("service=api|,x", 8..<11),
    ])
  func range(_ typed: String, _ expected: Range<Int>) {
    let cursor = typed.distance(
      from: typed.startIndex, to: typed.firstIndex(of: "|") ?? typed.endIndex)
    let text = typed.replacing("|", with: "")
    let offered = Self.world.moment.catalog.completions(of: text, cursor: cursor)
    #expect(offered.first?.range == expected)
  }

  @Test("no text and no cursor is too odd to be asked about")
  func anything() {
    var random = Seeded(2)
    let pieces = Array("as=!~<>\",\\ 5é🙂").map(String.init)
    for _ in 0..<2_000 {
      let text = (0..<Int.random(in: 0..<9, using: &random)).map { _ in random.one(of: pieces) }
        .joined()
      let cursor = Int.random(in: -1...10, using: &random)
      let offered = Self.world.moment.catalog.completions(of: text, cursor: cursor)
      #expect(offered.count <= 8)
      #expect(offered.allSatisfy { $0.range.upperBound <= text.count })
    }
  }
}
