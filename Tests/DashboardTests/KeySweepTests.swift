import TextUI
import Testing

@testable import Dashboard

/// Every key in every place: on figures that move and that stand, on an hour without scopes, and
/// before the first one came.
@Suite("Every key in every screen does what the key map says")
struct KeySweepTests {
  enum State: CaseIterable { case live, frozen, idle, blank }

  static let sizes = [
    Size(rows: 10, columns: 40), Size(rows: 24, columns: 80), Size(rows: 40, columns: 120),
  ]

  /// A shop with a place open; nil where there is no way there in that state.
  static func shop(in context: KeyContext, _ state: State, _ size: Size) -> Shop? {
    var shop = state == .blank ? Shop(size: size) : Shop.brief(size: size)
    if state == .blank { shop.tick() }
    if state == .frozen { shop.type(" ") }
    for key in KeyTests.ways.first(where: { $0.0 == context })?.1 ?? [] { shop.press(key) }
    // What is in the list of completions is to be found by its first letter.
    if context == .filter { shop.type("e") }
    if state == .idle { shop.rest(seconds: 3_600) }
    return shop.model.context == context ? shop : nil
  }

  /// All keys that a keyboard without a layout of its own has.
  static let allKeys: [Key] =
    (UInt8(0x20)...0x7E).map { .character(Character(Unicode.Scalar($0))) }
    + "abcdefghijklmnopqrstuvwxyz".map { .control($0) } + (1...12).map { .function($0) }
    + [
      .enter, .escape, .backspace, .delete, .insert, .tab, .backTab, .up, .down, .left, .right,
      .pageUp, .pageDown, .home, .end, .shiftUp, .shiftDown, .shiftLeft, .shiftRight,
      .character("é"), .character("日"), .character("👍🏽"),
    ]

  /// What moving, and emptying a line, does at an end of a list or of a line: nothing.
  static func mayRest(_ binding: Binding) -> Bool {
    [.moving, .map].contains(binding.section) && binding.action != .box
      || binding.action == .clearLine
  }

  @Test("a bound key does something or says why not", arguments: KeyContext.allCases)
  func bound(_ context: KeyContext) {
    for state in State.allCases {
      for size in Self.sizes {
        var left: (shop: Shop, screen: Screen)?
        for binding in KeyMap.standard.bindings where binding.contexts.contains(context) {
          guard let key = binding.keys(in: context).first,
            var shop = left?.shop ?? Self.shop(in: context, state, size)
          else { continue }
          let place = "\(key) for \(binding.action) in \(context), \(state), \(size)"
          let before = left?.screen ?? shop.screen(size)
          let effects = shop.press(key)
          let after = shop.screen(size)
          #expect(after.isWhole, "\(place) left\n\(after.lines.joined(separator: "\n"))")
          #expect(
            before != after || !effects.isEmpty || shop.model.notice != nil
              || Self.mayRest(binding), "\(place) did nothing")
          // What one key has done the next one finds, as in use, while that is the same place.
          let stays =
            shop.model.context == context && (shop.model.freeze != nil) == (state == .frozen)
          left = stays ? (shop, after) : nil
        }
      }
    }
  }

  @Test(
    "a key that moves moves, from one end of a list or the other", arguments: KeyContext.allCases)
  func moving(_ context: KeyContext) {
    let bindings = KeyMap.standard.bindings.filter {
      $0.contexts.contains(context) && Self.mayRest($0)
    }
    let keys = bindings.compactMap { $0.keys(in: context).first }
    for (binding, key) in zip(bindings, keys) {
      let moves = Self.sizes.contains { size in
        ([nil] + keys).contains { first in
          guard var shop = Self.shop(in: context, .live, size) else { return false }
          if let first { shop.press(first) }
          let before = shop.screen(size)
          shop.press(key)
          return shop.model.context != context || shop.screen(size) != before
        }
      }
      #expect(moves, "\(key) for \(binding.action) never does anything in \(context)")
    }
  }

  @Test(
    "all keys of a binding do the same, and a key without one says where it works",
    arguments: KeyContext.allCases)
  func others(_ context: KeyContext) throws {
    let map = KeyMap.standard
    let size = Size(rows: 24, columns: 80)
    for binding in map.bindings where binding.contexts.contains(context) {
      for key in binding.keys(in: context) {
        #expect(map.action(for: key, in: context) == binding.action)
      }
    }
    var shop = try #require(Self.shop(in: context, .live, size))
    let before = shop.screen(size)
    for key in Self.allKeys where map.action(for: key, in: context) == nil {
      #expect(shop.press(key) == [], "\(key) in \(context)")
      if !context.isTyping {
        #expect(shop.model.context == context, "\(key) in \(context)")
        #expect(shop.model.notice?.text.contains(key.name(glyphs: .unicode)) == true)
      }
    }
    let after = shop.screen(size)
    #expect(after.isWhole)
    // The last row has the sentence about the key.
    #expect(context.isTyping || after.lines.dropLast() == before.lines.dropLast())
  }

  @Test(
    "the places are those where the key works",
    arguments: [
      (Key.character("v"), "v does nothing here: it works in a scope's map"),
      (.character("i"), "i does nothing here: it works in tags"),
      (.left, "← does nothing here: ? says what does"),
      (.character("Q"), "Q is no key: ? lists those there are"),
    ])
  func places(_ key: Key, _ sentence: String) {
    var shop = Shop.brief(size: Size(rows: 24, columns: 80))
    shop.press(key)
    #expect(shop.model.notice?.text == sentence)
  }

  @Test("thousands of keys, clicks and sizes in a row leave the screen whole", arguments: 1...4)
  func walk(_ seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    var size = Size(rows: 24, columns: 80)
    var shop = Shop.brief(size: size)
    let bound = KeyMap.standard.bindings.flatMap(\.keys)
    for step in 0..<500 {
      switch random.below(40) {
      case 0:
        size = Size(rows: 10 + Int(random.below(31)), columns: 40 + Int(random.below(81)))
        shop.resize(size)
      case 1, 2:
        let point = Point(
          row: Int(random.below(UInt64(size.rows))), column: Int(random.below(UInt64(size.columns)))
        )
        let actions: [Mouse.Action] = [.press, .drag, .release, .wheelUp, .wheelDown]
        shop.mouse(actions.randomElement(using: &random) ?? .press, at: point)
      case 3: shop.press(Self.allKeys.randomElement(using: &random) ?? .up)
      case 4: shop.run(seconds: 1)
      default: shop.press(bound.randomElement(using: &random) ?? .up)
      }
      let screen = shop.screen(size)
      #expect(
        screen.isWhole, "step \(step) of walk \(seed):\n\(screen.lines.joined(separator: "\n"))")
    }
  }
}

extension Screen {
  /// Whether it says what it shows in its first row, and what can be done in its last.
  fileprivate var isWhole: Bool {
    [lines.first, lines.last].allSatisfy { $0?.contains { $0 != " " } ?? false }
  }
}
