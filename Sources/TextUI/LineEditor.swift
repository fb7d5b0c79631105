/// A line of text being edited: what it says, and where the cursor is.
///
/// It never holds what cannot be shown: controls and joiners are dropped on the way in.
package struct LineEditor: Hashable, Sendable {
  /// More characters than this are not taken.
  package static let lengthMax = 4096

  package private(set) var text: String
  /// How many characters stand before the cursor.
  package private(set) var cursor: Int

  package init(_ text: String = "") {
    self.text = ""
    cursor = 0
    insert(text)
  }

  /// Does what a key asks for.
  /// - Returns: whether it was a key for an editor; Enter, Escape and the like are not.
  package mutating func handle(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .backspace, .control("h"): remove(max(0, cursor - 1)..<cursor)
    case .delete, .control("d"): remove(cursor..<min(text.count, cursor + 1))
    case .control("w"): remove(wordStart..<cursor)
    case .control("u"): remove(0..<cursor)
    case .control("k"): remove(cursor..<text.count)
    case .left, .control("b"): cursor = max(0, cursor - 1)
    case .right, .control("f"): cursor = min(text.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = text.count
    case .shiftLeft: cursor = wordStart
    case .shiftRight: cursor = wordEnd
    default: return false
    }
    return true
  }

  /// Puts text at the cursor, and the cursor after it.
  package mutating func insert(_ new: String) { replace(cursor..<cursor, with: new) }

  /// Puts text in place of some characters, and the cursor after it: a completion taken.
  package mutating func replace(_ range: Range<Int>, with new: String) {
    let range = range.clamped(to: 0..<text.count)
    let clean = Self.cleaned(new)
    guard text.count - range.count + clean.count <= Self.lengthMax else { return }
    let head = text.prefix(range.lowerBound) + clean
    text = String(head + text.dropFirst(range.upperBound))
    // A mark typed after a letter joins it, so the count of characters is taken anew.
    cursor = min(head.count, text.count)
  }

  /// Empties it.
  package mutating func clear() { self = LineEditor() }

  /// Without what no cell may hold; a mark alone stays, for it may join the letter before.
  private static func cleaned(_ text: String) -> String {
    String(
      String.UnicodeScalarView(text.unicodeScalars.filter { TextWidth.kind(of: $0) != .dropped }))
  }

  private mutating func remove(_ range: Range<Int>) { replace(range, with: "") }

  private var wordStart: Int {
    let head = text.prefix(cursor)
    let word = head.reversed().drop { $0 == " " }.drop { $0 != " " }
    return word.count
  }

  private var wordEnd: Int {
    let tail = text.dropFirst(cursor).drop { $0 == " " }.drop { $0 != " " }
    return text.count - tail.count
  }
}

extension LineEditor {
  /// Draws as much as fits around the cursor, and puts the screen's cursor there.
  ///
  /// A line longer than its place moves by half of it at a time, so that the text stands still while
  /// the cursor walks. Where it is cut, the cell at that edge says so.
  /// - Parameter underlined: characters to underline: the part that does not parse.
  package func draw(
    into screen: inout Screen, at point: Point, width: Int, style: Style = .plain,
    underlined: Range<Int>? = nil
  ) {
    guard width > 0 else { return }
    screen.clear(Rect(row: point.row, column: point.column, rows: 1, columns: width))
    let offset = scroll(width: width)
    var cell = -offset
    for (index, character) in text.enumerated() {
      let length = TextWidth.of(character)
      // What is cut by an edge is left blank.
      if cell >= 0, cell + length <= width {
        var own = style
        if underlined?.contains(index) == true { own.isUnderlined = true }
        screen.put(
          String(character), at: Point(row: point.row, column: point.column + cell), style: own)
      }
      cell += length
    }
    let cut = screen.glyphs.ellipsis
    if offset > 0 { screen.put(cut, at: point, style: .dim) }
    if cell > width {
      screen.put(cut, at: Point(row: point.row, column: point.column + width - 1), style: .dim)
    }
    screen.cursor = Point(row: point.row, column: point.column + cursorCell - offset)
  }

  /// The cells of the text before the cursor.
  private var cursorCell: Int { TextWidth.of(text.prefix(cursor)) }

  /// How many cells are out of sight on the left.
  private func scroll(width: Int) -> Int {
    let step = max(1, width / 2)
    return cursorCell < width ? 0 : ((cursorCell - width) / step + 1) * step
  }
}
