import TextUI
import Testing

@testable import Dashboard

/// Every key in every place: on figures that move and that stand, on an hour without scopes, and
/// before the first one came.
@Suite("Every key in every screen does what help says")
struct KeySweepTests {
  enum State: CaseIterable {
    case live
    /// An earlier moment, a filter and a text that is looked for; and in most places a step further in.
    case frozen
    case idle, blank
  }

  static let sizes = [
    Size(rows: 10, columns: 40), Size(rows: 24, columns: 80), Size(rows: 40, columns: 120),
  ]

  /// What is done in a place before its keys are pressed on a frozen screen, so that more of them have
  /// something to do.
  static let further: [KeyContext: [Key]] = [
    .scope: [.backTab], .map: [.character("v")], .tags: [.tab], .columns: [.down],
  ]

  /// Where there is no way to in a state: without scopes there is nothing to open.
  static let unreached: [State: Set<KeyContext>] = [
    .idle: [.map], .blank: [.scope, .map, .box, .instance, .why],
  ]

  /// A shop with a place open; nil where there is no way there in that state.
  static func shop(in context: KeyContext, _ state: State, _ size: Size) -> Shop? {
    var shop = state == .blank ? Shop(size: size) : Shop.brief(size: size)
    if state == .blank { shop.tick() }
    if state == .frozen {
      shop.type("/host=web-1,web-2")
      shop.press(.enter, .function(3), .character("e"), .enter, .character("["))
    }
    // With the map's box and with an instance, there are three slow sets to ask about.
    let way = context == .why ? .box : context
    for key in KeyTests.ways.first(where: { $0.0 == way })?.1 ?? [] { shop.press(key) }
    if context == .why { shop.press(.enter, .character("x")) }
    // What is in the list of completions is to be found by its first letter.
    if context == .filter { shop.type("e") }
    if state == .frozen { for key in further[context] ?? [] { shop.press(key) } }
    if state == .idle { shop.rest(seconds: 3_600) }
    return shop.model.context == context ? shop : nil
  }

  /// The lines of help that hold in a place, each with its keys there: those of the screen below too,
  /// unless they are bound to something else.
  static func listed(in context: KeyContext) -> [(binding: Binding, keys: [Key])] {
    let map = KeyMap.standard
    let lines = Set(map.helpSections(glyphs: .unicode).joined())
    let places = Set([context, context.base].compactMap(\.self))
    return map.bindings.compactMap { binding in
      let line = HelpPage.Line.entry(binding.keyNames(glyphs: .unicode), binding.help)
      guard lines.contains(line), !binding.contexts.isDisjoint(with: places) else { return nil }
      let keys = binding.keys(in: context).filter {
        map.action(for: $0, in: context) == binding.action
      }
      return keys.isEmpty ? nil : (binding, keys)
    }
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

  /// A place with its screen, from which keys are pressed one by one.
  struct Start {
    let shop: Shop
    let screen: Screen
    let size: Size

    init(_ shop: Shop, _ size: Size) {
      self.shop = shop
      self.size = size
      screen = shop.screen(size)
    }

    func pressing(_ key: Key) -> (shop: Shop, screen: Screen, press: KeyPress) {
      var after = shop.copied()
      let effects = after.press(key)
      let press = KeyPress(before: shop.model, after: after.model, effects: effects)
      return (after, after.screen(size), press)
    }
  }

  @Test(
    "a bound key does what help says or says why not, and all keys of a line do the same",
    arguments: KeyContext.allCases)
  func bound(_ context: KeyContext) {
    var done = Set<Action>()
    for state in State.allCases {
      for size in Self.sizes {
        let shop = Self.shop(in: context, state, size)
        let isUnreached = Self.unreached[state]?.contains(context) ?? false
        #expect((shop == nil) == isUnreached, "\(context), \(state), \(size)")
        guard let shop else { continue }
        let start = Start(shop, size)
        for (binding, all) in Self.listed(in: context) {
          // Which key it was does not depend on the size.
          let keys = size == Self.sizes[1] ? all : [all[0]]
          if press(keys, of: binding, "in \(context), \(state), \(size)", from: start) {
            done.insert(binding.action)
          }
        }
      }
    }
    let listed = Self.listed(in: context).map(\.binding).filter { !Self.mayRest($0) }
    #expect(Set(listed.map(\.action)).subtracting(done) == Self.idle[context] ?? [])
  }

  /// What only says why not, in all states: on a map there is no list to look through.
  static let idle: [KeyContext: Set<Action>] = [.map: [.find, .findNext, .findPrevious]]

  /// Presses all keys of a binding in one place. Returns whether that did anything.
  private func press(
    _ keys: [Key], of binding: Binding, _ place: String, from start: Start
  ) -> Bool {
    var first: (shop: Shop, screen: Screen, press: KeyPress)?
    for key in keys {
      let (shop, screen, press) = start.pressing(key)
      let name = "\(key) for \(binding.action) \(place)"
      let notice = shop.model.notice
      guard let first else {
        #expect(screen.isWhole, "\(name) left\n\(screen.lines.joined(separator: "\n"))")
        #expect(
          press.did(binding.action) || press.changed.isEmpty && notice != nil,
          "\(name) \(notice?.text ?? "without a word"), \(press.changed)")
        #expect(
          screen != start.screen || !press.effects.isEmpty || notice != nil
            || Self.mayRest(binding), "\(name) did nothing")
        first = (shop, screen, press)
        continue
      }
      #expect(screen == first.screen && notice == first.shop.model.notice, "\(name)")
      #expect(press.effects == first.press.effects, "\(name)")
      #expect(shop.model.context == first.shop.model.context, "\(name)")
    }
    guard let first, first.press.did(binding.action) else { return false }
    return first.screen != start.screen || !first.press.effects.isEmpty
  }

  @Test(
    "a key that moves moves, from one end of a list or the other", arguments: KeyContext.allCases)
  func moving(_ context: KeyContext) {
    let lines = Self.listed(in: context).filter { Self.mayRest($0.binding) }
    let starts = Self.sizes.flatMap { size in
      let shop = Self.shop(in: context, .live, size)
      return ([nil] + lines.map(\.keys.first)).compactMap { first -> Start? in
        guard var shop = shop?.copied() else { return nil }
        if let first { shop.press(first) }
        return shop.model.context == context ? Start(shop, size) : nil
      }
    }
    for (binding, keys) in lines {
      let moves = starts.contains { start in
        let (_, screen, press) = start.pressing(keys[0])
        #expect(
          press.did(binding.action),
          "\(keys[0]) for \(binding.action) in \(context), \(start.size)")
        return screen != start.screen
      }
      #expect(moves, "\(keys[0]) for \(binding.action) never does anything in \(context)")
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
      default:
        let key = bound.randomElement(using: &random) ?? .up
        let before = shop.model
        let effects = shop.press(key)
        guard let action = KeyMap.standard.action(for: key, in: before.context) else { break }
        let press = KeyPress(before: before, after: shop.model, effects: effects)
        #expect(
          press.did(action) || press.changed.isEmpty && shop.model.notice != nil,
          "step \(step) of walk \(seed): \(action) in \(before.context), \(press.changed)")
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
