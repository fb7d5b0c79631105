import Intake
import Store
import TextUI

extension Model {
  /// The screen that says why.
  func draw(_ page: WhyPage, into screen: inout Screen) {
    drawTitle(of: page, into: &screen)
    drawFilterRow(into: &screen, row: 1)
    guard let explanation = page.explanation else { return }
    let isShort = screen.size.rows < 16
    let margin = isShort ? 1 : 3
    let width = screen.size.columns - 2 * margin
    var row = 2
    let words = WhyWords(explanation, options: options)
    for line in (words.question + (isShort ? [] : words.extra)).flatMap({ $0.wrapped(to: width) }) {
      screen.put(line, at: Point(row: row, column: margin), style: .plain, width: width)
      row += 1
    }
    if page.slowSets.count > 1 {
      drawSlowSets(of: page, into: &screen, at: Point(row: row, column: margin))
      row += 1
    }
    if !isShort {
      Rule(words.title).draw(
        into: &screen, at: Point(row: row, column: 0), width: screen.size.columns)
      row += 1
    }
    let body = Rect(
      row: row, column: 0, rows: screen.size.rows - row - 1, columns: screen.size.columns)
    if page.lines.isEmpty {
      draw(words.verdict, into: &screen, in: body, margin: margin)
    } else {
      let lines = page.lines.map { $0.spelt(for: screen.glyphs) }
      let end = draw(lines, selected: page.cursor.index, into: &screen, in: body)
      drawRemark(words.remark, into: &screen, below: end, in: body, margin: margin)
    }
  }

  private func drawTitle(of page: WhyPage, into screen: inout Screen) {
    let taken = drawState(into: &screen)
    let name = page.key.title(groupBy: groupBy, glyphs: screen.glyphs)
    var strip = Strip()
    let width = screen.size.columns - taken - 3
    // Of a long name the question's own words must stay.
    let frame = TextWidth.of("\(screen.glyphs.back) why is  slow?")
    let short = TextWidth.cut(name, to: width - frame, isASCII: screen.glyphs.isASCII)
    strip.add("\(screen.glyphs.back) why is \(short) slow?", .strong, priority: 0)
    if let now = page.explanation?.now {
      let time = Show.clock(now, utcOffsetSeconds: options.utcOffsetSeconds)
      strip.add("as of \(time)", .dim, priority: 1)
    }
    strip.draw(into: &screen, at: Point(row: 0, column: 1), width: width)
  }

  /// What can be asked about, the one in question in brackets.
  private func drawSlowSets(of page: WhyPage, into screen: inout Screen, at place: Point) {
    var strip = Strip(gap: 1)
    if screen.size.columns >= 60 { strip.add("slow set ", .dim, priority: 0) }
    for set in page.slowSets {
      let isAsked = set == page.slowSet
      strip.add(
        isAsked ? "[\(set.name)]" : " \(set.name) ", isAsked ? .accent : .plain, priority: 0)
    }
    strip.draw(into: &screen, at: place, width: screen.size.columns - 2 * place.column)
  }

  private func draw(
    _ sentences: [String], into screen: inout Screen, in body: Rect, margin: Int
  ) {
    let width = body.size.columns - 2 * margin
    var row = body.origin.row + (body.size.rows > 8 ? 1 : 0)
    for (index, sentence) in sentences.enumerated() {
      for line in sentence.wrapped(to: width) where row < body.rows.upperBound {
        let style = Style(index == 0 ? .strong : .plain)
        screen.put(line, at: Point(row: row, column: margin), style: style, width: width)
        row += 1
      }
      if body.size.rows > 8 { row += 1 }
    }
  }

  private func drawRemark(
    _ remark: String?, into screen: inout Screen, below end: Int, in body: Rect, margin: Int
  ) {
    guard let remark, end + 2 < body.rows.upperBound else { return }
    let width = body.size.columns - 2 * margin
    for (offset, line) in remark.wrapped(to: width).enumerated()
    where end + 1 + offset < body.rows.upperBound {
      screen.put(line, at: Point(row: end + 1 + offset, column: margin), style: .dim, width: width)
    }
  }

