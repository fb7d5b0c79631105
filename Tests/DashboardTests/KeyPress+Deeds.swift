import Foundation
import Store
import TextUI

@testable import Dashboard

/// What help says of each action, as a question about a key press. No case is left to a default: an
/// action that is new has to say what it does.
extension KeyPress {
  /// Whether what help says of the action is so after it.
  func isDone(_ action: Action) -> Bool {
    switch action {
    case .up: isMoved(by: -1)
    case .down: isMoved(by: 1)
    case .pageUp: isMovedByPage(-1)
    case .pageDown: isMovedByPage(1)
    case .first: line.after == 0
    case .last: line.after == max(0, after.selectedLine.count - 1)
    case .nextPanel: isOnPanel(of: 1)
    case .previousPanel: isOnPanel(of: -1)
    case .left: isMovedOnMap(cells: -1) && after.hasBox == keepsBox
    case .right: isMovedOnMap(cells: 1) && after.hasBox == keepsBox
    case .widenUp: isWidened(rows: 1)
    case .widenDown: isWidened(rows: -1)
    case .widenLeft: isWidened(cells: -1)
    case .widenRight: isWidened(cells: 1)
    case .box: before.hasBox != after.hasBox && isMovedOnMap()
    case .open: isOpened
    case .back: before.menu == nil ? isBack : after.menu == nil
    case .close: before.pages.isEmpty ? effects == [.quit] : depth == -1
    case .editFilter:
      after.context == .filter
        && after.filterLine.editing?.editor.text.hasPrefix(before.filterLine.applied.text) == true
    case .toggleFilters:
      !before.filterLine.applied.isEmpty && before.filterLine.isOn != after.filterLine.isOn
    case .include: isIncluded
    case .exclude: newTerms.count == 1 && newTerms.allSatisfy(\.isExclusion)
    case .groupBy: Set(before.groupBy).symmetricDifference(after.groupBy) == [tagInFocus]
    case .groupMenu: isMenu { if case .group = $0 { true } else { $0 == .ungroup } }
    case .sortMenu: isMenu { if case .sort = $0 { true } else { false } }
    case .columnMenu: isMenu { if case .column = $0 { true } else { false } }
    case .export: isMenu { if case .export = $0 { true } else { false } }
    case .find: after.context == .find && after.find?.text == ""
    case .findNext: isFound(past: "past the last one: on from the top") { $0 > $1 }
    case .findPrevious: isFound(past: "past the first one: on from the end") { $0 < $1 }
    case .keepFind:
      before.find?.text == ""
        ? after.find == nil : after.find?.text == before.find?.text && after.find?.editor == nil
    case .dropFind:
      before.find != nil && after.find == nil
        && (before.context != .find || line.after == before.find?.origin ?? 0)
    case .columnEarlier: isColumnMoved(by: -1)
    case .columnLater: isColumnMoved(by: 1)
    case .sortLeft: isSortMoved(by: -1)
    case .sortRight: isSortMoved(by: 1)
    case .invertSort:
      before.scopes.order != after.scopes.order && before.scopes.sort == after.scopes.sort
    case .nextWindow:
      before.window == .everything
        ? Window.presets.allSatisfy { $0 >= after.window } : after.window > before.window
    case .previousWindow:
      Window.presets.allSatisfy { $0 >= before.window }
        ? after.window == .everything : after.window < before.window
    case .zoomIn: after.window < before.window
    case .zoomOut: after.window > before.window
    case .freeze: (before.freeze == nil) != (after.freeze == nil)
    case .stepBack: isSteppedBack(by: max(1, windowSeconds / 10))
    case .windowBack: isSteppedBack(by: windowSeconds)
    case .stepForward: isSteppedForward(by: max(1, windowSeconds / 10))
    case .windowForward: isSteppedForward(by: windowSeconds)
    case .tags: isShown(.tags)
    case .problems: isShown(.problems)
    case .help: isShown(.help)
    case .compare: isShown(.compare)
    case .why: isShown(.why)
    case .nextSlowSet: isOnSlowSet(of: 1)
    case .previousSlowSet: isOnSlowSet(of: -1)
    case .copy:
      if effects.count == 1, case .copy(let text) = effects[0] {
        text.hasPrefix("{")
      } else {
        false
      }
    case .refreshSlower: after.refresh > before.refresh || isEnd(Model.refreshSteps.last)
    case .refreshFaster: after.refresh < before.refresh || isEnd(Model.refreshSteps.first)
    case .redraw: effects == [.redraw]
    case .suspend: effects == [.suspend]
    case .quit: effects == [.quit]
    case .keepFilter: isKept
    case .dropEdit: typing.after == nil && after.filterLine.applied == typing.before?.before
    case .complete: isCompleted
    case .choiceDown: isChosen(from: -1, by: 1)
    case .choiceUp: isChosen(from: typing.before?.completions.count ?? 0, by: -1)
    case .clearLine: typing.after?.editor.text == ""
    }
  }
}

