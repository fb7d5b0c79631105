import TextUI
import Testing

@testable import Dashboard

@Suite("Keys can be bound anew by name")
struct RebindingTests {
  @Test("bindings of one name have the same keys, and every action has a name")
  func namesAreClear() {
    let map = KeyMap.standard
    var keys: [String: [Key]] = [:]
    for (name, binding) in zip(map.names, map.bindings) {
      #expect(
        keys.updateValue(binding.keys, forKey: name) ?? binding.keys == binding.keys, "\(name)")
      #expect(name.allSatisfy { $0 == "-" || ("a"..."z").contains($0) }, "\(name)")
    }
    #expect(Set(map.bindings.map(\.action)) == Set(Action.allCases))
    #expect(map.lines.count == keys.count)
  }

  @Test("a name moves its action to other keys, in help and footer too")
  func rebound() throws {
    let map = try KeyMap.standard.rebinding(["freeze": [.function(9), .character("K")]])
    #expect(map.action(for: .function(9), in: .scopes) == .freeze)
    #expect(map.action(for: .character("K"), in: .tags) == .freeze)
    #expect(map.action(for: .character(" "), in: .scopes) == nil)
    #expect(map.hints(in: .scopes).contains { $0.action == .freeze && $0.keys[0] == .function(9) })
    let size = Size(rows: 40, columns: 120)
    var shop = Shop.busy(Options(keyMap: map), size: size)
    shop.type("K")
    #expect(shop.model.freeze != nil)
    #expect(shop.screen(size).goldenText.contains("F9 go on"))
    shop.type("?")
    #expect(shop.screen(size).goldenText.contains("F9 K"))
  }

  @Test(
    "a character that does something everywhere is still typed into a filter and a text to find",
    arguments: [KeyContext.filter, .find])
  func charactersAreTyped(context: KeyContext) throws {
    let map = try KeyMap.standard.rebinding(["quit": [.character("Q")]])
    #expect(map.action(for: .character("Q"), in: .scopes) == .quit)
    #expect(map.action(for: .character("Q"), in: context) == nil)
  }

  @Test("a key in two roles is a sentence, not a trap")
  func clash() {
    #expect(throws: KeyMapFault.self) {
      try KeyMap.standard.rebinding(["tags": [.character("p")]])
    }
    do throws(KeyMapFault) {
      _ = try KeyMap.standard.rebinding(["tags": [.character("p")]])
    } catch {
      #expect(error.names.sorted() == ["freeze", "tags"])
      #expect(error.sentence.hasPrefix("the key p would do two things in scopes: "))
    }
  }

  @Test("an action without a key is left out of the footer, and nothing traps")
  func unbound() throws {
    let names = KeyMap.standard.lines.map(\.name).filter { $0 != "quit" }
    let bare = try KeyMap.standard.rebinding(
      Dictionary(uniqueKeysWithValues: names.map { ($0, []) }))
    let size = Size(rows: 24, columns: 80)
    let shop = Shop.busy(Options(keyMap: bare), size: size)
    _ = shop.screen(size)
    #expect(bare.hints(in: .scopes).isEmpty)
  }

  @Test("a key's name reads back as the key")
  func namesReadBack() {
    let keys = KeyMap.standard.bindings.flatMap(\.keys) + [.control(" "), .function(63), .insert]
    for key in keys { #expect(Key(settingName: key.settingName) == key, "\(key)") }
    for text in ["", "ctrl-", "f0", "f64", "ab", "ctrl-ab", "\u{1b}", "\u{200b}"] {
      #expect(Key(settingName: text) == nil, "\(text)")
    }
    #expect(Key(settingName: "ctrl-m") == .enter)
    #expect(Key(settingName: "PgUp") == .pageUp)
  }
}
