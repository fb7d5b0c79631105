import Store
import TextUI

@testable import Dashboard

/// A key that was pressed: what there was before and after, and what was asked of the program.
///
/// Models share their living answers, so only what is a value is compared: what `prepare` has read.
struct KeyPress {
  let before: Model
  let after: Model
  let effects: [Effect]

  /// What a key can change beside the line that is selected.
  enum Aspect: CaseIterable { case screens, overlay, query, moment, order, refresh, program }

  /// All that it did change.
  var changed: Set<Aspect> {
    Set(Aspect.allCases.filter(hasChanged))
  }

  private func hasChanged(_ aspect: Aspect) -> Bool {
    switch aspect {
    case .screens:
      before.pages.map(\.context.screen) != after.pages.map(\.context.screen)
    case .overlay:
      before.menu?.title != after.menu?.title
        || before.filterLine.editing?.editor.text != after.filterLine.editing?.editor.text
        || (before.find == nil) != (after.find == nil)
        || (before.find?.editor == nil) != (after.find?.editor == nil)
    case .query: before.query != after.query
    case .moment: before.freeze?.now != after.freeze?.now
    case .order:
      before.scopes.sort != after.scopes.sort || before.scopes.order != after.scopes.order
        || before.scopes.columns != after.scopes.columns
    case .refresh: before.refresh != after.refresh
    case .program: !effects.isEmpty
    }
  }

  /// Whether it did what help says of the action, and nothing else.
  func did(_ action: Action) -> Bool {
    changed.isSubset(of: action.mayChange) && isDone(action)
  }
}

extension KeyContext {
  /// A map is a part of its screen.
  fileprivate var screen: KeyContext { base ?? self }
}

extension Action {
  /// What may be changed by it, beside the line that is selected.
  fileprivate var mayChange: Set<KeyPress.Aspect> {
    switch self {
    case .up, .down, .pageUp, .pageDown, .first, .last, .left, .right, .widenUp, .widenDown,
      .widenLeft, .widenRight, .box, .nextPanel, .previousPanel, .nextSlowSet, .previousSlowSet,
      .findNext, .findPrevious, .choiceUp, .choiceDown:
      []
    case .open: [.screens, .overlay, .query, .order, .moment, .program]
    case .back: [.screens, .overlay]
    case .close: [.screens, .program]
    case .tags, .compare, .problems, .help, .why: [.screens]
    case .include: [.screens, .query]
    case .groupBy, .exclude, .toggleFilters, .nextWindow, .previousWindow, .zoomIn, .zoomOut:
      [.query]
    case .editFilter, .keepFilter, .dropEdit, .complete, .clearLine: [.overlay, .query]
    case .groupMenu, .columnMenu, .sortMenu, .export, .find, .keepFind, .dropFind: [.overlay]
    case .columnEarlier, .columnLater, .sortLeft, .sortRight, .invertSort: [.order]
    case .freeze, .stepBack, .stepForward, .windowBack, .windowForward: [.moment]
    case .refreshSlower, .refreshFaster: [.refresh]
    case .copy, .redraw, .suspend, .quit: [.program]
    }
  }
}

extension Model {
  /// Where the selected line is, of how many, in the list that has the keys: on a map, among its rows.
  var selectedLine: (index: Int, count: Int) {
    if let menu { return (menu.cursor.index, menu.items.count) }
    switch page {
    case nil: return (scopes.cursor.index, totals.groupsShown)
    case .scope(let page):
      if context == .map, let row = page.heat.spot?.row, let rows = page.heat.rows {
        return (rows.count - 1 - row, rows.count)
      }
      return (page.cursor(page.focus).index, page.count(page.focus))
    case .box(let page): return (page.cursor.index, page.instances.count)
    case .instance(let page): return (page.cursor(page.focus).index, page.count(page.focus))
    case .why(let page): return (page.cursor.index, page.lines.count)
    case .tags(let page):
      return page.focus == .keys
        ? (page.keys.index, page.facets.count)
        : (page.values.index, page.facet?.values.count ?? 0)
    case .compare(let page): return (page.cursor.index, page.changes.count)
    case .problems(let page):
      return (page.cursor.index, ProblemsPage.lines(of: store.tally).count)
    case .help(let page):
      let columns = HelpPage.columns(of: keyMap, glyphs: options.glyphs, in: size)
      let lines = columns.map(\.count).max() ?? 0
      return (page.top, max(1, lines - HelpPage.pageRows(in: size) + 1))
    }
  }

  /// The panel that has the keys, and those that have lines, in order; nil on a screen without panels.
  var panels: (focus: Int, filled: [Int])? {
    switch page {
    case .scope(let page):
      (page.focus.rawValue, ScopePage.Panel.allCases.filter { page.count($0) > 0 }.map(\.rawValue))
    case .instance(let page):
      (
        page.focus.rawValue,
        InstancePage.Panel.allCases.filter { page.count($0) > 0 }.map(\.rawValue)
      )
    case .tags(let page): (page.focus == .keys ? 0 : 1, [0, 1])
    default: nil
    }
  }

  /// The map that has the keys.
  var map: HeatPanel? {
    if context == .map, case .scope(let page) = page { page.heat } else { nil }
  }
}

extension HeatPanel {
  /// The cell and the row of the cursor.
  var spot: (cell: Int64, row: Int)? {
    guard let grid, let rows, let cursor else { return nil }
    return (grid.cell(ofSecond: cursor.second), rows.row(ofRank: cursor.rank))
  }
}
