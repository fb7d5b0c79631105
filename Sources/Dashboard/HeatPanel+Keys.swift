import Store

extension HeatPanel {
  /// A key on the map. Returns whether it is one of the map's.
  mutating func act(_ action: Action) -> Bool {
    let rowCount = rows?.count ?? 0
    switch action {
    case .up: move(Step(rows: 1))
    case .down: move(Step(rows: -1))
    case .left: move(Step(cells: -1))
    case .right: move(Step(cells: 1))
    case .pageUp: move(Step(rows: Self.pageRows))
    case .pageDown: move(Step(rows: -Self.pageRows))
    case .first: move(Step(rows: rowCount))
    case .last: move(Step(rows: -rowCount))
    case .widenUp: move(Step(rows: 1), widensBox: true)
    case .widenDown: move(Step(rows: -1), widensBox: true)
    case .widenLeft: move(Step(cells: -1), widensBox: true)
    case .widenRight: move(Step(cells: 1), widensBox: true)
    case .box: toggleBox()
    default: return false
    }
    return true
  }
}

extension Model {
  /// Whether the map of the screen that is seen has a box.
  var hasBox: Bool {
    if case .scope(let page) = page { return page.heat.hasBox }
    return false
  }

  /// Lets go of the box of the map in focus. Returns whether there was one.
  mutating func dropBox() -> Bool {
    guard case .scope(var page) = pages.last, page.focus == .map, page.heat.hasBox else {
      return false
    }
    page.heat.dropBox()
    pages[pages.count - 1] = .scope(page)
    return true
  }

  /// The scopes under the cursor of a scope's map, or in its box.
  mutating func openBox(of page: ScopePage) {
    guard let (box, weight) = page.heat.selected else { return }
    guard weight > 0 else {
      say("no scope finished then and took so long")
      return
    }
    let boxed = page.profile.instances(in: box, limit: BoxPage.instancesMax)
    open(.box(BoxPage(page.key, box, boxed)))
  }
}
