import Intake
import Store
import TextUI

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

  private func drawChips(into screen: inout Screen, row: Int, width: Int) {
    var strip = Strip(gap: 1)
    let isOff = !filterLine.isOn && !filterLine.applied.isEmpty
    strip.add(isOff ? "filter off" : "filter", isOff ? .warning : .dim, priority: 0)
    let terms = filterLine.applied.terms
    if terms.isEmpty { strip.add(" none", .dim, priority: 0) }
    for (index, term) in terms.enumerated() {
      let role: Role = isOff ? .dim : term.isExclusion ? .chipExcluding : .chip
      // The first one is rather cut than left out.
      strip.add(" \(term.text) ", role, priority: index == 0 ? 0 : 101 + index)
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
    let noun = groupBy.isEmpty ? "scope" : "group"
    let shown = Figure.count(UInt64(totals.groupsShown)).text
    let all = Figure.count(UInt64(totals.groupsAll)).text
    let plural = totals.groupsAll == 1 ? "" : "s"
    let ofAll = query.filter.isEmpty ? all : "\(shown) of \(all)"
    strip.add("\(ofAll) \(noun)\(plural)", query.filter.isEmpty ? .dim : .plain, priority: 0)
    if let earliest {
      let end = freeze?.began ?? now
      let cut = freeze?.isShortened == true ? "! " : ""
      strip.add("\(cut)\(Show.reach(end.since(earliest))) held", .dim, priority: 1)
    }
    let fitted = strip.fitted(to: screen.size.columns / 2)
    let column = screen.size.columns - fitted.width - 1
    return fitted.draw(into: &screen, at: Point(row: row, column: column), width: fitted.width)
  }

  /// The line in which a filter is typed, with the fault underlined.
  private func draw(
    _ editing: FilterLine.Editing, into screen: inout Screen, row: Int, width: Int
  ) {
    screen.put("filter", at: Point(row: row, column: 1), style: Style(.accent))
    editing.editor.draw(
      into: &screen, at: Point(row: row, column: 1 + FilterLine.labelWidth),
      width: Swift.max(8, width - FilterLine.labelWidth), underlined: editing.error?.range)
  }
}
