import Testing

@testable import TextUI

@Suite("Screen")
struct ScreenTests {
  @Test(
    "text is cut off at the edges, and half a wide character is a blank",
    arguments: [
      (0, 0, "abcd", "abcd "), (0, 3, "abcd", "   ab"), (0, -2, "abcd", "cd   "),
      (0, -2, "──é1▁", "é1▁  "),
      (0, 5, "a", "     "), (0, -1, "a", "     "), (1, 0, "a", "     "), (-1, 0, "a", "     "),
      (0, 3, "日", "   日"), (0, 4, "日", "     "), (0, -1, "日本", " 本  "), (0, 1, "日a", " 日a "),
      (0, .max, "ab", "     "), (0, .max, "日本", "     "), (0, .min, "ab", "     "),
    ])
  func clips(row: Int, column: Int, text: String, expected: String) {
    var screen = Screen(size: Size(rows: 1, columns: 5))
    screen.put(text, at: Point(row: row, column: column))
    #expect(screen.lines == [expected])
    Self.check(screen)
  }

  @Test("writing over half of a wide character leaves a blank in its other half")
  func overwritesHalves() {
    var screen = Screen(size: Size(rows: 2, columns: 6))
    screen.put("日本語", at: Point(row: 0, column: 0))
    screen.put("xy", at: Point(row: 0, column: 1))
    #expect(screen.lines[0] == " xy 語")
    screen.put("日本語", at: Point(row: 1, column: 0))
    screen.clear(Rect(row: 1, column: 3, rows: 1, columns: 2))
    #expect(screen.lines[1] == "日    ")
    Self.check(screen)
  }

  @Test("every way to write three times over a small screen keeps wide characters whole")
  func exhaustsSmallWorld() {
    let texts = ["", "\u{301}", "a", "日", "日a", "a日\u{301}", "日本"]
    let columns = -2...4
    for first in texts {
      for second in texts {
        for one in columns {
          for two in columns {
            var screen = Screen(size: Size(rows: 1, columns: 4))
            screen.put(first, at: Point(row: 0, column: one))
            screen.put(second, at: Point(row: 0, column: two))
            Self.check(screen)
            screen.clear(Rect(row: 0, column: one, rows: 1, columns: 1))
            Self.check(screen)
          }
        }
      }
    }
  }

  @Test("text longer than its width ends in an ellipsis, and the width taken is returned")
  func limitsWidth() {
    var screen = Screen(size: Size(rows: 1, columns: 10))
    #expect(screen.put("checkout", at: Point(row: 0, column: 1), width: 5) == 5)
    #expect(screen.lines == [" chec…    "])
    #expect(screen.put("ok", at: Point(row: 0, column: 7), width: 5) == 2)
    #expect(screen.put("日本", at: Point(row: 0, column: 0), width: 3) == 3)
    #expect(screen.lines == ["日…ec… ok "])
    #expect(screen.put("x", at: Point(row: 0, column: 0), width: 0) == 0)
  }

  @Test("no scalar of a forbidden class ever reaches a cell")
  func forbiddenNeverShown() {
    var screen = Screen(size: Size(rows: 1, columns: 8))
    for scalar in TextWidthTests.everyScalar where TextWidthTests.isForbidden(scalar) {
      screen.put(
        "a" + String(scalar) + "\u{301}" + String(scalar) + "日", at: .init(row: 0, column: 0))
      let shown = screen.cells.lazy.flatMap(\.glyph.scalars)
      #expect(!shown.contains(where: TextWidthTests.isForbidden), "\(scalar.value)")
      #expect(screen.cells[0].glyph.scalars.count == 2)
    }
  }

  @Test("a screen of ASCII glyphs shows nothing else, at the same width")
  func asciiOnly() {
    var screen = Screen(size: Size(rows: 1, columns: 12), glyphs: .ascii)
    #expect(screen.put("▌ é日 12 µs…", at: Point(row: 0, column: 0)) == 12)
    #expect(screen.lines == ["> ??? 12 us~"])
    #expect(screen.put("abcdef", at: Point(row: 0, column: 0), width: 3) == 3)
    #expect(screen.lines[0].hasPrefix("ab~"))
  }

  @Test("restyling keeps the glyphs, and only touches its part of the screen")
  func restyles() {
    var screen = Screen(size: Size(rows: 2, columns: 4))
    screen.put("abcd", at: Point(row: 0, column: 0), style: Style(.strong))
    screen.restyle(Rect(row: 0, column: 2, rows: 9, columns: 9)) { $0.isSelected = true }
    screen.restyle(Rect(row: 1, column: -3, rows: 1, columns: 4)) { $0.isUnderlined = true }
    screen.cursor = Point(row: 1, column: 2)
    #expect(
      screen.goldenText == """
        abcd|
            |
        -- style
        ssSS|
        ..PP|
        -- underline
            |
        _   |
        -- cursor row 1 column 2

        """)
  }

  @Test(
    "an empty or impossible size is an empty screen", arguments: [(0, 0), (0, 5), (3, 0), (-1, -1)])
  func emptySizes(rows: Int, columns: Int) {
    var screen = Screen(size: Size(rows: rows, columns: columns))
    screen.put("日a", at: Point(row: 0, column: 0))
    screen.clear(screen.bounds)
    #expect(screen.cells.isEmpty)
    #expect(screen.lines.joined().isEmpty)
  }

  @Test("what differs from another screen comes in runs, wide characters whole, small gaps closed")
  func changes() {
    let texts = ["a", "日", "ab日", "日a本", "a        b"]
    var screens: [Screen] = []
    for text in texts {
      for column in 0..<12 {
        var screen = Screen(size: Size(rows: 1, columns: 16))
        screen.put("日本語abcdefghij", at: Point(row: 0, column: 0))
        screens.append(screen)
        screens[screens.count - 1].restyle(Rect(row: 0, column: column, rows: 1, columns: 1)) {
          $0.isSelected = true
        }
        screen.put(text, at: Point(row: 0, column: column))
        screens.append(screen)
      }
    }
    for old in screens {
      for new in screens {
        var runs: [Range<Int>] = []
        new.changes(inRow: 0, since: old, columns: 16) { runs.append($0) }
        let inRuns = Set(runs.joined())
        #expect((0..<16).allSatisfy { inRuns.contains($0) || new.cells[$0] == old.cells[$0] })
        #expect(runs.allSatisfy { !new.cells[$0.lowerBound].glyph.isContinuation })
        #expect(zip(runs, runs.dropFirst()).allSatisfy { $0.upperBound + 4 < $1.lowerBound })
        #expect(runs.isEmpty == (new == old))
      }
    }
    var whole: [Range<Int>] = []
    screens[0].changes(inRow: 0, since: nil, columns: 7) { whole.append($0) }
    #expect(whole == [0..<7])
  }

  @Test("each role has a letter of its own")
  func letters() {
    #expect(Set(Role.allCases.map(\.goldenLetter)).count == Role.allCases.count)
  }

  /// Every wide glyph is followed by its second half, and nothing else is.
  static func check(_ screen: Screen, sourceLocation: SourceLocation = #_sourceLocation) {
    for row in 0..<screen.size.rows {
      var owed = 0
      for column in 0..<screen.size.columns {
        let glyph = screen[Point(row: row, column: column)].glyph.text
        #expect(glyph.isEmpty == (owed > 0), sourceLocation: sourceLocation)
        owed = owed > 0 ? owed - 1 : TextWidth.of(glyph) - 1
      }
      #expect(owed == 0, sourceLocation: sourceLocation)
    }
  }
}
