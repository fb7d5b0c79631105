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
