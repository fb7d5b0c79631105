import Intake
import Store
import TextUI

extension Model {
  /// Where keys go: to a menu, to the filter being typed, or to the screen that is seen.
  var context: KeyContext {
    if let menu { return menu.isSwitches ? .columns : .menu }
    if filterLine.editing != nil { return .filter }
    if find?.editor != nil { return .find }
    return page?.context ?? .scopes
  }

  /// Answers a key at once, from what is known.
  mutating func press(_ key: Key) -> [Effect] {
    let context = context
    notice = nil
    guard let action = keyMap.action(for: key, in: context) else {
      switch context {
      case .find: typeFind(key)
      case .filter: if filterLine.type(key, catalog: store.catalog) { applyQuery() }
      default: sayWhere(key)
      }
      prepare()
      return []
    }
    var effects: [Effect] = []
    act(action, &effects)
    prepare()
    return effects
  }

  /// Does what an action says where keys go now; what is seen has to be prepared afterwards.
  mutating func act(_ action: Action, _ effects: inout [Effect]) {
    if effectsOfProgram(action, &effects) { return }
    switch context {
    case .menu, .columns: actOnMenu(action, &effects)
    case .filter: actOnFilter(action)
    case .find: actOnFind(action)
    default: actOnScreen(action, &effects)
    }
  }

  /// What works everywhere and concerns the program, not a screen.
  private mutating func effectsOfProgram(_ action: Action, _ effects: inout [Effect]) -> Bool {
    switch action {
    case .quit: effects.append(.quit)
    case .suspend: effects.append(.suspend)
    case .redraw: effects.append(.redraw)
    case .close:
      if pages.isEmpty { effects.append(.quit) } else { pages.removeLast() }
    default: return false
    }
    return true
  }

  private mutating func actOnScreen(_ action: Action, _ effects: inout [Effect]) {
    switch action {
    case .back: if !dropBox(), !pages.isEmpty { pages.removeLast() }
    case .find: beginFind()
    case .findNext: goToFound(step: 1)
    case .findPrevious: goToFound(step: -1)
    case .dropFind: dropFind()
    case .freeze: toggleFreeze()
    case .editFilter:
      filterLine.beginEditing(catalog: store.catalog, selected: scopes.cursor)
      applyQuery()
    case .toggleFilters: toggleFilters()
    case .nextWindow: look(through: window.nextPreset)
    case .previousWindow: look(through: window.previousPreset)
    case .stepBack: stepBack(wholeWindow: false)
    case .stepForward: stepForward(wholeWindow: false)
    case .windowBack: stepBack(wholeWindow: true)
    case .windowForward: stepForward(wholeWindow: true)
    case .zoomIn: zoomIn()
    case .zoomOut: zoomOut()
    case .groupMenu: menu = .groups(in: store.catalog, chosen: groupBy)
    case .why: askWhy()
    case .tags: open(.tags(TagsPage(query)))
    case .compare: compare()
    case .problems: open(.problems(ProblemsPage(store.tally)))
    case .help: open(.help(HelpPage()))
    case .refreshSlower: stepRefresh(by: 1)
    case .refreshFaster: stepRefresh(by: -1)
    case .copy: copy(&effects)
    case .export: chooseExport()
    default: actOnPage(action)
    }
  }

  private mutating func actOnPage(_ action: Action) {
    guard let page = pages.popLast() else {
      actOnScopes(action)
      return
    }
    // The page is taken off the stack while it acts, so that it may open another on top of itself.
    switch page {
    case .scope(let page): act(on: page, action)
    case .box(let page): act(on: page, action)
    case .instance(let page): act(on: page, action)
    case .why(let page): act(on: page, action)
    case .tags(let page): act(on: page, action)
    case .compare(let page): act(on: page, action)
    case .problems(let page): act(on: page, action)
    case .help(let page): act(on: page, action)
    }
  }

  /// Puts a screen on top, with its figures.
  mutating func open(_ page: Page) {
    var page = page
    page.advance(to: moment)
    pages.append(page)
  }

  /// Says where a key works that does nothing here.
  private mutating func sayWhere(_ key: Key) {
    let name = key.name(glyphs: options.glyphs)
    let places = keyMap.places(of: key)
    let help = keyName(of: .help)
    guard !places.isEmpty else {
      say("\(name) is no key: \(help) lists those there are")
      return
    }
    let sentence = "\(name) does nothing here: it works in \(places)"
    let hasRoom = TextWidth.of(sentence) <= size.columns - 2
    say(hasRoom ? sentence : "\(name) does nothing here: \(help) says what does")
  }

  private mutating func toggleFilters() {
    guard !filterLine.applied.isEmpty else {
      say("there is no filter: \(keyName(of: .editFilter)) sets one")
      return
    }
    filterLine.toggle()
    applyQuery()
  }

  /// The refresh times that `+` and `-` step through.
  static let refreshSteps: [Duration] = [
    .milliseconds(100), .milliseconds(250), .milliseconds(500), .seconds(1), .seconds(2),
    .seconds(5),
  ]

  private mutating func stepRefresh(by step: Int) {
    let steps = Self.refreshSteps
    if step > 0 {
      refresh = steps.first { $0 > refresh } ?? steps[steps.count - 1]
    } else {
      refresh = steps.last { $0 < refresh } ?? steps[0]
    }
    say("figures move every \(Figure.duration(refresh).text)")
  }
}
