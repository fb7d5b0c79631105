import Intake
import Store
import TextUI

extension Model {
  /// The screen of what changed: which moments, a sentence, the changes.
  func draw(_ page: ComparePage, into screen: inout Screen) {
    let width = screen.size.columns
    let taken = drawState(into: &screen)
    var title = Strip()
    title.add("\(screen.glyphs.back) What changed", .strong, priority: 0)
    title.add(
      "\(clock(page.then)) \(screen.glyphs.arrow) \(clock(page.now))", priority: 1)
    title.draw(into: &screen, at: Point(row: 0, column: 1), width: width - taken - 3)
    var windows = windows(of: page, glyphs: screen.glyphs)
    windows.addChips(of: page.query.filter, priority: 2)
    windows.draw(into: &screen, at: Point(row: 1, column: 1), width: width - 2)
    let lines = page.sentences(glyphs: screen.glyphs)
    guard !page.changes.isEmpty, page.heldThen > .zero else {
      var rect = Rect(row: 3, column: 3, rows: screen.size.rows - 4, columns: width - 4)
      for (offset, line) in lines.enumerated() {
        let rows = line.wrapped(to: width - 4, rows: rect.size.rows)
        screen.put(rows, in: rect, style: Style(offset == 0 ? .strong : .plain))
        rect.origin.row += rows.count
        rect.size.rows -= rows.count
      }
      return
    }
    // Where there is no room for all of them, the last ones go first.
    let texts = lines.indices.reversed().map {
      lines[...$0].joined(separator: " \(screen.glyphs.dot) ")
    }
    screen.put(
      texts.first { TextWidth.of($0) <= width - 2 } ?? lines[0], at: Point(row: 2, column: 1),
      width: width - 2)
    drawChanges(of: page, into: &screen)
  }

  private func clock(_ moment: Timestamp) -> String {
    Show.clock(moment, utcOffsetSeconds: options.utcOffsetSeconds)
  }

  /// What is held against what, and what may be wrong with it.
  func windows(of page: ComparePage, glyphs: Glyphs) -> Strip {
    var strip = Strip()
    let span = page.query.window.text
    strip.add(
      page.isFrozen
        ? "\(span) at the frozen moment against the last \(span)"
        : "the \(span) before against the last \(span)",
      .dim, priority: 3)
    if page.overlap > .zero {
      let both = Show.reach(page.overlap)
      strip.add("! \(both) are in both", .warning, priority: 0)
    }
    if page.heldThen > .zero, page.heldThen < (page.query.window.duration ?? .zero) - .seconds(1) {
      strip.add("! only \(Show.reach(page.heldThen)) held then", .warning, priority: 1)
    }
    return strip
  }

  private func drawChanges(of page: ComparePage, into screen: inout Screen) {
    let rect = Rect(
      row: 3, column: 0, rows: screen.size.rows - 4, columns: screen.size.columns - 1)
    let columns = ComparePage.columns(groupBy: page.query.groupBy, glyphs: screen.glyphs)
    let position = page.cursor.position(count: page.changes.count, page: rect.size.rows - 1)
    Table(columns.map(\.head), rowCount: page.changes.count, position: position)
      .draw(into: &screen, in: rect) {
        page.changes[$0]
      } cell: { change, column, width in
        columns[column].text(change, width)
      }
  }
}

extension ComparePage {
  /// What came out, in words; the first one is the answer.
  func sentences(glyphs: Glyphs) -> [String] {
    let span = query.window.text
    guard heldThen > .zero else {
      return [
        "There is nothing to compare with.",
        "The \(span) \(isFrozen ? "up to the frozen moment" : "before this one") had no scope.",
      ]
    }
    let compared = "\(Figure.count(UInt64(comparison.comparedCount)).text) compared"
    var lines =
      counts.map { [$0] } ?? ["Nothing is new or gone.", "Nothing is 1.5× slower or faster."]
    lines.append(compared)
    if comparison.fewCount > 0 {
      let few = Figure.count(UInt64(comparison.fewCount)).text
      lines.append("\(few) not judged: under \(MomentComparison.scopesMin) scopes")
    }
    return lines
  }

