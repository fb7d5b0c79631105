import Intake
import Store
import TextUI

extension Model {
  /// The screen of problems: where the memory goes, what was lost or not taken, and why.
  func draw(_ page: ProblemsPage, into screen: inout Screen) {
    let taken = drawState(into: &screen)
    let lines = ProblemsPage.lines(of: store.tally)
    var title = Strip()
    title.add("\(screen.glyphs.back) Problems", .strong, priority: 0)
    let received = Figure.counted(Double(store.tally.lines), "line") + " in all"
    title.add(received, .dim, priority: 1)
    // What is lost is not to be missed while something else is looked at.
    if freeze != nil { title.add("as of now", .dim, priority: 2) }
    title.draw(
      into: &screen, at: Point(row: 0, column: 1), width: screen.size.columns - taken - 3)
    drawMemory(into: &screen)
    let top = 1 + ProblemsPage.memoryRows(in: screen.size)
    let detail = ProblemsPage.detailRows(in: screen.size)
    let rect = Rect(
      row: top, column: 0, rows: screen.size.rows - 1 - detail - top,
      columns: screen.size.columns)
    Panel(
      "what", ProblemsPage.columns(glyphs: screen.glyphs, offset: options.utcOffsetSeconds),
      count: lines.count, cursor: page.cursor, in: rect, isFocused: true
    ).draw(into: &screen, in: rect) { lines[$0] }
    if lines.indices.contains(page.cursor.index) {
      drawDetail(of: lines[page.cursor.index], into: &screen, row: screen.size.rows - 1 - detail)
    }
  }

  /// Where the memory goes: all of it, what scopes take and how far back they reach, the same of
  /// summaries, and the rest.
  private func drawMemory(into screen: inout Screen) {
    let width = screen.size.columns - 2
    var first = Strip(gap: 3)
    first.add(StyledText("memory  ", .dim) + StyledText(memoryText), priority: 0)
    first.add(exactText, priority: 1)
    first.draw(into: &screen, at: Point(row: 1, column: 1), width: width)
    guard ProblemsPage.memoryRows(in: screen.size) > 1 else { return }
    memorySummaries.draw(into: &screen, at: Point(row: 2, column: 9), width: width - 8)
    memoryRest.draw(into: &screen, at: Point(row: 3, column: 9), width: width - 8)
  }

  /// `23 MiB exact: 196,612 scopes of 122 bytes, 12 s`.
  private var exactText: String {
    let scopes = store.scopeCount
    guard scopes > 0, let back = reach?.exactText(at: newest) else { return "no exact scopes" }
    let each = Figure.count(UInt64(store.exactBytes / scopes)).text
    return "\(Figure.bytes(store.exactBytes).text) exact: "
      + "\(Figure.counted(scopes, "scope")) of \(each) bytes, \(back)"
  }

  private var memorySummaries: Strip {
    var strip = Strip(gap: 3)
    if let reach, reach.hasSummaries {
      let all = Show.reach(newest.since(reach.earliest))
      strip.add("\(Figure.bytes(store.summaryBytes).text) summaries: \(all)", priority: 0)
    } else {
      strip.add("no summaries: nothing had to go", .dim, priority: 0)
    }
    guard let freeze else { return strip }
    strip.add("kept by the freeze alone \(Figure.bytes(freeze.ownBytes).text)", priority: 1)
    if freeze.isShortened { strip.add("! its oldest scopes had to go", .warning, priority: 2) }
    return strip
  }

  private var memoryRest: Strip {
    var strip = Strip(gap: 3)
    let series = store.catalog.series.count
    var names = "\(Figure.bytes(store.nameBytes).text) names"
    if series > 0 {
      let each = Figure.count(UInt64(store.nameBytes / series)).text
      names += ": \(Figure.count(UInt64(series)).text) series of \(each) bytes"
    }
    strip.add(names, .dim, priority: 0)
    strip.add("\(Self.mebibytes(answerBytes)) MiB answers", .dim, priority: 1)
    return strip
  }

  /// The last sample on as many rows as it takes and as there are.
  private static func lines(ofSample sample: String, width: Int, limit: Int) -> [StyledText] {
    let head = "last: "
    var lines: [StyledText] = []
    var rest = sample
    while !rest.isEmpty, lines.count < limit {
      let room = width - head.count
      // The last row is cut, which says that there is more.
      let part = lines.count == limit - 1 ? rest : String(TextWidth.prefix(of: rest, width: room))
      lines.append(
        StyledText(lines.isEmpty ? head : String(repeating: " ", count: head.count), .dim)
          + StyledText(part))
      rest.removeFirst(part.count)
    }
    return lines
  }

  /// The sentence of the selected line, then its last sample and what to do about it, as far as there
  /// is room.
  private func drawDetail(of line: ProblemsPage.Line, into screen: inout Screen, row: Int) {
    let width = screen.size.columns - 4
    Rule(line.title).draw(
      into: &screen, at: Point(row: row, column: 0), width: screen.size.columns)
    screen.put(line.explanation, at: Point(row: row + 1, column: 3), width: width)
    let room = ProblemsPage.detailRows(in: screen.size) - 2
    let advice = line.advice.isEmpty ? [] : [StyledText(line.advice)]
    let rest = Self.lines(
      ofSample: line.problem.lastSample, width: width, limit: max(1, room - advice.count))
    for (offset, text) in (rest + advice).prefix(room).enumerated() {
      screen.put(text, at: Point(row: row + 2 + offset, column: 3), width: width)
    }
  }
}

extension ProblemsPage {
  static func columns(glyphs: Glyphs, offset: Int) -> [Column<Line>] {
    [
      Column("", .left, priority: 0, width: 20, upTo: 30) {
        $0.problem.count == 0
          ? StyledText($0.title, .dim) : StyledText("! \($0.title)", $0.role)
      },
      Column("COUNT", priority: 0, width: 11) {
        $0.problem.count == 0
          ? StyledText(glyphs.none, .dim) : StyledText(Figure.count($0.problem.count))
      },
      Column("SHARE", priority: 1, width: 5) {
        $0.problem.count == 0
          ? .empty : StyledText($0.share.map { Figure.share($0).text } ?? "", .dim)
      },
      Column("LAST", priority: 2, width: 8) { line in
        .init(line.problem.lastSeen.map { Show.clock($0, utcOffsetSeconds: offset) } ?? "")
      },
      Column("FROM", .left, priority: 1, width: 16, upTo: 24) { .init($0.problem.lastSender) },
      Column("LAST SAMPLE", .left, priority: 3, width: 36, upTo: .max) {
        .init($0.problem.lastSample, .dim)
      },
    ]
  }
}
