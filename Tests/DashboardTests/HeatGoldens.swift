import Intake
import Store
import TextUI
import Testing

@testable import Dashboard

@Suite("Latency over time looks as it should")
struct HeatGoldens {
  /// Checkout with its map in focus.
  static func map(_ options: Options = Options(), size: Size) -> Shop {
    var shop = Shop.busy(options, size: size)
    shop.press(.down, .enter, .tab)
    return shop
  }

  @Test("a cursor stands in the slowest cell, and a sentence says what is there", arguments: sizes)
  func cursor(_ size: Size) throws {
    let shop = Self.map(size: size)
    try expectGolden(shop.screen(size), named: "map-cursor-\(size.testDescription)")
  }

  @Test("a box covers some time and some latencies", arguments: sizes)
  func box(_ size: Size) throws {
    var shop = Self.map(size: size)
    shop.press(.left, .left, .character("v"), .left, .left, .left, .down, .down)
    try expectGolden(shop.screen(size), named: "map-box-\(size.testDescription)")
    shop.press(.enter, .down)
    try expectGolden(shop.screen(size), named: "box-\(size.testDescription)")
  }

  @Test("of a few scopes each is seen", arguments: sizes)
  func few(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    shop.press(.enter, .tab, .right)
    try expectGolden(shop.screen(size), named: "map-few-\(size.testDescription)")
  }

  @Test("standing still, the axis shows times of day", arguments: sizes)
  func frozen(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    shop.type(" w")
    shop.press(.down, .enter, .tab, .shiftLeft, .shiftDown)
    shop.run(seconds: 3)
    try expectGolden(shop.screen(size), named: "map-frozen-\(size.testDescription)")
  }

  @Test("ASCII has shades of its own", arguments: sizes)
  func ascii(_ size: Size) throws {
    let shop = Self.map(Options(glyphs: .ascii), size: size)
    let screen = shop.screen(size, glyphs: .ascii)
    try expectGolden(screen, named: "map-ascii-\(size.testDescription)")
    #expect(screen.cells.allSatisfy { $0.glyph.text.utf8.allSatisfy { $0 < 128 } })
  }
}
