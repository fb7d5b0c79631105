/// The signs that widgets draw with, in Unicode and in plain ASCII.
///
/// A screen carries one; a widget takes its signs from the screen it draws into.
package struct Glyphs: Hashable, Sendable {
  /// Whether no cell may show anything but ASCII.
  package let isASCII: Bool
  /// Where text was cut.
  package let ellipsis: String
  /// A thin rule's line.
  package let rule: String
  /// What stands before the selected row.
  package let selectionMark: String
  /// A column sorted with the largest first, and with the smallest first.
  package let sortedDescending: String
  package let sortedAscending: String
  /// No value.
  package let none: String
  /// Eight heights, lowest first.
  package let sparks: [Unicode.Scalar]
  /// A bar's cell filled by one eighth to eight eighths.
  package let bars: [String]
  /// Live, and standing still.
  package let live: String
  package let frozen: String
  /// Back, more of something, less of it.
  package let back: String
  package let up: String
  package let down: String
  /// From one figure to another.
  package let arrow: String
  /// The Enter key.
  package let enterKey: String
  /// Between things in a row.
  package let dot: String
  /// Four densities of a heat map, lightest first.
  package let shades: [String]

  /// The corners and sides of a frame.
  package let frame: Frame

  /// What a frame is drawn with.
  package struct Frame: Hashable, Sendable {
    package let topLeft: String
    package let topRight: String
    package let bottomLeft: String
    package let bottomRight: String
    package let side: String
  }

  package static let unicode = Glyphs(
    isASCII: false, ellipsis: "…", rule: "─", selectionMark: "▌", sortedDescending: "▾",
    sortedAscending: "▴", none: "–", sparks: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    bars: ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"], live: "●", frozen: "❚❚", back: "‹",
    up: "▲", down: "▼", arrow: "→", enterKey: "⏎", dot: "·", shades: ["░", "▒", "▓", "█"],
    frame: Frame(topLeft: "┌", topRight: "┐", bottomLeft: "└", bottomRight: "┘", side: "│"))

  package static let ascii = Glyphs(
    isASCII: true, ellipsis: "~", rule: "-", selectionMark: ">", sortedDescending: "v",
    sortedAscending: "^", none: "-", sparks: ["_", ".", ",", "-", "=", "+", "*", "#"],
    bars: [".", ".", ".", ".", "#", "#", "#", "#"], live: "*", frozen: "||", back: "<",
    up: "^", down: "v", arrow: "to", enterKey: "Enter", dot: ".", shades: [".", ":", "+", "#"],
    frame: Frame(topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+", side: "|"))

  /// What an ASCII screen shows for a glyph: a stand-in of the same width, `?` where there is none.
  static func asciiStandIn(for glyph: String, width: Int) -> String {
    if let known = standIns[glyph] { return known }
    return width == 2 ? "??" : "?"
  }

  private static let standIns: [String: String] = [
    "…": "~", "─": "-", "│": "|", "┤": "|", "├": "|", "┬": "+", "┼": "+", "┴": "+", "└": "+",
    "┌": "+", "┐": "+", "┘": "+", "▌": ">", "▾": "v", "▴": "^", "–": "-", "—": "-", "−": "-",
    "▁": "_", "▂": ".", "▃": ",", "▄": "-", "▅": "=", "▆": "+", "▇": "*", "█": "#",
    "▏": " ", "▎": " ", "▍": " ", "▋": "#", "▊": "#", "▉": "#", "░": ".", "▒": ":", "▓": "+",
    "●": "*", "○": "o", "❚": "|", "‹": "<", "›": ">", "▲": "^", "▼": "v", "△": "^", "▽": "v",
    "·": ".", "•": "*", "×": "x", "µ": "u", "μ": "u", "≤": "<", "≥": ">", "≈": "~", "±": "+",
    "←": "<", "→": ">", "↑": "^", "↓": "v", "↔": "-", "⏎": "E", "’": "'", "‘": "'", "“": "\"",
    "”": "\"", "\u{a0}": " ", "✓": "+", "✗": "x", "⚠": "!", "▸": ">", "◂": "<", "⇥": ">",
  ]
}
