import Intake
import Store
import TextUI
import Testing

@testable import Dashboard

@Suite("Why slow looks as it should, and does what its keys say")
struct WhyGoldens {
  @Test("the first line is the cause, figures stand in columns", arguments: sizes)
  func busy(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    shop.press(.down, .character("x"))
    try expectGolden(shop.screen(size), named: "why-busy-\(size.testDescription)")
    shop.press(.down)
    try expectGolden(shop.screen(size), named: "why-second-\(size.testDescription)")
  }

  @Test("where nothing differs it says so and claims nothing", arguments: sizes)
  func nothing(_ size: Size) throws {
    var shop = Self.even(size)
    shop.press(.character("x"))
    try expectGolden(shop.screen(size), named: "why-nothing-\(size.testDescription)")
  }

  @Test("of too few scopes it says how many there are", arguments: sizes)
  func few(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    shop.press(.character("x"))
    try expectGolden(shop.screen(size), named: "why-few-\(size.testDescription)")
  }

  @Test("of one instance it says what is unusual about it", arguments: sizes)
  func instance(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    shop.press(.down, .enter, .enter, .character("x"))
    try expectGolden(shop.screen(size), named: "why-instance-\(size.testDescription)")
  }

  @Test("a box in the map is asked about before the slowest", arguments: sizes)
  func box(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    shop.press(.down, .enter)
    while shop.model.context != .map { shop.press(.tab) }
    shop.press(.character("v"), .left, .left, .left, .left, .left, .down, .down, .up, .up, .up)
    shop.press(.character("x"))
    try expectGolden(shop.screen(size), named: "why-box-\(size.testDescription)")
  }

  @Test("filtered and frozen it answers for that moment and that filter", arguments: sizes)
  func frozen(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    shop.type("/host=web-1,web-2")
    shop.press(.enter, .character(" "))
    shop.run(seconds: 4)
    shop.press(.character("x"))
    shop.run(seconds: 4)
    try expectGolden(shop.screen(size), named: "why-frozen-\(size.testDescription)")
  }

  @Test("in ASCII nothing else reaches the terminal")
  func ascii() throws {
    let size = Size(rows: 24, columns: 80)
    var options = Options()
    options.glyphs = .ascii
    var shop = Shop.busy(options, size: size)
    shop.press(.down, .enter, .enter, .character("x"))
    let screen = shop.screen(size, glyphs: .ascii)
    #expect(screen.cells.allSatisfy { $0.glyph.scalars.allSatisfy(\.isASCII) })
  }

  /// A shop in which each request takes longer or shorter as a whole, for no reason it tells.
  private static func even(_ size: Size) -> Shop {
    var random = SplitMix(seed: 5)
    var shop = Shop(size: size)
    for index in 0..<800 {
      let factor = (0..<4).reduce(1.0) { product, _ in product * (0.7 + 0.9 * random.unit()) }
      let end = Timestamp(microseconds: shop.now.microseconds - Int64(index) * 10_000)
      shop.add(
        Feed.Line(
          scope: "GET /", seconds: 0.02 * factor, end: end,
          tags: [("host", "web-\(random.below(3))")],
          timers: [("db.query", 2, 0.012 * factor, []), ("render", 1, 0.005 * factor, [])]))
    }
    shop.deliver()
    shop.tick()
    return shop
  }

  private let size = Size(rows: 24, columns: 80)

  @Test("Enter makes the finding a filter and goes back to what it now shows")
  func filters() {
    var shop = Shop.busy(size: size)
    shop.press(.down, .enter, .enter, .character("x"))
    #expect(shop.model.context == .why)
    shop.press(.left, .enter)
    #expect(shop.model.context == .scope)
    #expect(shop.model.filterLine.applied.text.contains("shard=2"))
    #expect(shop.screen(size).lines[size.rows - 1].contains("filter: shard=2"))
    shop.press(.escape, .character("f"), .character("x"), .enter)
    #expect(shop.model.context == .scopes)
  }

  @Test("the answer stays until it is asked again, or another filter is in force")
  func stays() {
    var shop = Shop.busy(size: size)
    shop.press(.down, .character("x"))
    func count() -> Double? {
      guard case .why(let page) = shop.model.page else { return nil }
      return page.explanation?.otherCount
    }
    let before = count()
    shop.run(seconds: 30)
    #expect(count() == before)
    shop.press(.character("x"))
    #expect(count() != before)
    let asked = count()
    shop.press(.character("t"), .tab, .character("i"), .escape)
    #expect(shop.model.context == .why && count() != asked)
  }

  @Test("the arrows go round what can be asked about, and the copy says which it was")
  func slowSets() throws {
    var shop = Shop.busy(size: size)
    shop.press(.down, .enter, .enter, .character("x"))
    func text() throws -> String {
      let effects = shop.press(.character("y"))
      guard case .copy(let text)? = effects.first else { throw WhyError.notCopied }
      return text
    }
    #expect(try text().contains(#""slow_set":"this instance""#))
    shop.press(.right)
    #expect(try text().contains(#""slow_set":"slowest 5%""#))
    #expect(try text().contains(#""timer":"db.query","with":{"shard":"2"}"#))
    shop.press(.left)
    #expect(try text().contains(#""slow_set":"this instance""#))
  }

  private enum WhyError: Error { case notCopied }
}
