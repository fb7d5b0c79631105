import Store
import TextUI

/// The help screen: every key as the key map has it, the filter language, and what the signs mean.
struct HelpPage: Sendable {
  enum Line: Hashable, Sendable {
    case blank
    case heading(String)
    case entry(String, String)

    /// It as lines of so many cells, of which the first says what the others are about.
    func wrapped(to width: Int) -> [Line] {
      guard case .entry(let sign, let text) = self else { return [self] }
      let isLong = TextWidth.of(sign) > Line.signWidth(in: width)
      let texts = text.wrapped(to: width - Line.textStart(in: width))
      let first = isLong ? [.entry(sign, "")] : [Line.entry(sign, texts[0])]
      return first + texts.dropFirst(isLong ? 0 : 1).map { .entry("", $0) }
    }

    /// The cells of a column of so many that its signs take, and where the texts begin.
    static func signWidth(in width: Int) -> Int { width < 50 ? 14 : width < 64 ? 15 : 18 }
    static func textStart(in width: Int) -> Int { 3 + signWidth(in: width) + 1 }
  }

  private(set) var cursor = ListCursor<LineID>()

  /// The first line in view.
  var top: Int { cursor.index }

  static func pageRows(in size: Size) -> Int { max(1, size.rows - 2) }

  /// How many lines are beside each other: two where most of what they say has one line.
  static func columns(in size: Size) -> Int { size.columns >= 116 ? 2 : 1 }

  /// The cells that a column of lines has.
  static func columnWidth(in size: Size) -> Int { size.columns / columns(in: size) - 1 }

  /// All lines, a column after the other: at most two, cut between two headings.
  ///
  /// - Parameter query: what the heads of columns may name a part of.
  static func columns(
    of keyMap: KeyMap, glyphs: Glyphs, query: Query = Query(), in size: Size
  ) -> [[Line]] {
    let width = columnWidth(in: size)
    let sections =
      (keyMap.helpSections(glyphs: glyphs) + [
        editingSection(keyMap, glyphs: glyphs), filterSection, mouseSection,
        columnSection(query, glyphs: glyphs), signSection(glyphs),
      ]).map { section in section.flatMap { $0.wrapped(to: width) } }
    guard columns(in: size) == 2 else { return [Array(sections.joined())] }
    let half = (sections.reduce(0) { $0 + $1.count } + 1) / 2
    var left: [Line] = []
    var right: [Line] = []
    for section in sections {
      if right.isEmpty, left.count + section.count / 2 <= half {
        left += section
      } else {
        right += section
      }
    }
    // Without the blank lines, more is in view.
    let isTight = max(left.count, right.count) > pageRows(in: size)
    return isTight ? [left, right].map { $0.filter { $0 != .blank } } : [left, right]
  }

  private static let filterSection: [Line] = [
    .heading("FILTERS"),
    .entry("service=api", "a tag has this value"),
    .entry("status=500,503", "either value"),
    .entry("status!=200", "not this value"),
    .entry("path~^/users", "a regular expression"),
    .entry("!canary", "the tag is absent"),
    .entry("dur>50ms", "took longer"),
    .entry("db.queries>10", "a counter of the scope"),
    .entry("db.query>20ms", "a timer of the scope"),
    .entry("error", "the scope failed"),
    .entry("users", "part of the scope's name"),
    .entry("\"two words\"", "the same, with a blank"),
    .entry("\"dur\"=5", "a tag or a metric called dur"),
    .blank,
  ]

  private static let mouseSection: [Line] = [
    .heading("MOUSE"),
    .entry("click", "select; on the selected line: open"),
    .entry("drag", "in the map of latency: draw a box"),
    .entry("wheel", "three lines up or down"),
    .entry("on a head", "sort by the column; again: turn round"),
    .entry("on a key below", "press it"),
    .entry("shift-drag", "select text (most terminals)"),
    .blank,
  ]

