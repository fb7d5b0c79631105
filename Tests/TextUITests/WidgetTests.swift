import Testing

@testable import TextUI

@Suite("Widgets")
struct WidgetTests {
  @Test(
    "a sparkline shows heights from 0, gaps as blanks, and the last values at the right",
    arguments: [
      ([1, 2, 3, 4, 5, 6, 7, 8], 8, "▁▂▃▄▅▆▇█"), ([1, nil, 8], 5, "  ▁ █"),
      ([1, 8, 1], 2, "█▁"), ([0, 0], 2, "▁▁"), ([5, 5, 5], 3, "▄▄▄"), ([], 2, "  "),
      ([1], 0, ""), ([1], -1, ""), ([.nan, 1], 2, " ▄"), ([.infinity, 1], 2, "█▄"),
    ] as [([Double?], Int, String)])
  func sparklines(values: [Double?], width: Int, expected: String) {
    #expect(Sparkline.text(values, width: width, glyphs: .unicode) == expected)
  }

  @Test("a sparkline may be given its top, and has an ASCII form")
  func sparklineTop() {
    #expect(Sparkline.text([1, 5, 50], width: 3, top: 10, glyphs: .unicode) == "▁▄█")
    #expect(Sparkline.text([1, nil, 8], width: 3, glyphs: .ascii) == "_ #")
  }

  @Test(
    "a bar grows by eighths, and anything more than nothing shows",
    arguments: [
      (0, 4, ""), (-1, 4, ""), (.nan, 4, ""), (0.001, 4, "▏"), (0.25, 4, "█"), (0.5, 3, "█▌"),
      (0.99, 4, "████"), (1, 4, "████"), (7, 2, "██"), (.infinity, 2, "██"), (0.5, 0, ""),
    ])
  func bars(fraction: Double, width: Int, expected: String) {
    #expect(Bar.text(fraction, width: width, glyphs: .unicode) == expected)
  }

  @Test("a bar in ASCII", arguments: [(0.01, "."), (0.5, "##"), (0.6, "##."), (1, "####")])
  func barsInASCII(fraction: Double, expected: String) {
    #expect(Bar.text(fraction, width: 4, glyphs: .ascii) == expected)
  }

