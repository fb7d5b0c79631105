import Intake
import Store
import TextUI
import Testing

@testable import Dashboard

@Suite("Frozen, the screen can be stepped through what is held")
struct TimeTests {
  let size = Size(rows: 24, columns: 80)

  /// What is seen of each scope.
  private func figures(_ shop: Shop) -> [GroupKey: [Double]] {
    let rows = shop.model.scopes.rows.map { ($0.key, [$0.count, $0.p50 / .seconds(1)]) }
    return Dictionary(uniqueKeysWithValues: rows)
  }

  @Test("stepping back shows the figures of that time, and forward again those of the freeze")
  func backAndForth() {
    var shop = Shop.busy(size: size)
    shop.type(" ")
    let frozen = figures(shop)
    shop.run(seconds: 40)
    shop.type("[[[[[")
    #expect(shop.model.freeze?.now.second == Shop.now.second - 30)
    #expect(figures(shop)[GroupKey(scope: "GET /report")] == nil)
    #expect(shop.model.scopes.rows.first { $0.key.scope == "POST /login" }?.count == 181)
    shop.type("]]]]]")
    #expect(shop.model.freeze?.isSteppedBack == false)
    #expect(figures(shop) == frozen)
  }

  @Test("a step is a tenth of the window and at least a second; braces step by all of it")
  func lengths() {
    var shop = Shop.busy(size: size)
    shop.type(" zzzz")
    #expect(shop.model.window.text == "5s")
    func age() -> Int64? { shop.model.freeze.map { $0.began.second - $0.now.second } }
    shop.type("[")
    #expect(age() == 1)
    shop.type("{")
    #expect(age() == 6)
    shop.type("w{")
    #expect(age() == 16)
    shop.type("[[}")
    #expect(age() == 8)
    shop.type("}")
    #expect(age() == 0)
  }

  @Test("it stops at the oldest scope and at the moment of the freeze, and says so")
  func ends() {
    var shop = Shop.busy(size: size)
    shop.type(" {{{")
    #expect(shop.model.freeze?.now.second == Shop.now.second - 131)
    #expect(shop.screen(size).lines[23].contains("no older scope is held"))
    #expect(!shop.model.scopes.rows.isEmpty)
    shop.type("}}}}")
    #expect(shop.screen(size).lines[23].contains("this is the moment of the freeze"))
    shop.type(" ]")
    #expect(shop.model.freeze == nil)
    #expect(shop.screen(size).lines[23].contains("figures are live"))
  }

  @Test("while figures are live, stepping back freezes them first")
  func freezesFirst() {
    var shop = Shop.busy(size: size)
    shop.type("[")
    #expect(shop.model.freeze?.began.second == Shop.now.second)
    #expect(shop.model.freeze?.isSteppedBack == true)
    #expect(shop.screen(size).lines[23].contains("frozen and stepped back"))
  }

  @Test("how many scopes came since counts from the moment that is shown")
  func since() {
    var shop = Shop.busy(size: size)
    shop.type(" ")
    shop.run(seconds: 2)
    #expect(shop.screen(size).lines[0].contains("−2 s  +76 since"))
    shop.type("[")
    #expect(shop.screen(size).lines[0].contains("14:02:05  −8 s  +271 since"))
  }

  @Test("how many came since grows with every step back, also over what has been summed up")
  func sinceSummaries() throws {
    var shop = Shop(Options(memoryBytes: 3_000_000), size: size)
    shop.run(crampedSeconds: 131)
    for _ in 0..<5 { shop.rest(seconds: 60) }
    shop.type(" ")
    let counts = try (0..<70).map { _ in
      shop.type("[")
      let freeze = try #require(shop.model.freeze)
      return freeze.countSince(accepted: shop.model.store.tally.accepted)
    }
    #expect(counts == counts.sorted() && (counts.last ?? 0) > 3_000, "\(counts)")
  }

  @Test("sorting, filtering, another window and drilling keep the moment that was stepped to")
  func everythingWorks() {
    var shop = Shop.busy(size: size)
    shop.type(" [[[[")
    let moment = shop.model.freeze?.now
    shop.type("I<>wzZ")
    shop.type("/service=api")
    shop.press(.enter)
    shop.type("W")
    shop.press(.enter)
    #expect(shop.model.context == .scope)
    shop.run(seconds: 3)
    #expect(shop.model.freeze?.now == moment)
    let count = shop.model.totals.shown
    shop.type("[")
    #expect(shop.model.freeze?.now != moment)
    shop.type("]")
    #expect(shop.model.freeze?.now == moment)
    #expect(shop.model.totals.shown == count)
  }

  @Test("a freeze that gives up its oldest scopes stays where it is, as far as they are held")
  func shortened() {
    var shop = Shop.busy(Options(memoryBytes: 600_000), size: size)
    shop.type(" {{")
    shop.run(seconds: 400)
    let freeze = shop.model.freeze
    #expect(freeze?.isShortened == true)
    #expect((freeze?.ownBytes ?? .max) <= 400_000)
    #expect(!shop.model.scopes.rows.isEmpty || freeze?.chunks.isEmpty == true)
  }

  @Test("zooming goes in and out around now, and says where it ends")
  func zooms() {
    var shop = Shop.busy(size: size)
    shop.type("zzzz")
    #expect(shop.model.window.text == "5s")
    #expect(shop.model.scopes.rows.first { $0.key.scope == "POST /login" }?.count == 12)
    shop.type("z")
    #expect(shop.screen(size).lines[23].contains("5s is the closest"))
    shop.type("ZZZZZZZZ")
    #expect(shop.model.window == .everything)
    #expect(shop.screen(size).lines[23].contains("everything held is in the window"))
    shop.type("z")
    #expect(shop.model.window.text == "2m")
  }
}
