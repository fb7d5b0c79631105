import Testing

@testable import TextUI

@Suite("Line editor")
struct LineEditorTests {
  /// Types keys into a text whose cursor is at its end, and shows the cursor as `|`.
  static func typed(_ keys: [Key], into text: String = "") -> String {
    var editor = LineEditor(text)
    for key in keys { _ = editor.handle(key) }
    return editor.text.prefix(editor.cursor) + "|" + editor.text.dropFirst(editor.cursor)
  }

  @Test(
    "keys do to a line what they do in a shell",
    arguments: [
      ("", [.character("a"), .character("b")], "ab|"), ("ab", [.left, .character("x")], "ax|b"),
      ("ab", [.backspace], "a|"), ("ab", [.home, .backspace], "|ab"),
      ("ab", [.home, .delete], "|b"),
      ("ab", [.delete], "ab|"), ("a b  ", [.control("w")], "a |"), ("a b", [.control("w")], "a |"),
      ("a b", [.control("a"), .control("w")], "|a b"), ("a b", [.left, .control("u")], "|b"),
      ("abc", [.home, .right, .control("k")], "a|"), ("abc", [.home, .end], "abc|"),
      ("abc", [.control("b"), .control("h")], "a|c"), ("abc", [.home, .control("f")], "a|bc"),
      ("abc", [.home, .control("d")], "|bc"), ("a bc d", [.shiftLeft, .shiftLeft], "a |bc d"),
      ("a bc d", [.home, .shiftRight, .shiftRight], "a bc| d"),
      ("👨\u{1f3fd}日", [.left, .backspace], "|日"), ("e", [.character("\u{301}")], "e\u{301}|"),
      ("", [.character("\u{7}"), .character("\u{202e}"), .character("o")], "o|"),
    ] as [(String, [Key], String)])
  func keys(text: String, keys: [Key], expected: String) {
    #expect(Self.typed(keys, into: text) == expected)
  }

  @Test(
    "keys that are not for a line are left to others",
    arguments: [Key.enter, .escape, .tab, .up, .down, .control("c"), .function(1), .pageUp])
  func otherKeys(key: Key) {
    var editor = LineEditor("ab")
    let isHandled = editor.handle(key)
    #expect(!isHandled)
    #expect(editor == LineEditor("ab"))
  }

  @Test("a completion replaces a part, wherever it is said to be")
  func replaces() {
    var editor = LineEditor("ser=api x")
    editor.replace(0..<3, with: "service")
    #expect(editor.text == "service=api x")
    #expect(editor.cursor == 7)
    editor.replace(50..<90, with: "!")
    #expect(editor.text == "service=api x!")
    editor.clear()
    #expect(editor == LineEditor())
  }

  @Test("more than a line may hold is not taken")
  func limit() {
    var editor = LineEditor(String(repeating: "a", count: LineEditor.lengthMax))
    #expect(editor.text.count == LineEditor.lengthMax)
    editor.insert("b")
    #expect(editor.text.count == LineEditor.lengthMax)
  }

  @Test("the cursor is always in sight, with the text around it")
  func scrolls() {
    for text in ["", "abcdefghijklmnop", "日本語日本語", "ab日c"] {
      for width in 0...9 {
        var editor = LineEditor(text)
        while true {
          var screen = Screen(size: Size(rows: 1, columns: 12))
          editor.draw(into: &screen, at: Point(row: 0, column: 2), width: width)
          ScreenTests.check(screen)
          if let cursor = screen.cursor { #expect((2..<2 + width).contains(cursor.column)) }
          #expect((screen.cursor == nil) == (width == 0))
          if editor.cursor == 0 { break }
          _ = editor.handle(.left)
        }
      }
    }
  }

  @Test("a line that is cut says so at the edge where it is")
  func cutEdges() {
    var editor = LineEditor("abcdefghijkl")
    var screen = Screen(size: Size(rows: 1, columns: 6))
    editor.draw(into: &screen, at: Point(row: 0, column: 0), width: 6)
    #expect(screen.lines == ["…kl   "])
    for _ in 0..<5 { _ = editor.handle(.left) }
    editor.draw(into: &screen, at: Point(row: 0, column: 0), width: 6)
    #expect(screen.lines == ["…efgh…"])
    for _ in 0..<7 { _ = editor.handle(.left) }
    editor.draw(into: &screen, at: Point(row: 0, column: 0), width: 6)
    #expect(screen.lines == ["abcde…"])
  }

  @Test("a line shows the cursor and underlines the part that does not parse")
  func draws() {
    var screen = Screen(size: Size(rows: 1, columns: 12))
    LineEditor("dur>> 日x").draw(
      into: &screen, at: Point(row: 0, column: 1), width: 9, underlined: 4..<6)
    #expect(
      screen.goldenText == """
         … 日x      |
        -- style
        .d..........|
        -- underline
          _         |
        -- cursor row 0 column 6

        """)
  }
}