  /// Draws the findings, each on as many rows as its words take. Returns the row below.
  private func draw(
    _ lines: [WhyLine], selected: Int, into screen: inout Screen, in body: Rect
  ) -> Int {
    let layout = WhyLayout(lines, width: body.size.columns - 1)
    let blocks = lines.indices.map { layout.rows(of: lines[$0], number: $0 + 1) }
    // From the first one from which on the selected one is in view.
    var first = 0
    while first < selected,
      blocks[first...selected].reduce(0, { $0 + $1.count }) > body.size.rows
    {
      first += 1
    }
    var row = body.origin.row
    for index in blocks.indices.dropFirst(first) {
      let block = blocks[index]
      guard index == selected || row + block.count <= body.rows.upperBound else { break }
      let start = row
      for text in block where row < body.rows.upperBound {
        screen.put(text, at: Point(row: row, column: 2), width: body.size.columns - 3)
        row += 1
      }
      if index == selected { mark(start..<row, on: &screen) }
      let place = Rect(row: start, column: 0, rows: row - start, columns: body.size.columns)
      screen.note(
        .list(
          Spot.List(
            lines: place, first: index, selected: selected, isFocused: true, rowsEach: row - start)),
        in: place)
    }
    return row
  }

  private func mark(_ rows: Range<Int>, on screen: inout Screen) {
    for row in rows {
      screen.put(
        screen.glyphs.selectionMark, at: Point(row: row, column: 0), style: Style(.accent))
    }
    let place = Rect(
      row: rows.lowerBound, column: 0, rows: rows.count, columns: screen.size.columns)
    screen.restyle(place) { $0.isSelected = true }
  }
}

/// Where the words of findings stand: in columns on a wide screen, else below each other.
struct WhyLayout {
  private let width: Int
  private let whatWidth: Int
  private let amountWidth: Int
  private let detailWidths: [Int]
  private let isWide: Bool

  /// Cells before the words: the number of the line and a blank.
  private static let numberWidth = 3
  private static let gap = 2

  /// - Parameter width: up to where the words may reach.
  init(_ lines: [WhyLine], width: Int) {
    self.width = width - 2
    func widest(_ texts: [String]) -> Int { texts.map { TextWidth.of($0) }.max() ?? 0 }
    amountWidth = widest(lines.map(\.amount))
    let pairs = lines.filter { $0.details.count > 1 }
    let first = widest(pairs.map { $0.details[0] })
    let second = widest(pairs.map { $0.details[1] })
    // A single detail may reach below both of a pair.
    let single = widest(lines.filter { $0.details.count == 1 }.map { $0.details[0] })
    detailWidths = [first, max(second, single - first - Self.gap)]
    let details = pairs.isEmpty ? single : first + Self.gap + detailWidths[1]
    let support = widest(lines.map { Self.support($0) })
    let rest =
      self.width - Self.numberWidth - amountWidth - details - support - 3 * Self.gap
    whatWidth = max(16, widest(lines.map(\.what)))
    isWide = width >= 100 && rest >= whatWidth
  }

  /// A finding as rows of text.
  func rows(of line: WhyLine, number: Int) -> [StyledText] {
    let digits = number < 10 ? " \(number)" : "\(number)"
    let head = StyledText(digits + " ", .dim)
    return isWide ? [wide(line, head)] : narrow(line, head)
  }

  private static func support(_ line: WhyLine) -> String {
    line.support.map { "on \(Figure.count($0).text)" } ?? ""
  }

  private func wide(_ line: WhyLine, _ head: StyledText) -> StyledText {
    var text = head + StyledText(fill(line.what, whatWidth), .strong)
    text.append(fill(line.amount, amountWidth), .plain)
    if line.details.count > 1 {
      text.append(fill(line.details[0], detailWidths[0]) + line.details[1])
    } else {
      text.append(line.details.joined())
    }
    return ended(text, Self.support(line))
  }

  /// What and on how many; below it how much and why, broken where there is no room.
  private func narrow(_ line: WhyLine, _ head: StyledText) -> [StyledText] {
    let support = Self.support(line)
    let room = width - Self.numberWidth - TextWidth.of(support) - Self.gap
    let what = StyledText(TextWidth.cut(line.what, to: room), .strong)
    var rows = [ended(head + what, support)]
    let indent = String(repeating: " ", count: width < 50 ? 1 : Self.numberWidth)
    var current = indent
    for piece in [line.sentence] + line.details {
      let isFirst = current == indent
      let needed = TextWidth.of(current) + (isFirst ? 0 : 3) + TextWidth.of(piece)
      if !isFirst, needed > width {
        rows.append(StyledText(current))
        current = indent + piece
      } else {
        current += (isFirst ? "" : "   ") + piece
      }
    }
    return rows + [StyledText(current)]
  }

  private func fill(_ text: String, _ width: Int) -> String {
    let short = TextWidth.cut(text, to: width)
    return short + String(repeating: " ", count: max(0, width - TextWidth.of(short)) + Self.gap)
  }

  /// The text with the support at the end of the row.
  private func ended(_ text: StyledText, _ support: String) -> StyledText {
    let blanks = max(1, width - text.width - TextWidth.of(support))
    return text + StyledText(String(repeating: " ", count: blanks) + support, .dim)
  }
}
