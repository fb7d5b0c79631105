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
    (.box, [.down, .enter, .tab, .shiftLeft, .shiftLeft, .shiftDown, .shiftDown, .enter]),
    (.instance, [.down, .enter, .enter]),
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

  @Test("every binding is explained in help")
  func everyKeyExplained() {
    let text = KeyMap.standard.helpSections(glyphs: .unicode).joined()
    for binding in KeyMap.standard.bindings {
      #expect(text.contains(.entry(binding.keyNames(glyphs: .unicode), binding.help)))
      #expect(!binding.help.isEmpty)
    }
  }

  @Test("every key of a line that is typed is in help, and each does something to a line")
  func everyEditingKey() {
    let listed = HelpPage.editing.flatMap(\.keys)
    for key in KeySweepTests.allKeys {
      var line = LineEditor("some words here")
      _ = line.handle(.shiftLeft)
      _ = line.handle(.left)
      let before = line
      let isHandled = line.handle(key)
      if case .character = key { continue }
      #expect(listed.contains(key) == isHandled, "\(key)")
      #expect((line != before) == isHandled, "\(key)")
    }
    let help = HelpPage.columns(of: .standard, glyphs: .unicode, in: Size(rows: 40, columns: 120))
    #expect(help.joined().contains(.entry("home ctrl-a", "to the begin")))
  }

  @Test("every key of the design is bound, and those of later screens are left free")
  func designKeys() {
    let map = KeyMap.standard
    let bound = "jkgGnNc/tf<>sI wWzZ[]{}bdeyp!?q+-x"
    for key in bound { #expect(map.action(for: .character(key), in: .scopes) != nil, "\(key)") }
    for number in [1, 4, 6] { #expect(map.action(for: .function(number), in: .scopes) != nil) }
  }
}
