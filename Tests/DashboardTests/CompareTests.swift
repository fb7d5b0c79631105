import Intake
import Store
import TextUI
import Testing

@testable import Dashboard

@Suite("What changed is asked once, and stands until it is asked anew")
struct CompareTests {
  let size = Size(rows: 24, columns: 80)

  /// Live, with a window of 30 s: checkout is slower in it than in the one before, the report new.
  private static func busy(_ size: Size) -> Shop {
    Shop.busy(Options(query: Query(window: Window(seconds: 30))), size: size)
  }

  /// Compared with a moment 15 s ago, at which it is frozen: a scope is slower, one faster, one new, one
  /// gone.
  static func changed(_ size: Size) -> Shop {
    var shop = Shop(Options(query: Query(window: Window(seconds: 10))), size: size)
    func runFifteenSeconds(_ durations: [(scope: String, seconds: Double)]) {
      for _ in 0..<15 {
        shop.rest(seconds: 1)
        for (scope, seconds) in durations {
          for _ in 0..<10 { shop.add(Feed.Line(scope: scope, seconds: seconds, end: shop.now)) }
        }
        shop.deliver()
        shop.tick()
      }
    }
    runFifteenSeconds([("mended", 1), ("broken", 0.01), ("ended", 0.2)])
    shop.type(" ")
    runFifteenSeconds([("mended", 0.01), ("broken", 1), ("fresh", 0.5)])
    shop.type("d")
    return shop
  }

  @Test("scopes that are slower or new come first, with both their figures", arguments: sizes)
  func busy(_ size: Size) throws {
    var shop = Self.busy(size)
    shop.type("d")
    try expectGolden(shop.screen(size), named: "compare-busy-\(size.testDescription)")
  }

  @Test("against a frozen moment it says which, and what is in both windows", arguments: sizes)
  func frozen(_ size: Size) throws {
    var shop = Shop(size: size)
    shop.run(seconds: 110)
    shop.type(" [/service=api")
    shop.press(.enter)
    shop.run(seconds: 40)
    shop.type("d")
    try expectGolden(shop.screen(size), named: "compare-frozen-\(size.testDescription)")
  }

  @Test("where nothing changed it says so", arguments: sizes)
  func nothing(_ size: Size) throws {
    var shop = Shop(size: size)
    shop.run(seconds: 70)
    shop.type("/service=api")
    shop.press(.enter)
    shop.type("zd")
    try expectGolden(shop.screen(size), named: "compare-nothing-\(size.testDescription)")
  }

  @Test("where nothing is held of the window before it says so", arguments: sizes)
  func empty(_ size: Size) throws {
    var shop = Shop(size: size)
    shop.run(seconds: 20)
    shop.type("d")
    try expectGolden(shop.screen(size), named: "compare-empty-\(size.testDescription)")
  }

  @Test("the answer stands while time goes on, and is another when it is asked anew")
  func stands() {
    var shop = Self.busy(size)
    shop.type("d")
    let before = shop.screen(size).lines.dropFirst()
    shop.run(seconds: 15)
    #expect(shop.screen(size).lines.dropFirst() == before)
    shop.type("d")
    #expect(shop.model.pages.count == 1)
    #expect(shop.screen(size).lines.dropFirst() != before)
  }

  @Test("of everything held there is no window before")
  func everything() {
    var shop = Shop.busy(Options(query: Query(window: .everything)), size: size)
    shop.type("d")
    #expect(shop.model.page == nil)
    #expect(shop.screen(size).lines[23].contains("no window before everything held"))
  }

  @Test("Enter opens the scope at the moment in force, and back is the answer again")
  func opens() {
    var shop = Self.busy(size)
    shop.type("d")
    let first = shop.screen(size)
    shop.press(.enter)
    #expect(shop.model.context == .scope)
    #expect(shop.screen(size).lines[0].contains("POST /checkout"))
    shop.press(.escape)
    #expect(shop.screen(size) == first)
  }

  @Test(
    "frozen, what is slower opens as it is at the later moment, what is faster at the earlier one")
  func opensWhereThereIsMore() {
    let size = Size(rows: 24, columns: 120)
    var shop = Self.changed(size)
    let earlier = shop.screen(size).lines[0].firstRange(of: /FROZEN \d\d:\d\d:\d\d/)
    let began = earlier.map { String(shop.screen(size).lines[0][$0]) } ?? ""
    #expect(!began.isEmpty)
    let changes = shop.screen(size).lines[4...7]
    #expect(changes.map { $0.dropFirst(2).prefix(6) } == ["broken", "fresh ", "ended ", "mended"])

    shop.press(.enter)
    #expect(shop.screen(size).lines[0].contains("broken"))
    #expect(!shop.screen(size).lines[0].contains(began))
    #expect(shop.screen(size).lines[0].contains("p99 1.00 s"))
    #expect(shop.screen(size).lines[23].contains("stepped to the later moment: [ back"))
    shop.press(.escape)
    #expect(shop.screen(size).lines[4...7] == changes)

    shop.press(.down, .down, .down, .enter)
    #expect(shop.screen(size).lines[0].contains("mended"))
    #expect(shop.screen(size).lines[0].contains("p99 1.00 s"))
    #expect(shop.screen(size).lines[0].contains(began))
    #expect(shop.screen(size).lines[23].contains("stepped to the earlier moment: ] forward"))
  }

  @Test("another grouping closes the answer: its lines are none of the new groups")
  func regroups() {
    var shop = Self.busy(size)
    shop.type("d")
    shop.press(.enter)
    shop.type("b")
    shop.press(.enter)
    #expect(shop.model.page == nil)
  }

  @Test("it is copied as JSON: both moments, and the figures of both")
  func copies() throws {
    var shop = Self.busy(size)
    shop.type("d")
    guard case .copy(let text) = shop.type("y").first else {
      Issue.record("nothing was copied")
      return
    }
    #expect(text.hasPrefix("{\"window_seconds\":30,\"then\":1763820101.999999,\"now\":"))
    #expect(text.contains("{\"scope\":\"POST /checkout\",\"change\":\"slower\",\"factor\":"))
  }
}
