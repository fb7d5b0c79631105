/// What a key can do. Which key does it, and where, is the key map's to say.
///
/// The name of a case is the name under which a settings file binds keys to it (see `name`): a case
/// that is renamed breaks files.
enum Action: String, Hashable, Sendable, CaseIterable {
  case up, down, pageUp, pageDown, first, last
  case nextPanel, previousPanel
  // On a map: the cursor, and the box that it may draw.
  case left, right, widenUp, widenDown, widenLeft, widenRight, box
  case open, back, close
  case editFilter, toggleFilters
  case include, exclude, groupBy, groupMenu
  case find, findNext, findPrevious, keepFind, dropFind
  case columnMenu, columnEarlier, columnLater
  case sortMenu, sortLeft, sortRight, invertSort
  case nextWindow, previousWindow, zoomIn, zoomOut
  case freeze, stepBack, stepForward, windowBack, windowForward
  case tags, compare, problems, help
  case why, nextSlowSet, previousSlowSet
  case copy, export
  case refreshSlower, refreshFaster
  case redraw, suspend, quit
  // While a filter is typed.
  case keepFilter, dropEdit, complete, choiceUp, choiceDown, clearLine
}

extension Action {
  /// The name in a settings file: `pageUp` is `page-up`.
  var name: String { rawValue.kebabCase }

  /// How many lines it moves a selection down, in a list of which so many are in view, as far as the list
  /// reaches; nil where it moves none. Going to the first line is left out: that lets go of the selected
  /// one.
  func lines(page: Int) -> Int? {
    switch self {
    case .up: -1
    case .down: 1
    case .pageUp: -page
    case .pageDown: page
    case .last: .max
    default: nil
    }
  }
}

extension String {
  /// `pageUp` as `page-up`.
  var kebabCase: String {
    reduce(into: "") { text, letter in
      text += letter.isUppercase ? "-\(letter.lowercased())" : String(letter)
    }
  }
}