/// Screens and menus.
extension KeyPress {
  /// How many screens there are more on top of each other.
  private var depth: Int { after.pages.count - before.pages.count }

  /// Whether the screen is on top of what there was, or is asked anew.
  private func isShown(_ screen: KeyContext) -> Bool {
    after.page?.context == screen && depth == (before.page?.context == screen ? 0 : 1)
  }

  private var isBack: Bool {
    before.context == .map && before.hasBox ? depth == 0 && !after.hasBox : depth == -1
  }

  private func isMenu(_ isFit: (Chooser.Choice) -> Bool) -> Bool {
    before.menu == nil && after.menu?.items.map(\.choice).allSatisfy(isFit) == true
  }

  /// Whether what the cursor was on is on top, or has been taken for a filter or from a menu.
  private var isOpened: Bool {
    if let menu = before.menu { return isTaken(menu) }
    switch (before.page, after.page) {
    case (nil, .scope(let page)): return depth == 1 && page.key == before.scopes.selected
    case (.compare(let old), .scope(let page)): return depth == 1 && page.key == old.selected?.key
    case (.box(let old), .instance(let page)):
      return depth == 1 && page.instance.identity == old.instances[line.before].identity
    case (.scope(let old), .instance(let page)):
      return depth == 1 && old.focus == .slowest
        && page.instance.identity == old.slowest[line.before].identity
    case (.scope(let old), .box(let page)):
      return depth == 1 && old.focus == .map && page.box == old.heat.selected?.box
    case (.scope(let old), .tags): return depth == 1 && old.focus == .tags
    case (.scope(let old), .scope):
      return depth == 0 && old.focus == .tags
        && newTerms.map(\.text) == [old.tagLines[line.before].term]
    default: return false
    }
  }

  private func isTaken(_ menu: Chooser) -> Bool {
    guard let choice = menu.choice else { return after.menu == nil && changed == [.overlay] }
    guard case .column(let column) = choice else {
      return after.menu == nil && isTaken(choice)
    }
    return isStillOn(choice)
      && Set(before.scopes.columns).symmetricDifference(after.scopes.columns) == [column]
  }

  /// Whether the cursor went with the line.
  private func isStillOn(_ choice: Chooser.Choice) -> Bool { after.menu?.choice == choice }

  private func isTaken(_ choice: Chooser.Choice) -> Bool {
    switch choice {
    case .sort(let key): after.scopes.sort == key
    case .group(let key): Set(before.groupBy).symmetricDifference(after.groupBy) == [key]
    case .ungroup: after.groupBy.isEmpty
    case .export: changed == [.overlay, .program]
    case .column: false
    }
  }

  private func isOnSlowSet(of step: Int) -> Bool {
    guard case .why(let old) = before.page, case .why(let new) = after.page, old.slowSets.count > 1,
      let from = old.slowSets.firstIndex(of: old.slowSet),
      let to = new.slowSets.firstIndex(of: new.slowSet)
    else { return false }
    return to == (from + step + old.slowSets.count) % old.slowSets.count
  }
}

extension ScopePage.TagLine {
  /// The term by which a filter takes just this value.
  fileprivate var term: String? {
    if case .value(let value, _) = content { "\(key)=\(value.value)" } else { nil }
  }
}

