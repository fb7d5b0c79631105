import Intake
import Store
import TextUI
import Testing

@testable import Dashboard

@Suite("Keys do what the key map says")
struct KeyTests {
  /// The keys that lead from Scopes to each place.
  static let ways: [(KeyContext, [Key])] = [
    (.scopes, []), (.scope, [.down, .enter]), (.map, [.down, .enter, .tab]),
    (.box, [.down, .enter, .tab, .enter]), (.instance, [.down, .enter, .enter]),
    (.why, [.down, .enter, .character("x")]),
    (.tags, [.character("t")]), (.compare, [.character("d")]), (.problems, [.character("!")]),
    (.help, [.character("?")]),
    (.menu, [.character("s")]), (.columns, [.character("c")]),
    (.find, [.function(3), .character("e")]), (.filter, [.character("/")]),
  ]

  static func shop(in context: KeyContext, _ size: Size) -> Shop {
    var shop = Shop(size: size)
    shop.run(seconds: 5)
    for key in ways.first(where: { $0.0 == context })?.1 ?? [] { shop.press(key) }
    return shop
  }

  @Test("every binding works wherever it is bound", arguments: KeyContext.allCases)
  func everyKey(_ context: KeyContext) {
    let size = Size(rows: 24, columns: 80)
    for binding in KeyMap.standard.bindings where binding.contexts.contains(context) {
      for key in binding.keys {
        var shop = Self.shop(in: context, size)
        #expect(shop.model.context == context)
        let before = shop.screen(size)
        let effects = shop.press(key)
        let after = shop.screen(size)
        // At an end of a list moving moves nothing, and not everything can be included.
        let mayRest =
          [.moving, .map].contains(binding.section) && binding.action != .box
          || [.include, .exclude, .choiceUp].contains(binding.action)
        #expect(
          before != after || !effects.isEmpty || mayRest || binding.action == .clearLine,
          "\(key) did nothing in \(context)")
      }
    }
  }

  @Test("every binding is explained in help")
  func everyKeyExplained() {
    let text = KeyMap.standard.helpSections(glyphs: .unicode).joined()
    for binding in KeyMap.standard.bindings {
      #expect(text.contains(.entry(binding.keyNames(glyphs: .unicode), binding.help)))
      #expect(!binding.help.isEmpty)
    }
  }

  @Test("every key of the design is bound, and those of later screens are left free")
  func designKeys() {
    let map = KeyMap.standard
    let bound = "jkgGnNc/tf<>sI wWzZ[]{}bdeyp!?q+-x"
    for key in bound { #expect(map.action(for: .character(key), in: .scopes) != nil, "\(key)") }
    for number in [1, 4, 6] { #expect(map.action(for: .function(number), in: .scopes) != nil) }
  }

  @Test("any keys at any size, thousands of them, leave the model standing", arguments: 1...4)
  func randomKeys(_ seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    var shop = Shop(size: Size(rows: 24, columns: 80))
    shop.run(seconds: 20)
    let keys = KeyMap.standard.bindings.flatMap(\.keys)
    let others: [Key] = "abe=x1\"~\u{301}日".map { .character($0) } + [.insert, .shiftLeft]
    for step in 0..<700 {
      let key = random.below(4) == 0 ? others.randomElement(using: &random) : nil
      shop.press(key ?? keys.randomElement(using: &random) ?? .up)
      if step % 40 == 0 { shop.run(seconds: 1) }
      if step % 25 == 0 {
        let size = Size(rows: Int(random.below(50)), columns: Int(random.below(140)))
        shop.resize(size)
        _ = shop.screen(size)
        _ = shop.screen(Size(rows: Int(random.below(50)), columns: Int(random.below(140))))
      }
    }
  }
}