  private static func signSection(_ glyphs: Glyphs) -> [Line] {
    [
      .heading("SIGNS"),
      .entry(glyphs.selectionMark, "the selected line: the first, until moved"),
      .entry(glyphs.sortedDescending + " " + glyphs.sortedAscending, "the sort column, its order"),
      .entry(Sign.new, "first seen within the window"),
      .entry(glyphs.up, "twice the window before, or typical; alone: none there"),
      .entry(glyphs.up + " " + glyphs.down, "slower and faster, in a comparison"),
      .entry("dim", "exact, of fewer than 20 scopes"),
      .entry("p50 p90 p99", "at most 0.8 % off"),
      .entry("exact 41 min", "since then all scopes are held whole"),
      .entry("summaries 6 h", "older ones: figures, and the slowest"),
      .entry(glyphs.none, "none"),
      .entry("!", "needs attention"),
      .entry(glyphs.bars.joined(), "ends of bars: how much of all"),
      .entry(glyphs.ellipsis, "cut, or goes on"),
      .entry("×", "times as much, or so many calls"),
      .entry(String(String.UnicodeScalarView(glyphs.sparks)), "low to high; blank: no scope"),
      .entry(glyphs.shades.joined(), "few scopes to many, in the map"),
      .entry(glyphs.live + " LIVE", "figures move"),
      .entry(glyphs.frozen + " FROZEN", "figures stand still, intake goes on"),
      .entry("slower, faster", "p50 or p99 is 1.5 times as much"),
      .entry("−38 s", "how far from now that moment is"),
      .entry("+8,112 since", "scopes that came after it"),
      .entry("+1", "terms of the filter without room"),
      .blank,
    ]
  }

  mutating func prepare(size: Size, keyMap: KeyMap, glyphs: Glyphs) {
    let count = Self.lineCount(size: size, keyMap: keyMap, glyphs: glyphs)
    cursor.settle(count: count, page: 1) { .line($0) }
  }

  mutating func move(by lines: Int, size: Size, keyMap: KeyMap, glyphs: Glyphs) {
    let count = Self.lineCount(size: size, keyMap: keyMap, glyphs: glyphs)
    cursor.move(by: lines, count: count, page: 1) { .line($0) }
  }

  mutating func moveToFirst() { cursor.moveToFirst() }

  /// How many lines can be the first one in view, so that the last page is a full one.
  private static func lineCount(size: Size, keyMap: KeyMap, glyphs: Glyphs) -> Int {
    let longest = columns(of: keyMap, glyphs: glyphs, in: size).map(\.count).max() ?? 0
    return max(1, longest - pageRows(in: size) + 1)
  }
}

extension Model {
  /// A key on the help screen, which is off the stack while it acts.
  mutating func act(on page: HelpPage, _ action: Action) {
    var page = page
    let height = HelpPage.pageRows(in: size)
    func move(by lines: Int) {
      page.move(by: lines, size: size, keyMap: keyMap, glyphs: options.glyphs)
    }
    if let lines = action.lines(page: height) { move(by: lines) }
    if action == .first { page.moveToFirst() }
    pages.append(.help(page))
  }
}

extension KeyMap {
  /// What each key does, section by section, each with a blank line at its end.
  func helpSections(glyphs: Glyphs) -> [[HelpPage.Line]] {
    Binding.Section.allCases.compactMap { section in
      let lines = bindings.filter { $0.section == section && !$0.keys.isEmpty }.map {
        HelpPage.Line.entry($0.keyNames(glyphs: glyphs), $0.help)
      }
      return lines.isEmpty ? nil : [.heading(section.rawValue)] + lines + [.blank]
    }
  }
}

extension Binding {
  /// All its keys, as they are written on a keyboard.
  func keyNames(glyphs: Glyphs) -> String {
    keys.map { $0.name(glyphs: glyphs) }.joined(separator: " ")
  }
}
