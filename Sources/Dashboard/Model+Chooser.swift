import Store

extension Model {
  /// A key while a menu is open.
  mutating func actOnMenu(_ action: Action, _ effects: inout [Effect]) {
    guard var menu else { return }
    let page = menuPage
    switch action {
    case .up: menu.move(by: -1, page: page)
    case .down: menu.move(by: 1, page: page)
    case .first, .pageUp: menu.move(by: -menu.items.count, page: page)
    case .last, .pageDown: menu.move(by: menu.items.count, page: page)
    case .open where menu.isSwitches:
      if case .column(let column)? = menu.choice { switchColumn(column, &menu) }
    case .columnEarlier, .columnLater:
      if case .column(let column)? = menu.choice {
        moveColumn(column, by: action == .columnEarlier ? -1 : 1, &menu)
      }
    case .open:
      self.menu = nil
      if menu.items.indices.contains(menu.cursor.index) {
        choose(menu.items[menu.cursor.index].choice, &effects)
      }
      return
    default:
      self.menu = nil
      return
    }
    self.menu = menu
  }

  private mutating func choose(_ choice: Chooser.Choice, _ effects: inout [Effect]) {
    switch choice {
    case .sort(let key):
      scopes.sort(by: key)
      showExtras()
    case .group(let key): toggleGroup(by: key)
    case .export(let format): export(as: format, &effects)
    case .ungroup: ungroup()
    case .column: break
    }
  }
}
