import Intake
import Store
import TextUI

extension InstancePage {
  /// The row of the first panel: below the name, and what is known about the whole scope.
  static let bodyTop = 2
}

extension Model {
  /// The screen of one instance.
  func draw(_ page: InstancePage, into screen: inout Screen) {
    drawTitle(of: page, into: &screen)
    let layout = page.layout(in: screen.size)
    if layout.panels.isEmpty {
      screen.put(
        "It has no tags, timers or counters.", at: Point(row: 3, column: 3), style: .dim,
        width: screen.size.columns - 4)
    }
    for panel in layout.panels {
      guard let rect = layout.rects[panel] else { continue }
      draw(panel, of: page, layout: layout, into: &screen, in: rect)
    }
  }

  private func drawTitle(of page: InstancePage, into screen: inout Screen) {
    let instance = page.instance
    let taken = drawState(into: &screen)
    var title = Strip()
    title.add("\(screen.glyphs.back) \(instance.scope)", .strong, priority: 0)
    if let id = instance.id { title.add(id, .dim, priority: 1) }
    title.draw(
      into: &screen, at: Point(row: 0, column: 1), width: screen.size.columns - taken - 3)
    var facts = Strip()
    let offset = options.utcOffsetSeconds
    facts.add(Figure.duration(instance.duration).text, .strong, priority: 0)
    if let typical = page.figures?.p50, typical > .zero {
      let factor = instance.duration / typical
      let sign = factor >= Factor.noticeable ? "\(screen.glyphs.up) " : ""
      let text = "\(sign)\(Figure.factor(factor).text) the p50 of \(Figure.duration(typical).text)"
      facts.add(text, sign.isEmpty ? .dim : .warning, priority: 2)
    }
    if let error = instance.error { facts.add("! \(error)", .danger, priority: 1) }
    facts.add("finished \(Show.fineClock(instance.end, utcOffsetSeconds: offset))", priority: 3)
    if instance.weight != 1 {
      facts.add("stands for \(Figure.count(instance.weight).text) scopes", .dim, priority: 4)
    }
    facts.addChips(of: query.filter, priority: 5)
    facts.draw(into: &screen, at: Point(row: 1, column: 3), width: screen.size.columns - 4)
  }

  private func draw(
    _ panel: InstancePage.Panel, of page: InstancePage,
    layout: PanelLayout<InstancePage.Panel>, into screen: inout Screen, in rect: Rect
  ) {
    let glyphs = screen.glyphs
    let terms = page.tagTerms.joined(separator: " ")
    let note = terms.isEmpty ? "" : ", typical only " + terms
    func list<Row>(_ title: String, _ columns: [Column<Row>]) -> Panel<Row> {
      Panel(
        layout.title(of: panel, named: title), columns, count: page.count(panel),
        cursor: page.cursor(panel), in: rect, isFocused: panel == page.focus)
    }
    switch panel {
    case .tags:
      list("tags", InstancePage.tagColumns())
        .draw(into: &screen, in: rect) { page.tagLines[$0] }
    case .timers:
      list("timers\(note)", page.timerColumns(width: rect.size.columns, glyphs: glyphs))
        .draw(
          into: &screen, in: rect, naming: page.timers.map { $0.name ?? TimeRow.unaccountedName }
        ) {
          page.timers[$0]
        }
    case .counters:
      list("counters\(note)", InstancePage.counterColumns(width: rect.size.columns, glyphs: glyphs))
        .draw(into: &screen, in: rect, naming: page.counters.map(\.name)) { page.counters[$0] }
    }
  }
}

extension InstancePage {
  /// The cells of a tag's key at most.
  static let tagKeyWidth = 18

  static func tagColumns() -> [Column<TagText>] {
    [
      Column("", .left, priority: 0, width: 8, upTo: tagKeyWidth) { .init($0.key, .dim) },
      Column("", .left, priority: 0, width: 8, upTo: .max) { .init($0.value, .strong) },
    ]
  }

  /// A timer beside what is typical of its name.
  func timerColumns(width: Int, glyphs: Glyphs) -> [Column<TimerRow>] {
    let whole = instance.duration
    return [
      ScopePage.labelColumn(TimerRow.self, width: width),
      Column("", priority: 2, width: 15) { $0.callsText },
      Column("THIS", priority: 0, width: 7) { .init(Figure.duration($0.total)) },
      Column("", .left, priority: 5, width: 10) { row in
        let share = whole > .zero ? row.total / whole : 0
        return .init(Bar.text(share, width: 10, glyphs: glyphs), .graph)
      },
      Column("", priority: 1, width: 7) {
        Factor.text($0.total, against: $0.typicalPerScope, glyphs: glyphs)
      },
      Column("", priority: 4, width: 14) {
        .init($0.typical.map(TimeRow.Part.init)?.callsText ?? "", .dim)
      },
      Column("TYPICAL", priority: 3, width: 7) { row in
        row.typicalPerScope.map { StyledText(whole: Figure.duration($0), .dim) } ?? .empty
      },
    ]
  }

  /// A counter beside what is typical of its name.
  static func counterColumns(width: Int, glyphs: Glyphs) -> [Column<CounterRow>] {
    [
      ScopePage.labelColumn(CounterRow.self, width: width),
      Column("THIS", priority: 0, width: 8) { .init(Show.amount($0.value)) },
      Column("", priority: 1, width: 7) {
        Factor.text($0.value, against: $0.typicalPerScope, glyphs: glyphs)
      },
      Column("TYPICAL", priority: 2, width: 8) {
        .init($0.typicalPerScope.map { Figure.amount($0).text } ?? "", .dim)
      },
    ]
  }
}

extension InstancePage.TimerRow {
  /// `48 × 39.6 ms`.
  fileprivate var callsText: StyledText {
    guard let calls else { return .empty }
    return StyledText(TimeRow.callsText(calls, total: total))
  }
}
