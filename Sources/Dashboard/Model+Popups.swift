import Intake
import Store
import TextUI

extension Model {
  /// A list to choose from, over the table.
  func draw(_ chooser: Chooser, into screen: inout Screen) {
    let items = chooser.items.map {
      chooser.isSwitches
        ? Menu.Item(($0.isChosen ? "[x] " : "[ ] ") + $0.label, detail: $0.note)
        : Menu.Item($0.label, detail: $0.isChosen && $0.note.isEmpty ? "now" : $0.note)
    }
    let empty = [Menu.Item("no scope bears a tag")]
    let menu = Menu(
      chooser.title, items: items.isEmpty ? empty : items,
      position: chooser.cursor.position(count: chooser.items.count, page: menuPage))
    drawBelow(row: 1, column: 3, menu, into: &screen)
  }

  /// How many lines of a menu are in sight.
  var menuPage: Int { Swift.max(1, Swift.min(Menu.rowsMax(in: size.rows - 1), size.rows - 5)) }

  /// What could stand at the cursor, or what is wrong with the filter, below the filter's row.
  func drawCompletions(into screen: inout Screen, row: Int) {
    guard let editing = filterLine.editing else { return }
    var rows = 0
    if let error = editing.error {
      let width = screen.size.columns - FilterLine.labelWidth - 2
      let lines = ("! " + error.message).wrapped(to: width, rows: screen.size.rows - row - 1)
      rows = lines.count
      screen.clear(Rect(row: row, column: 0, rows: rows, columns: screen.size.columns))
      screen.put(
        lines, in: Rect(row: row, column: FilterLine.labelWidth + 1, rows: rows, columns: width),
        style: Style(.warning))
    }
    guard !editing.completions.isEmpty else { return }
    let items = editing.completions.map { Menu.Item($0.text, detail: $0.note) }
    // Tab takes the line that is marked. Enter keeps the filter as typed, until the arrows choose.
    let taking = keyName(of: editing.choice == nil ? .complete : .keepFilter)
    let title = "\(taking) takes"
    let menu = Menu(title, items: items, position: ListPosition(selected: editing.choice ?? 0))
    drawBelow(row: row - 1 + rows, column: FilterLine.labelWidth - 1, menu, into: &screen)
  }

  private func drawBelow(row: Int, column: Int, _ menu: Menu, into screen: inout Screen) {
    // The footer stays in sight: it says which keys work in the list.
    var bounds = screen.bounds
    bounds.size.rows -= 1
    let anchor = Point(row: row, column: column)
    guard let rect = menu.rect(anchor: anchor, in: bounds) else { return }
    menu.draw(into: &screen, in: rect)
  }
}
