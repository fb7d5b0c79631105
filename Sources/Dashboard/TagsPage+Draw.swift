import Intake
import Store
import TextUI

extension Model {
  /// Whether keys act on a tag's key, not on a value.
  var isOnTagKeys: Bool { if case .tags(let page) = page { page.isOnKeys } else { false } }

  /// The screen of tags: keys, and the values of the selected one.
  func draw(_ page: TagsPage, into screen: inout Screen) {
    let taken = drawState(into: &screen)
    var title = Strip()
    title.add("\(screen.glyphs.back) Tags", .strong, priority: 0)
    if let counting = Show.counting(page.progress, glyphs: screen.glyphs) {
      title.add(counting, .warning, priority: 0)
    }
    title.add(
      window == .everything ? "of all scopes held" : "of the last \(window.text)", .dim, priority: 1
    )
    title.draw(
      into: &screen, at: Point(row: 0, column: 1), width: screen.size.columns - taken - 3)
    drawFilterRow(into: &screen, row: 1)
    let body = Rect(row: 2, column: 0, rows: screen.size.rows - 3, columns: screen.size.columns)
    if page.facets.isEmpty {
      drawNoTags(page, into: &screen, in: body)
    } else {
      drawLists(of: page, into: &screen, in: body)
    }
    drawCompletions(into: &screen, row: 2)
  }

  private func drawNoTags(_ page: TagsPage, into screen: inout Screen, in body: Rect) {
    guard page.progress >= 1 else { return }
    let width = body.size.columns - 4
    let isFiltered = !query.filter.isEmpty && totals.groupsShown < totals.groupsAll
    let place = isFiltered ? "in the window and in the filter" : "in the window"
    let sentence = "No scope \(place) bears a tag."
    let lines =
      totals.groupsShown == 0
      ? emptyLines(width) : sentence.wrapped(to: width).map { StyledText($0) }
    for (row, line) in zip(body.rows.dropFirst(2), lines) {
      screen.put(line, at: Point(row: row, column: 3), width: width)
    }
  }

  private func drawLists(of page: TagsPage, into screen: inout Screen, in body: Rect) {
    // Where both don't fit beside each other, the one in focus is shown.
    let isBoth = body.size.columns >= 64
    let keysWidth = isBoth ? max(24, body.size.columns * 3 / 10) : body.size.columns
    if isBoth || page.focus == .keys {
      var rect = body
      rect.size.columns = keysWidth
      Panel(
        "tags", TagsPage.keyColumns(glyphs: screen.glyphs), count: page.facets.count,
        cursor: page.keys, in: rect,
        isFocused: page.focus == .keys
      ).draw(into: &screen, in: rect) { ($0 == page.keys.index, page.facets[$0]) }
    }
    guard isBoth || page.focus == .values, let facet = page.facet else { return }
    var rect = body
    if isBoth {
      rect.origin.column = keysWidth + 1
      rect.size.columns -= keysWidth + 1
    }
    Panel(
      facet.key + (facet.isOnMetrics ? exactNote : ""),
      TagsPage.valueColumns(glyphs: screen.glyphs),
      count: facet.values.count, cursor: page.values, in: rect,
      isFocused: page.focus == .values
    ).draw(into: &screen, in: rect) { facet.values[$0] }
    drawOthers(of: facet, into: &screen, in: rect)
  }

  /// How many values there are no lines for, in the panel's last row where that one is free.
  private func drawOthers(of facet: Facet, into screen: inout Screen, in rect: Rect) {
    let row = rect.origin.row + 1 + facet.values.count
    guard facet.otherValues > 0, row < rect.rows.upperBound else { return }
    let count = Figure.count(UInt64(facet.otherValues)).text
    screen.put(
      "and \(count) rarer values", at: Point(row: row, column: rect.origin.column + 2),
      style: .dim, width: rect.size.columns - 2)
  }
}

extension TagsPage {
  /// That a tag is on metrics only, in as many words as there is room for.
  private static func note(after key: String, _ width: Int) -> String {
    let room = width - TextWidth.of(key) - 2
    return ["  on metrics", "  metrics", ""].first { TextWidth.of($0) <= room } ?? ""
  }

  /// Keys with how many values each has; the one whose values are shown stands out.
  static func keyColumns(glyphs: Glyphs) -> [Column<(isShown: Bool, facet: Facet)>] {
    [
      Column("", .left, priority: 0, width: 10, upTo: .max) { row, width in
        let isSlow = row.facet.values.contains(where: \.marksSlow)
        return StyledText(isSlow ? glyphs.up + " " : "  ", .warning)
          + StyledText(row.facet.key, row.isShown ? .strong : .plain)
          + StyledText(row.facet.isOnMetrics ? Self.note(after: row.facet.key, width) : "", .dim)
      },
      Column("VALUES", priority: 1, width: 6) { row in
        .init(Figure.count(UInt64(row.facet.values.count + row.facet.otherValues)).text, .dim)
      },
    ]
  }

  /// How common a value is stands beside how common it is among the slowest 5 %.
  static func valueColumns(glyphs: Glyphs) -> [Column<FacetValue>] {
    [
      Column("", .left, priority: 0, width: 16, upTo: .max) { .init($0.value, .strong) },
      Column("COUNT", priority: 3, width: 7) { .init(Figure.shortCount($0.count)) },
      Column("OF ALL", priority: 1, width: 6) { .init(Figure.share($0.part)) },
      Column("OF SLOW", priority: 0, width: 7) { value in
        guard let part = value.slowPart else { return StyledText(glyphs.none, .dim) }
        let share = Figure.share(part)
        return value.marksSlow
          ? StyledText("\(glyphs.up) \(share.text)", .warning) : StyledText(share)
      },
      Column("P99", priority: 2, width: 7) { .init(Figure.duration($0.p99)) },
      Column("ERRORS", priority: 4, width: 7) { .errors($0.errors, glyphs: glyphs) },
    ]
  }
}
