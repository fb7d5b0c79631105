import TextUI

/// The mouse, which only repeats what keys can do: each click is found on the screen as it is drawn,
/// and answered by the actions that keys would have led to.
extension Model {
  /// The lines that a turn of the wheel moves.
  private static let wheelLines = 3

  /// Answers the mouse at once, from what is known.
  mutating func answer(_ mouse: Mouse) -> [Effect] {
    var effects: [Effect] = []
    switch mouse.action {
    case .press:
      notice = nil
      mapGrip = nil
      click(mouse.point, &effects)
    case .wheelUp: turnWheel(.up, at: mouse.point, &effects)
    case .wheelDown: turnWheel(.down, at: mouse.point, &effects)
    case .drag: drag(to: mouse.point, &effects)
    case .release:
      if mapGrip == .opens { act(.open, &effects) }
      mapGrip = nil
    }
    prepare()
    return effects
  }

  /// What is seen, with what each part of it means. Cost: a frame.
  func seen() -> Screen {
    var screen = Screen(size: size, glyphs: options.glyphs)
    draw(into: &screen)
    return screen
  }

  private mutating func click(_ point: Point, _ effects: inout [Effect]) {
    let spot = seen().spot(at: point)
    switch (spot?.meaning, context) {
    case (.key(let key), _): effects += press(key)
    case (.menu(let list), .filter): takeCompletion(list.line(at: point))
    case (.menu(let list), .menu), (.menu(let list), .columns):
      guard let line = list.line(at: point) else { return }
      move(by: line - list.selected, &effects)
      act(.open, &effects)
    // Beside a menu is the way out of it; beside a filter that is typed, nothing is.
    case (_, .menu), (_, .columns): act(.back, &effects)
    case (_, .filter): break
    case (.list(let list), _): click(list, at: point, &effects)
    case (.map, _): grip(at: point, &effects)
    case (.head(let title, let isSorted), _):
      if isSorted { act(.invertSort, &effects) } else { sort(byHead: title, &effects) }
    case (.filter, _): if isBound(.editFilter) { act(.editFilter, &effects) }
    case (.menu, _), (nil, _): break
    }
  }

  /// Selects the line, in whichever panel it is; where it was selected already, opens it.
  private mutating func click(_ list: Spot.List, at point: Point, _ effects: inout [Effect]) {
    guard case .list(let focused) = focus(at: point, &effects),
      let line = focused.line(at: point)
    else { return }
    if list.isFocused, list.selected == line {
      if let opening = [Action.open, .include].first(where: isBound) { act(opening, &effects) }
    } else {
      move(by: line - focused.selected, &effects)
    }
  }

  private mutating func turnWheel(_ way: Action, at point: Point, _ effects: inout [Effect]) {
    if context == .filter { return }
    if menu == nil { focus(at: point, &effects) }
    if context == .map, hasBox { return say("\(keyName(of: .box)) lets go of the box") }
    for _ in 0..<Self.wheelLines { act(way, &effects) }
  }

  /// Goes from panel to panel until the one at a place has the focus.
  /// - Returns: what is at that place; nil where there is no panel.
  @discardableResult
  mutating func focus(at point: Point, _ effects: inout [Effect]) -> Spot.Meaning? {
    for _ in 0..<8 {
      let meaning = seen().spot(at: point)?.meaning
      switch meaning {
      case .list(let list) where list.isFocused: return meaning
      case .map(let map) where map.isFocused: return meaning
      case .list, .map: act(.nextPanel, &effects)
      default: return nil
      }
      // A map has a cursor once it has been prepared with the focus.
      prepare()
    }
    return nil
  }

  private mutating func move(by lines: Int, _ effects: inout [Effect]) {
    for _ in 0..<abs(lines) { act(lines < 0 ? .up : .down, &effects) }
  }

  /// Steps the order from column to column until the head that was clicked is the sorted one; back
  /// to where it was when that cannot be, as with a sparkline.
  private mutating func sort(byHead title: String, _ effects: inout [Effect]) {
    let before = scopes
    var lastStep: Action?
    for _ in 0..<64 {
      guard let distance = seen().distance(toHead: title) else { break }
      if distance == 0 {
        // As if it were chosen at once: equal lines stay as they were before the first step.
        let key = scopes.sort
        scopes = before
        if key != scopes.sort { scopes.sort(by: key) }
        return showExtras()
      }
      let step = distance < 0 ? Action.sortLeft : .sortRight
      // Past it: there is nothing to sort by.
      if lastStep != nil, lastStep != step { break }
      let last = scopes.sort
      act(step, &effects)
      if scopes.sort == last { break }
      lastStep = step
    }
    scopes = before
    showExtras()
  }

  /// Takes the completion in a line, as the arrows and Enter do.
  private mutating func takeCompletion(_ line: Int?) {
    guard let line, let editing = filterLine.editing else { return }
    for _ in 0...editing.completions.count where filterLine.editing?.choice != line {
      filterLine.choose(1)
    }
    if filterLine.editing?.choice == line { actOnFilter(.keepFilter) }
  }

  /// Whether a key does this here.
  private func isBound(_ action: Action) -> Bool {
    keyMap.bindings.contains { $0.action == action && $0.contexts.contains(context) }
  }
}

extension Screen {
  /// How many columns a head is to the right of the sorted one.
  fileprivate func distance(toHead title: String) -> Int? {
    let heads = spots.compactMap { spot -> (title: String, isSorted: Bool)? in
      guard case .head(let title, let isSorted) = spot.meaning else { return nil }
      return (title, isSorted)
    }
    guard let goal = heads.firstIndex(where: { $0.title == title }),
      let sorted = heads.firstIndex(where: \.isSorted)
    else { return nil }
    return goal - sorted
  }
}
