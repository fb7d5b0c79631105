import Intake
import Store
import TextUI
import Testing

@testable import Dashboard

@Suite("Names that want to break the screen stay in their cells")
struct HostileNames {
  static let names = [
    "\u{1b}[31mred\u{1b}]0;title\u{7}", "日本語のスコープ名は幅が広いので注意", "e\u{301}\u{302}\u{303}clair",
    "👨‍👩‍👧‍👦 family 🏳️‍🌈", String(repeating: "long", count: 64), "\u{202e}right to left\u{202c}",
    "tab\tand\nnewline\r", "\u{200b}\u{200d}\u{feff}", "…other", "",
  ]

  private static func shop(_ size: Size) -> Shop {
    var shop = Shop(size: size)
    for (index, name) in names.enumerated() {
      for _ in 0..<25 {
        let end = Timestamp(microseconds: shop.now.microseconds - 1_000)
        shop.add(
          Feed.Line(
            scope: name, seconds: Double(index + 1) * 0.01, end: end,
            tags: [(name, name), ("k\u{1b}", "v\u{7}")], counters: [(name, 3, [(name, name)])],
            timers: [(name, 2, 0.001, [(name, name)])], id: name, error: name))
      }
    }
    shop.deliver()
    shop.run(seconds: 1)
    return shop
  }

  @Test("on every screen, at every size", arguments: sizes)
  func stayInCells(_ size: Size) {
    var shop = Self.shop(size)
    let ways: [[Key]] = [
      [], [.enter], [.enter, .enter], [.character("t")], [.character("t"), .tab],
      [.character("b")], [.character("b"), .enter], [.character("/")], [.character("d")],
      [.character("!")],
    ]
    for index in Self.names.indices {
      for way in ways {
        for key in way { shop.press(key) }
        check(shop.screen(size))
        shop.press(.escape, .escape, .escape)
        while shop.model.page != nil { shop.press(.escape) }
        if !shop.model.groupBy.isEmpty { shop.press(.character("b"), .enter) }
      }
      for _ in 0...index { shop.press(.down) }
    }
  }

  private func check(_ screen: Screen) {
    for cell in screen.cells {
      #expect(!cell.glyph.scalars.contains { $0.properties.generalCategory == .control })
      #expect(!cell.glyph.scalars.contains { $0.properties.generalCategory == .format })
    }
    for row in 0..<screen.size.rows {
      let width = (0..<screen.size.columns).reduce(0) {
        $0 + TextWidth.of(screen[Point(row: row, column: $1)].glyph.text)
      }
      #expect(width == screen.size.columns)
    }
  }
}