  /// `1 slower, 2 new`; nil where nothing changed.
  private var counts: String? {
    var counts = (slower: 0, new: 0, gone: 0, faster: 0)
    for change in changes {
      switch change.kind {
      case .slower: counts.slower += 1
      case .new: counts.new += 1
      case .gone: counts.gone += 1
      case .faster: counts.faster += 1
      }
    }
    let parts = [
      (counts.slower, "slower"), (counts.new, "new"), (counts.gone, "gone"),
      (counts.faster, "faster"),
    ]
    let texts = parts.filter { $0.0 > 0 }.map { "\(Figure.count(UInt64($0.0)).text) \($0.1)" }
    return texts.isEmpty ? nil : texts.joined(separator: ", ")
  }

  /// Name and change stay for ever: a factor says more than the figures that it is made of.
  static func columns(groupBy: [String], glyphs: Glyphs) -> [Column<MomentComparison.Change>] {
    func pair(
      _ title: String, priority: Int, width: Int,
      _ figure: @escaping (RankingRow) -> Figure
    ) -> Column<MomentComparison.Change> {
      let between = TextWidth.of(glyphs.arrow) + 2
      return Column(
        "\(title) THEN \(glyphs.arrow) NOW", priority: priority, width: 2 * width + between
      ) {
        $0.pair(figure, width: width, glyphs: glyphs)
      }
    }
    return [
      Column("SCOPE", .left, priority: 0, width: 16, upTo: .max) {
        .init($0.key.title(groupBy: groupBy, glyphs: glyphs), $0.isFew ? .dim : .strong)
      },
      Column("CHANGE", .left, priority: 0, width: 18) { $0.title(glyphs: glyphs) },
      pair("P99", priority: 1, width: 8) { Figure.duration($0.p99) },
      pair("P50", priority: 2, width: 8) { Figure.duration($0.p50) },
      pair("RATE", priority: 3, width: 7) { Figure.rate(perSecond: $0.ratePerSecond) },
      Column("EXTRA TIME", priority: 4, width: 10) { $0.extraText },
    ]
  }
}

extension MomentComparison.Change {
  /// `▲ p99 12× slower`, `+ new`.
  fileprivate func title(glyphs: Glyphs) -> StyledText {
    func factor(_ value: Double) -> String {
      "\(percentile ?? "") \(Figure.factor(value).text)"
    }
    return switch kind {
    case .slower(let value): StyledText("\(glyphs.up) \(factor(value)) slower", .warning)
    case .faster(let value): StyledText("\(glyphs.down) \(factor(value)) faster", .good)
    case .new: StyledText("\(Sign.new) new", isFew ? .dim : .good)
    case .gone: StyledText("\(glyphs.none) gone", isFew ? .dim : .warning)
    }
  }

  /// A figure of both moments: `180 ms → 2.31 s`.
  fileprivate func pair(
    _ figure: (RankingRow) -> Figure, width: Int, glyphs: Glyphs
  ) -> StyledText {
    func text(_ row: RankingRow?) -> String {
      let text = row.map { figure($0).padded } ?? glyphs.none
      return String(repeating: " ", count: max(0, width - TextWidth.of(text))) + text
    }
    return StyledText("\(text(then)) \(glyphs.arrow) ", .dim)
      + StyledText(text(now), now?.isFew == false ? .plain : .dim)
  }

  /// How much more time is spent: `+41.2 s`.
  fileprivate var extraText: StyledText {
    let figure = Figure.duration(extra.magnitude)
    let sign = extra > .zero ? "+" : extra < .zero ? "−" : ""
    return StyledText(sign + figure.padded, isFew ? .dim : .plain)
  }
}