/// The filter.
extension KeyPress {
  /// The terms that the filter has got.
  private var newTerms: ArraySlice<FilterTerm> {
    after.filterLine.applied.terms.dropFirst(before.filterLine.applied.terms.count)
  }

  private var tagInFocus: String? {
    if case .tags(let page) = before.page { page.facet?.key } else { nil }
  }

  /// On a key of Tags the values are gone to, on a value it is in the filter; of a finding, all terms.
  private var isIncluded: Bool {
    switch before.page {
    case .tags(let page) where page.focus == .keys:
      after.panels?.focus == 1 && newTerms.isEmpty
    case .tags(let page):
      newTerms.map(\.text) == ["\(page.facet?.key ?? "")=\(page.value?.value ?? "")"]
    case .why(let page):
      page.finding?.terms.isEmpty == false && newTerms.map(\.text) == page.finding?.terms
        && [.scope, nil].contains(after.page?.context.base ?? after.page?.context)
    default: false
    }
  }

  private var typing: (before: FilterLine.Editing?, after: FilterLine.Editing?) {
    (before.filterLine.editing, after.filterLine.editing)
  }

  /// Whether the completion chosen is in the line or, without one, the line's filter in force. With a
  /// fault, of which the line tells, it stays open.
  private var isKept: Bool {
    guard let line = typing.before, line.choice == nil else { return isCompleted }
    guard line.error == nil else { return typing.after?.editor.text == line.editor.text }
    let typed = try? Filter(parsing: line.editor.text.trimmingCharacters(in: .whitespaces))
    return typing.after == nil && after.filterLine.applied == typed && after.filterLine.isOn
  }

  private var isCompleted: Bool {
    guard let line = typing.before, !line.completions.isEmpty else { return false }
    let completion = line.completions[line.choice ?? 0].text
    return typing.after?.editor.text.contains(completion) == true
      && typing.after?.editor.text != line.editor.text
  }

  private func isChosen(from none: Int, by step: Int) -> Bool {
    guard let line = typing.before, !line.completions.isEmpty else { return false }
    let next = (line.choice ?? none) + step
    return typing.after?.choice == (line.completions.indices.contains(next) ? next : nil)
  }
}

/// Order and time.
extension KeyPress {
  private func isColumnMoved(by step: Int) -> Bool {
    guard case .column(let column)? = before.menu?.choice,
      let from = before.scopes.columns.firstIndex(of: column)
    else { return false }
    return after.scopes.columns.firstIndex(of: column) == from + step
      && isStillOn(.column(column))
  }

  /// Whether the lines are ordered by the column beside the one that they were ordered by.
  private func isSortMoved(by step: Int) -> Bool {
    let width = ScopesPage.tableWidth(in: before.size)
    let keys = before.scopes.table(width: width, of: before.query).sortKeys
    guard let from = keys.firstIndex(of: before.scopes.sort),
      let to = keys.firstIndex(of: after.scopes.sort)
    else { return false }
    return to == from + step
  }

  private func isEnd(_ step: Duration?) -> Bool {
    before.refresh == step && after.refresh == step && after.notice != nil
  }

  private var windowSeconds: Int64 {
    before.window.seconds ?? before.reach.map { before.shown.second - $0.earliest.second } ?? 0
  }

  /// Whether an earlier moment is frozen: by so much, or as far back as scopes are held, and says so.
  private func isSteppedBack(by seconds: Int64) -> Bool {
    guard after.freeze != nil else { return false }
    let step = before.shown.second - after.shown.second
    return step == seconds
      || step < seconds && step >= 0 && after.notice?.text.hasPrefix("no older scope") == true
  }

  /// Whether a later moment is shown: by so much, or as far as to that of the freeze.
  private func isSteppedForward(by seconds: Int64) -> Bool {
    guard let freeze = before.freeze, freeze.isSteppedBack, after.freeze != nil else {
      return false
    }
    let step = after.shown.second - before.shown.second
    return step == min(seconds, freeze.began.second - freeze.now.second)
  }
}
