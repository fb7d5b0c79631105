import Store
import TextUI

extension Model {
  /// A key with a meaning of its own while a filter is typed.
  mutating func actOnFilter(_ action: Action) {
    var isChanged = false
    switch action {
    case .complete where !filterLine.hasCompletions, .choiceDown where !filterLine.hasCompletions,
      .choiceUp where !filterLine.hasCompletions:
      say("nothing known completes this")
    case .keepFilter:
      if filterLine.editing?.choice != nil {
        isChanged = filterLine.takeCompletion(catalog: store.catalog)
      } else if filterLine.editing?.error == nil {
        // With a fault the line stays open: what was typed is not to be lost without a word.
        isChanged = filterLine.end(keeping: true)
      }
    case .dropEdit:
      if let editing = filterLine.editing { scopes.cursor = editing.selected }
      isChanged = filterLine.end(keeping: false)
    case .complete: isChanged = filterLine.takeCompletion(catalog: store.catalog)
    case .clearLine: isChanged = filterLine.clear(catalog: store.catalog)
    case .choiceDown: filterLine.choose(1)
    case .choiceUp: filterLine.choose(-1)
    default: break
    }
    if isChanged { applyQuery() }
  }
}
