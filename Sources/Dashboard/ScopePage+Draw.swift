import Intake
import Store
import TextUI

extension ScopePage {
  /// Whether name and figures fit on one row.
  private static func isOneRow(in size: Size) -> Bool { size.columns >= 110 || size.rows < 16 }

  /// The row of the first panel: below name, figures and filter.
  static func bodyTop(in size: Size) -> Int { isOneRow(in: size) ? 2 : 3 }
}

extension Model {
  /// The screen of one scope.
  func draw(_ page: ScopePage, into screen: inout Screen) {
    drawFigures(of: page, into: &screen)
    let top = ScopePage.bodyTop(in: screen.size)
    drawFilterRow(into: &screen, row: top - 1)
    let layout = page.layout(in: screen.size)
    if layout.panels.isEmpty {
      screen.put(
        query.filter.isEmpty
          ? "It did not finish in this window: \(keyName(of: .nextWindow)) looks further back."
          : "None of it is in the window and in the filter: \(keyName(of: .nextWindow)) looks "
            + "further back, \(keyName(of: .editFilter)) filters.",
        wrappedIn: Rect(
          row: top + 1, column: 3, rows: screen.size.rows - top - 2,
          columns: screen.size.columns - 4))
    }
    for panel in layout.panels {
      guard let rect = layout.rects[panel] else { continue }
      draw(panel, of: page, layout: layout, into: &screen, in: rect)
    }
    if !layout.panels.isEmpty {
      drawCaption(of: page, layout: layout, title: mapTitle(layout), into: &screen)
    }
    drawCompletions(into: &screen, row: top)
  }

  private func drawFigures(of page: ScopePage, into screen: inout Screen) {
    let taken = drawState(into: &screen)
    let title = page.key.title(groupBy: groupBy, glyphs: screen.glyphs)
    let width = screen.size.columns - taken - 3
    let isOneRow = ScopePage.bodyTop(in: screen.size) == 2
    var figures = Strip()
    addFigures(of: page, to: &figures)
    // A long name leaves half of a wide row to the figures; on a small screen it matters more than they.
    let isWide = isOneRow && screen.size.columns >= 110
    let room = isWide ? max(width / 2, width - figures.width - figures.gap) : width
    let name = "\(screen.glyphs.back) \(title)"
    var strip = Strip()
    strip.add(
      TextWidth.cut(name, to: room, isASCII: screen.glyphs.isASCII), .strong, priority: 0)
    if isOneRow {
      strip.add(figures)
    } else {
      figures.draw(into: &screen, at: Point(row: 1, column: 3), width: screen.size.columns - 4)
    }
    strip.draw(into: &screen, at: Point(row: 0, column: 1), width: width)
  }

  private func addFigures(of page: ScopePage, to strip: inout Strip) {
    guard let row = page.figures else { return }
    let span = window == .everything ? "all held" : window.text
    strip.add("\(Figure.count(row.count).text) in \(span)", priority: 2)
    strip.add(Figure.rate(perSecond: row.ratePerSecond).text, priority: 7)
    let role: Role = row.isFew ? .dim : .plain
    func add(_ name: String, _ duration: Duration, _ role: Role, priority: Int) {
      let figure = StyledText(Figure.duration(duration).text, role)
      strip.add(StyledText(name + " ", .dim) + figure, priority: priority)
    }
    add("p50", row.p50, role, priority: 4)
    add("p90", row.p90, role, priority: 6)
    add("p99", row.p99, row.isFew ? .dim : .strong, priority: 1)
    add("max", row.max, .plain, priority: 5)
    if row.errors > 0 {
      let noun = row.errors == 1 ? "error" : "errors"
      strip.add("! \(Figure.count(row.errors).text) \(noun)", .danger, priority: 3)
    }
  }

  private func mapTitle(_ layout: PanelLayout<ScopePage.Panel>) -> String {
    layout.title(of: .map, named: "latency over time")
  }

  private func draw(
    _ panel: ScopePage.Panel, of page: ScopePage, layout: PanelLayout<ScopePage.Panel>,
    into screen: inout Screen, in rect: Rect
  ) {
    let glyphs = screen.glyphs
    let isFocused = panel == page.focus
    func list<Row>(_ title: String, _ columns: [Column<Row>]) -> Panel<Row> {
      Panel(
        layout.title(of: panel, named: title), columns, count: page.count(panel),
        cursor: page.cursor(panel), in: rect, isFocused: isFocused)
    }
    let hasSlow = page.slowFrom != nil
    let only = ", only " + page.tagTerms.joined(separator: " ")
    let width = rect.size.columns
    switch panel {
    case .map:
      page.heat.draw(
        mapTitle(layout), into: &screen, in: rect, isFocused: isFocused,
        ticks: freeze == nil ? .ago : .clock(utcOffsetSeconds: options.utcOffsetSeconds))
    case .time:
      list(
        page.tagTerms.isEmpty ? "where the time goes" + exactNote : "time" + exactNote + only,
        ScopePage.timeColumns(hasSlow: hasSlow, width: width, glyphs: glyphs)
      )
      .draw(into: &screen, in: rect, naming: page.timeRows.map(\.name)) { page.timeRows[$0] }
    case .counters:
      list(
        page.tagTerms.isEmpty ? "counters per scope" + exactNote : "counters" + exactNote + only,
        ScopePage.counterColumns(hasSlow: hasSlow, width: width, glyphs: glyphs)
      )
      .draw(into: &screen, in: rect, naming: page.counters.map(\.name)) { page.counters[$0] }
    case .tags:
      let counting = Show.counting(page.tagShare, glyphs: glyphs)
      list(counting.map { "tags, \($0)" } ?? "tags", ScopePage.tagColumns(glyphs: glyphs))
        .draw(into: &screen, in: rect) { page.tagLines[$0] }
    case .slowest:
      let timers = Array(Set(page.slowest.compactMap(\.longestTimer?.name)))
      list(
        "slowest",
        ScopePage.instanceColumns(
          timers: timers, width: width, utcOffsetSeconds: options.utcOffsetSeconds, glyphs: glyphs)
      ).draw(into: &screen, in: rect) { page.slowest[$0] }
    }
  }
}
