import TextUI

extension Model {
  /// The least screen that anything useful fits on.
  static let sizeMin = Size(rows: 10, columns: 40)

  /// Fills a blank screen with what is seen now, in the screen's size. Where `resized` said another one,
  /// lines may be missing until the next tick.
  ///
  /// Cost: what is in view; nothing is searched, sorted or counted here.
  package func draw(into screen: inout Screen) {
    let size = screen.size
    guard size.rows >= Self.sizeMin.rows, size.columns >= Self.sizeMin.columns else {
      drawTooSmall(into: &screen)
      return
    }
    screen.sought = find?.sought ?? ""
    switch page {
    case nil: drawScopes(into: &screen)
    case .scope(let page): draw(page, into: &screen)
    case .box(let page): draw(page, into: &screen)
    case .instance(let page): draw(page, into: &screen)
    case .why(let page): draw(page, into: &screen)
    case .tags(let page): draw(page, into: &screen)
    case .compare(let page): draw(page, into: &screen)
    case .problems(let page): draw(page, into: &screen)
    case .help(let page): draw(page, into: &screen)
    }
    drawFooter(into: &screen)
    if let menu { draw(menu, into: &screen) }
  }

  private func drawTooSmall(into screen: inout Screen) {
    let least = "\(Self.sizeMin.columns)x\(Self.sizeMin.rows)"
    let size = "\(screen.size.columns)x\(screen.size.rows)"
    let texts = ["stats-top needs \(least), this is \(size)", "needs \(least)", least]
    screen.put(
      texts.first { $0.utf8.count <= screen.size.columns } ?? least, at: Point(row: 0, column: 0),
      style: Style(.warning), width: screen.size.columns)
  }

  /// The last row: what a key has just done, else the keys that matter here.
  private func drawFooter(into screen: inout Screen) {
    let place = Point(row: screen.size.rows - 1, column: 1)
    let width = screen.size.columns - 2
    if let find, find.editor != nil, notice == nil {
      drawFind(find, into: &screen, at: place, width: width)
      return
    }
    if let notice {
      draw(notice, into: &screen, width: width)
      return
    }
    let hints = keyMap.hints(in: context).enumerated().compactMap { index, binding in
      hint(for: binding, rank: index, glyphs: screen.glyphs)
    }
    Footer.draw(hints, into: &screen, at: place, width: width)
  }

  /// A sentence in the last row, or in the last few where one is too short for it.
  private func draw(_ notice: Notice, into screen: inout Screen, width: Int) {
    let lines = notice.text.wrapped(to: width, rows: Self.noticeRowsMax)
    let top = screen.size.rows - lines.count
    screen.clear(Rect(row: top, column: 0, rows: lines.count, columns: screen.size.columns))
    screen.put(
      lines, in: Rect(row: top, column: 1, rows: lines.count, columns: width),
      style: Style(notice.role))
  }

  /// The longest sentences, about what is wrong with a filter, fit in on 80 columns.
  private static let noticeRowsMax = 3

  /// Whether there is anything on the screen that a key could be about.
  private var hasLines: Bool {
    switch page {
    case nil: totals.groupsShown > 0
    case .scope(let page): page.figures != nil
    case .box(let page): !page.instances.isEmpty
    case .compare(let page): !page.changes.isEmpty
    case .tags(let page): !page.facets.isEmpty
    case .instance, .why, .problems, .help: true
    }
  }

  /// What a key does here and now, in a word; nil where the footer need not say it.
  private func hint(for binding: Binding, rank: Int, glyphs: Glyphs) -> KeyHint? {
    guard let key = binding.keys.first, var label = binding.hint else { return nil }
    switch binding.action {
    case .freeze where freeze != nil: label = "go on"
    case .stepBack where freeze == nil: return nil
    case .compare where freeze == nil && context != .compare: return nil
    case .stepForward where freeze?.isSteppedBack != true: return nil
    case .box where hasBox: label = "no box"
    case .include where context == .why && !hasFindings: return nil
    case .include where isOnTagKeys: label = "values"
    case .exclude where isOnTagKeys: label = "without"
    case .open where !hasLines, .why where !hasLines, .nextPanel where !hasLines,
      .include where !hasLines, .exclude where !hasLines, .groupBy where !hasLines:
      return nil
    case .find where context == .map: return nil
    case .copy where context != .instance, .export where context != .instance: return nil
    case .nextSlowSet where !hasSlowSets: return nil
    case .close where !pages.isEmpty: return nil
    default: break
    }
    // Help stays longest: it says what there was no room for.
    let priority = binding.action == .help ? 0 : rank + 1
    return KeyHint(key.name(glyphs: glyphs), label, priority: priority, pressing: key)
  }
}
