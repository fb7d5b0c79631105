import TextUI

extension String {
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
