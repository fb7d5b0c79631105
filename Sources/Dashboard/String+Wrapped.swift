import TextUI

extension Screen {
  /// Writes text from the top of a part of the screen on, on as many rows as it takes and as there are.
  mutating func put(_ text: String, wrappedIn rect: Rect, style: Style = .plain) {
    put(text.wrapped(to: rect.size.columns, rows: rect.size.rows), in: rect, style: style)
  }

  /// Writes lines below each other, as many as there are rows.
  mutating func put(_ lines: [String], in rect: Rect, style: Style = .plain) {
    for (row, line) in zip(rect.rows, lines) {
      put(
        line, at: Point(row: row, column: rect.origin.column), style: style,
        width: rect.size.columns)
    }
  }
}

extension String {
  /// The text on so many rows at most; what has no room is on the last one, to be cut there.
  func wrapped(to width: Int, rows: Int) -> [String] {
    let lines = wrapped(to: width)
    guard lines.count > rows, rows > 0 else { return lines }
    return lines.prefix(rows - 1) + [lines.dropFirst(rows - 1).joined(separator: " ")]
  }

  /// The text on as many rows as it takes, broken at blanks.
  func wrapped(to width: Int) -> [String] {
    if TextWidth.of(self) <= width { return [self] }
    var lines: [String] = [""]
    for word in split(separator: " ") {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if TextWidth.of(last) + 1 + TextWidth.of(String(word)) <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
