import Intake
import Store
import TextUI
import Testing

@testable import Dashboard

@Suite("Scope, instance and tags look as they should")
struct DrillGoldens {
  @Test("a scope shows where its time goes, typical beside slow", arguments: sizes)
  func scope(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    shop.press(.down, .enter)
    try expectGolden(shop.screen(size), named: "scope-busy-\(size.testDescription)")
  }

  @Test("a scope that ran a few times has no slow set", arguments: sizes)
  func scopeOfFew(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    shop.press(.enter)
    try expectGolden(shop.screen(size), named: "scope-few-\(size.testDescription)")
  }

  @Test("filtered and frozen it says so, and a tag can be chosen", arguments: sizes)
  func scopeFrozen(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    shop.type("/host=web-1,web-2")
    shop.press(.enter, .down, .enter, .character(" "), .backTab, .down)
    shop.run(seconds: 4)
    try expectGolden(shop.screen(size), named: "scope-frozen-\(size.testDescription)")
  }

  @Test(
    "where a filter's tag leaves metrics out, their lists and those of an instance say so",
    arguments: sizes)
  func scopeOfTag(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    shop.type("/shard=2")
    shop.press(.enter, .enter)
    try expectGolden(shop.screen(size), named: "scope-shard-\(size.testDescription)")
    shop.press(.enter)
    try expectGolden(shop.screen(size), named: "instance-shard-\(size.testDescription)")
  }

  @Test("a scope that left the window says so", arguments: sizes)
  func scopeEmpty(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    shop.press(.enter)
    shop.type("W/dur>20s")
    shop.press(.enter)
    try expectGolden(shop.screen(size), named: "scope-empty-\(size.testDescription)")
  }

  @Test("an instance stands against what is typical of its name", arguments: sizes)
  func instance(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    shop.press(.down, .enter, .down, .enter)
    try expectGolden(shop.screen(size), named: "instance-\(size.testDescription)")
  }

  @Test("inner screens say that scopes were lost, frozen or not", arguments: sizes)
  func losing(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    shop.count { $0.lost[.gap, default: Problem()].count = 57 }
    shop.press(.down, .enter)
    try expectGolden(shop.screen(size), named: "scope-losing-\(size.testDescription)")
    shop.press(.enter, .character(" "))
    shop.run(seconds: 2)
    try expectGolden(shop.screen(size), named: "instance-frozen-\(size.testDescription)")
    shop.type("t")
    try expectGolden(shop.screen(size), named: "tags-frozen-\(size.testDescription)")
  }

  @Test("while tags are still being counted, the screen says how far it has come")
  func counting() {
    let size = Size(rows: 24, columns: 80)
    var shop = Shop(size: size)
    for index in 0..<70_000 {
      let end = Timestamp(microseconds: shop.now.microseconds - Int64(index) * 10)
      shop.add(Feed.Line(scope: "GET /", seconds: 0.01, end: end, tags: [("host", "a")]))
      if index % 16_000 == 0 { shop.deliver() }
    }
    shop.deliver()
    shop.tick()
    let large = Size(rows: 40, columns: 120)
    shop.resize(large)
    shop.press(.enter)
    #expect(shop.screen(large).lines.contains { $0.contains("─ tags, counting… 90% ─") })
    shop.tick()
    #expect(shop.screen(large).lines.contains { $0.contains("─ tags ─") })
    shop.press(.escape)
    shop.resize(size)
    shop.type("t")
    #expect(shop.screen(size).lines[0].contains("counting…"))
    shop.tick()
    #expect(!shop.screen(size).lines[0].contains("counting…"))
    #expect(shop.screen(size).lines[3].contains("70,000"))
  }

  @Test("tags have their values beside them", arguments: sizes)
  func tags(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    shop.type("t")
    try expectGolden(shop.screen(size), named: "tags-keys-\(size.testDescription)")
    shop.press(.tab, .down)
    try expectGolden(shop.screen(size), named: "tags-values-\(size.testDescription)")
  }

  @Test("without tags the screen of tags says so", arguments: sizes)
  func noTags(_ size: Size) throws {
    var shop = Shop(size: size)
    shop.tick()
    shop.type("t")
    try expectGolden(shop.screen(size), named: "tags-empty-\(size.testDescription)")
  }

  @Test("while a filter is typed it offers what could stand there", arguments: sizes)
  func completion(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    shop.type("/service=api h")
    try expectGolden(shop.screen(size), named: "filter-typed-\(size.testDescription)")
  }

  @Test("a fault in the filter is underlined, with a sentence", arguments: sizes)
  func fault(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    shop.type("/service=api dur>50")
    try expectGolden(shop.screen(size), named: "filter-fault-\(size.testDescription)")
  }
}
