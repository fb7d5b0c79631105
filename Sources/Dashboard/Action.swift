/// What a key can do. Which key does it, and where, is the key map's to say.
enum Action: Hashable, Sendable, CaseIterable {
  case up, down, pageUp, pageDown, first, last
  case nextPanel, previousPanel
  // On a map: the cursor, and the box that it may draw.
  case left, right, widenUp, widenDown, widenLeft, widenRight, box
  case open, back, close
  case editFilter, toggleFilters
  case include, exclude, groupBy, groupMenu
  case sortMenu, sortLeft, sortRight, invertSort
  case nextWindow, previousWindow, zoomIn, zoomOut
  case freeze, stepBack, stepForward, windowBack, windowForward
  case tags, compare, problems, help
  case why, nextSlowSet, previousSlowSet
  case copy
  case refreshSlower, refreshFaster
  case redraw, suspend, quit
  // While a filter is typed.
  case keepFilter, dropEdit, complete, choiceUp, choiceDown, clearLine
}