  @Test("a rule has its title at the left and labels where its columns end")
  func rules() {
    var screen = Screen(size: Size(rows: 4, columns: 40))
    let rule = Rule(
      "timers", labels: [.init("typical", endingAt: 25), .init("slow", endingAt: 36)])
    rule.draw(into: &screen, at: Point(row: 0, column: 0), width: 40)
    rule.draw(into: &screen, at: Point(row: 1, column: 2), width: 18)
    rule.draw(into: &screen, at: Point(row: 2, column: 0), width: 8)
    Rule().draw(into: &screen, at: Point(row: 3, column: 35), width: .max)
    #expect(
      screen.goldenText == """
        ── timers ─────── typical ───── slow ───|
          ── timers ────────                    |
        ── t… ──                                |
                                           ─────|
        -- style
        rrhhhhhhhhrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr|
        ..rrhhhhhhhhrrrrrrrr....................|
        rrhhhhrr................................|
        ...................................rrrrr|

        """)
  }

  @Test(
    "a footer drops the least important keys first and keeps the order",
    arguments: [
      (60, "⏎ open  / filter  t tags  ? help"), (31, "⏎ open  / filter  ? help"),
      (23, "⏎ open  ? help"), (13, "⏎ open"), (5, ""), (0, ""),
    ])
  func footers(width: Int, expected: String) {
    let hints = [
      KeyHint("⏎", "open", priority: 0), KeyHint("/", "filter"), KeyHint("t", "tags", priority: 2),
      KeyHint("?", "help", priority: 0),
    ]
    var screen = Screen(size: Size(rows: 1, columns: 60))
    Footer.draw(hints, into: &screen, at: Point(row: 0, column: 0), width: width)
    #expect(screen.lines == [expected.padded(to: 60)])
    var ascii = Screen(size: Size(rows: 1, columns: 60), glyphs: .ascii)
    Footer.draw([hints[0]], into: &ascii, at: Point(row: 0, column: 0), width: 60)
    #expect(ascii.lines == ["Enter open".padded(to: 60)])
  }

  @Test("a menu lies below its anchor with a frame, its details at the right")
  func menus() {
    var screen = Screen(size: Size(rows: 6, columns: 24))
    var menu = Menu(
      "tag", items: [.init("service", detail: "9"), .init("日本"), .init("host", detail: "12")])
    menu.position = ListPosition(selected: 2)
    let bounds = Rect(row: 0, column: 0, rows: 5, columns: 24)
    let rect = menu.rect(anchor: Point(row: 0, column: 3), in: bounds)
    #expect(rect == Rect(row: 1, column: 3, rows: 4, columns: 14))
    if let rect { menu.draw(into: &screen, in: rect) }
    #expect(
      screen.goldenText == """
                                |
           ┌─ tag ──────┐       |
           │ 日本       │       |
           │▌host    12 │       |
           └─ 2-3/3 ────┘       |
                                |
        -- style
        ........................|
        ...rrhhhhhrrrrrrr.......|
        ...r............r.......|
        ...rAPPPPPPPPDDPr.......|
        ...rrhhhhhhhrrrrr.......|
        ........................|

        """)
  }

  @Test("in a menu what is said of an item leaves room for the item, however long it is")
  func longDetails() {
    var screen = Screen(size: Size(rows: 4, columns: 24))
    let long = String(repeating: "key ", count: 30)
    let menu = Menu(items: [.init("service", detail: long), .init("a", detail: "b")])
    let rect = menu.rect(anchor: Point(row: -1, column: 0), in: screen.bounds)
    #expect(rect == Rect(row: 0, column: 0, rows: 4, columns: 24))
    if let rect { menu.draw(into: &screen, in: rect) }
    #expect(screen.lines[1] == "│▌service  key key ke… │")
    #expect(screen.lines[2] == "│ a                  b │")
  }

  @Test("a menu lies above its anchor where there is more room, and inside the screen")
  func menuPlaces() {
    let menu = Menu(items: [.init("a"), .init("some longer thing")])
    let bounds = Rect(row: 0, column: 0, rows: 10, columns: 30)
    #expect(
      menu.rect(anchor: Point(row: 8, column: 28), in: bounds)
        == Rect(row: 4, column: 9, rows: 4, columns: 21))
    #expect(
      menu.rect(anchor: Point(row: 0, column: 0), in: Rect(row: 0, column: 0, rows: 2, columns: 30))
        == nil)
    for rows in 0...8 {
      for columns in 0...24 {
        let bounds = Rect(row: 0, column: 0, rows: rows, columns: columns)
        for row in 0..<max(1, rows) {
          guard let rect = menu.rect(anchor: Point(row: row, column: 20), in: bounds) else {
            continue
          }
          #expect(rect.rows.clamped(to: bounds.rows) == rect.rows)
          #expect(rect.columns.clamped(to: bounds.columns) == rect.columns)
          #expect(!rect.rows.contains(row))
        }
      }
    }
  }

  @Test(
    "pieces of text are cut as one, with one ellipsis",
    arguments: [
      (9, "41.2 ms"), (7, "41.2 ms"), (6, "41.2 …"), (4, "41.…"), (1, "…"), (0, ""),
    ])
  func styledText(width: Int, expected: String) {
    var screen = Screen(size: Size(rows: 1, columns: 9))
    let text = StyledText(Figure.duration(nanoseconds: 41_200_000))
    screen.put(text, at: Point(row: 0, column: 0), width: width)
    #expect(screen.lines == [expected.padded(to: 9)])
  }
}

extension String {
  /// With blanks up to so many characters.
  func padded(to count: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, count - self.count))
  }
}
