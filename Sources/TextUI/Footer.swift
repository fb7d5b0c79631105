/// What a key does here, for the footer.
package struct KeyHint: Hashable, Sendable {
  /// The key as it is shown; `⏎` is spelt out on a screen of ASCII glyphs.
  package var key: String
  package var label: String
  /// 0 is the most important; the highest goes first when there is no room.
  package var priority: Int
  /// What a click on the hint presses.
  package var pressing: Key?

  package init(_ key: String, _ label: String, priority: Int = 1, pressing: Key? = nil) {
    self.key = key
    self.label = label
    self.priority = priority
    self.pressing = pressing
  }
}

/// A row of key hints.
package enum Footer {
  /// Draws as many hints as fit, in their order; the least important are left out first, and of
  /// equals the last.
  package static func draw(
    _ hints: [KeyHint], into screen: inout Screen, at point: Point, width: Int
  ) {
    let texts = hints.map { text(for: $0, screen.glyphs) }
    var column = point.column
    for index in fitting(hints, texts.map(\.width), width: width) {
      let start = Point(row: point.row, column: column)
      let taken = screen.put(texts[index], at: start)
      if let key = hints[index].pressing {
        screen.note(.key(key), in: Rect(row: start.row, column: column, rows: 1, columns: taken))
      }
      column += taken + gap
    }
  }

  private static let gap = 2

  private static func text(for hint: KeyHint, _ glyphs: Glyphs) -> StyledText {
    let key = hint.key == Glyphs.unicode.enterKey ? glyphs.enterKey : hint.key
    return StyledText(key, .accent) + StyledText(" " + hint.label, .dim)
  }

  /// The hints that fit, by index, ascending.
  private static func fitting(_ hints: [KeyHint], _ widths: [Int], width: Int) -> [Int] {
    let byImportance = hints.indices.sorted { (hints[$0].priority, $0) < (hints[$1].priority, $1) }
    var used = -gap
    var kept: [Int] = []
    for index in byImportance {
      guard used + gap + widths[index] <= width else { break }
      used += gap + widths[index]
      kept.append(index)
    }
    return kept.sorted()
  }
}
