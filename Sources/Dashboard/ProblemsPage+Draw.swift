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
    let received = "\(Figure.count(store.tally.lines).text) lines in all"
    title.add(received, .dim, priority: 1)
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

  private func drawMemory(into screen: inout Screen) {
    var first = Strip()
    let scopes = store.scopeCount
    first.add("memory", .dim, priority: 0)
    first.add(memoryText, priority: 0)
    first.add("\(Figure.count(UInt64(scopes)).text) scopes held", priority: 1)
    if scopes > 0 {
      first.add("\(Figure.count(UInt64(store.byteCount / scopes)).text) bytes each", priority: 3)
    }
    if let earliest {
      first.add("\(Show.reach((freeze?.began ?? now).since(earliest))) back", priority: 2)
    }
    let width = screen.size.columns - 2
    first.draw(into: &screen, at: Point(row: 1, column: 1), width: width)
    guard ProblemsPage.memoryRows(in: screen.size) > 1 else { return }
    screen.put(memoryParts, at: Point(row: 2, column: 9), width: width - 8)
  }

  /// What the memory is for, as far as it is not for scopes.
  private var memoryParts: StyledText {
    var text = StyledText("names \(Self.mebibytes(store.nameBytes)) MiB", .dim)
    text.append("   answers \(Self.mebibytes(answerBytes)) MiB", .dim)
    guard let freeze else { return text }
    text.append("   kept by the freeze alone \(Self.mebibytes(freeze.ownBytes)) MiB")
    if freeze.isShortened { text.append("   ! its oldest scopes had to go", .warning) }
    return text
  }

  /// The sentence of the selected line, then its last sample and what to do about it, as far as there
  /// is room.
  private func drawDetail(of line: ProblemsPage.Line, into screen: inout Screen, row: Int) {
    let width = screen.size.columns - 4
    Rule(line.title).draw(
      into: &screen, at: Point(row: row, column: 0), width: screen.size.columns)
    screen.put(line.explanation, at: Point(row: row + 1, column: 3), width: width)
    var rest: [StyledText] = []
    let sample = line.problem.lastSample
    if !sample.isEmpty { rest.append(StyledText("last: ", .dim) + StyledText(sample)) }
    if !line.advice.isEmpty { rest.append(StyledText(line.advice)) }
    for (offset, text) in rest.prefix(ProblemsPage.detailRows(in: screen.size) - 2).enumerated() {
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
