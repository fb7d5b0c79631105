import Intake
import Store
import TextUI

/// The scopes in a box of a heat map, slowest first.
///
/// They are those that were held when it was opened: a list of what has been does not move under
/// the reader.
struct BoxPage {
  /// How many of the slowest are listed at most.
  static let instancesMax = 500

  let key: GroupKey
  let box: LatencyBox
  let boxed: BoxedInstances
  private(set) var cursor = ListCursor<LineID>()

  init(_ key: GroupKey, _ box: LatencyBox, _ boxed: BoxedInstances) {
    self.key = key
    self.box = box
    self.boxed = boxed
  }

  var instances: [Instance] { boxed.instances }

  /// The panel of the list: below the name, and what the box covers.
  static func body(in size: Size) -> Rect {
    Rect(row: 2, column: 0, rows: max(1, size.rows - 3), columns: size.columns)
  }

  private static func page(in size: Size) -> Int { max(1, body(in: size).size.rows - 1) }

  mutating func prepare(size: Size) {
    cursor.settle(count: instances.count, page: Self.page(in: size)) { .line($0) }
  }

  mutating func move(by lines: Int, size: Size) {
    cursor.move(by: lines, count: instances.count, page: Self.page(in: size)) { .line($0) }
  }

  mutating func moveToFirst() { cursor.moveToFirst() }
}

extension Model {
  /// A key on the list of a box, which is off the stack while it acts.
  mutating func act(on page: BoxPage, _ action: Action) {
    var page = page
    let height = BoxPage.body(in: size).size.rows - 1
    var opened: Page?
    if let lines = action.lines(page: height) { page.move(by: lines, size: size) }
    switch action {
    case .first: page.moveToFirst()
    case .open:
      // What is typical is what the scope's own screen, one below, last said.
      if page.instances.indices.contains(page.cursor.index), case .scope(let scope) = pages.last {
        opened = .instance(InstancePage(page.instances[page.cursor.index], of: scope))
      }
    default: break
    }
    pages.append(.box(page))
    if let opened { open(opened) }
  }

  /// The screen of a box's scopes.
  func draw(_ page: BoxPage, into screen: inout Screen) {
    let taken = drawState(into: &screen)
    var title = Strip()
    let name = page.key.title(groupBy: groupBy, glyphs: screen.glyphs)
    title.add("\(screen.glyphs.back) \(name)", .strong, priority: 0)
    title.draw(into: &screen, at: Point(row: 0, column: 1), width: screen.size.columns - taken - 3)
    var facts = Strip()
    facts.add(countText(of: page), .strong, priority: 0)
    let offset = options.utcOffsetSeconds
    let start = Show.clock(page.box.start, utcOffsetSeconds: offset)
    let end = Show.clock(page.box.end, utcOffsetSeconds: offset)
    facts.add("finished \(start) to \(end)", priority: 2)
    facts.add("took \(Show.range(page.box.shortest, page.box.longest))", priority: 1)
    facts.addChips(of: query.filter, priority: 3)
    facts.draw(into: &screen, at: Point(row: 1, column: 3), width: screen.size.columns - 4)
    let rect = BoxPage.body(in: screen.size)
    let timers = Array(Set(page.instances.compactMap(\.longestTimer?.name)))
    Panel(
      "slowest",
      ScopePage.instanceColumns(
        timers: timers, width: rect.size.columns, utcOffsetSeconds: offset, glyphs: screen.glyphs),
      count: page.instances.count, cursor: page.cursor, in: rect, isFocused: true
    ).draw(into: &screen, in: rect) { page.instances[$0] }
  }

  /// How many scopes there are, and how many of them are listed. Where older ones are summed up, only
  /// the slowest of those are.
  private func countText(of page: BoxPage) -> String {
    let boxed = page.boxed
    let noun = boxed.weight < 1.5 ? "scope" : "scopes"
    var text = "\(Figure.count(boxed.weight).text) \(noun)"
    if boxed.foldedWeight > 0 {
      text += ", \(Figure.count(UInt64(boxed.instances.count)).text) of them held whole"
    } else if boxed.rows > boxed.instances.count {
      text += ", the slowest \(Figure.count(UInt64(boxed.instances.count)).text) listed"
    } else if boxed.weight != Double(boxed.rows) {
      text += ", \(Figure.count(UInt64(boxed.rows)).text) sent"
    }
    return text
  }
}
