import Intake
import Store
import TextUI

extension FilterTerm {
  fileprivate var chipRole: Role { isExclusion ? .chipExcluding : .chip }
}

extension Strip {
  /// A filter's terms, on a screen whose figures rest on it and that has no row for it.
  mutating func addChips(of filter: Filter, priority: Int) {
    for term in filter.terms { add(" \(term.text) ", term.chipRole, priority: priority) }
  }
}

extension Model {
  /// The filter's row: its terms as chips, or the line in which it is typed; then how much of
  /// everything is shown, and how far back the scopes held reach.
  func drawFilterRow(into screen: inout Screen, row: Int) {
    let taken = drawReach(into: &screen, row: row)
    let width = screen.size.columns - taken - 3
    screen.note(.filter, in: Rect(row: row, column: 1, rows: 1, columns: width))
    if let editing = filterLine.editing {
      draw(editing, into: &screen, row: row, width: width)
    } else {
      drawChips(into: &screen, row: row, width: width)
    }
  }

  /// The cells that a filter is typed in at least.
  private static var editorWidthMin: Int { 8 }

  private func drawChips(into screen: inout Screen, row: Int, width: Int) {
    var strip = Strip(gap: 1)
    let isOff = filterLine.isOff
    strip.add(isOff ? "filter off" : "filter", isOff ? .warning : .dim, priority: 0)
    let terms = filterLine.applied.terms
    if terms.isEmpty { strip.add(" none", .dim, priority: 0) }
    for (index, term) in terms.enumerated() {
      // The first one is rather cut than left out.
      strip.add(
        " \(term.text) ", isOff ? .dim : term.chipRole, priority: index == 0 ? 0 : 101 + index)
    }
    if !groupBy.isEmpty { strip.add(" by \(groupBy.joined(separator: ", "))", priority: 100) }
    let fitted = strip.fitted(to: width)
    let hidden = strip.pieces.count - fitted.pieces.count
    var column = 1 + fitted.draw(into: &screen, at: Point(row: row, column: 1), width: width)
    guard hidden > 0 else { return }
    column += 1
    screen.put(
      "+\(hidden)", at: Point(row: row, column: column), style: .dim, width: width - column + 1)
  }

  /// How much is shown, at the right.
  ///
  /// - Returns: how many cells it took.
  private func drawReach(into screen: inout Screen, row: Int) -> Int {
    var strip = Strip(gap: 3)
    let shown = Figure.count(UInt64(totals.groupsShown)).text
    let all = Figure.counted(totals.groupsAll, groupBy.isEmpty ? "scope" : "group")
    let ofAll = query.filter.isEmpty ? "" : "\(shown) of "
    // Where only a part of the window is told, that matters more than how much is shown.
    strip.add(
      ofAll + all, query.filter.isEmpty ? .dim : .plain,
      priority: isPartlyTold ? 1 : 0)
    // On a narrow screen the filter's terms have the other third: it matters where exact ends.
    let isNarrow = screen.size.columns < 60 && reach?.hasSummaries == true
    var room = isNarrow ? screen.size.columns * 2 / 3 : screen.size.columns / 2
    if filterLine.editing != nil {
      room = min(room, screen.size.columns - FilterLine.labelWidth - Self.editorWidthMin - 3)
    }
    if let text = reachText(width: room - strip.width - strip.gap) {
      strip.add(text, priority: isPartlyTold ? 0 : 1)
    }
    let fitted = strip.fitted(to: room)
    let column = screen.size.columns - fitted.width - 1
    return fitted.draw(into: &screen, at: Point(row: row, column: column), width: fitted.width)
  }

  /// How far back what is held reaches and where exact ends, in the longest words for which there is
  /// room; nil where nothing is held.
  private func reachText(width: Int) -> StyledText? {
    guard let reach else { return nil }
    let cut = freeze?.isShortened == true ? "! " : ""
    let texts =
      isPartlyTold ? reach.filteredTexts(at: newest) : reach.texts(at: newest).map { cut + $0 }
    let text = texts.first { TextWidth.of($0) <= width } ?? texts.last
    return text.map { StyledText($0, isPartlyTold ? .warning : .dim) }
  }

  /// Whether there are summaries in the window on which the filter cannot be decided.
  private var isPartlyTold: Bool { isSummarised && ranking.precision != .summary }

  /// The line in which a filter is typed, with the fault underlined.
  private func draw(
    _ editing: FilterLine.Editing, into screen: inout Screen, row: Int, width: Int
  ) {
    screen.put("filter", at: Point(row: row, column: 1), style: Style(.accent))
    editing.editor.draw(
      into: &screen, at: Point(row: row, column: 1 + FilterLine.labelWidth),
      width: width - FilterLine.labelWidth, underlined: editing.error?.range)
  }
}
