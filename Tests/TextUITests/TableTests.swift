import Testing

@testable import TextUI

@Suite("Table")
struct TableTests {
  static let columns = [
    TableColumn("SCOPE", .left, width: 8, upTo: .max),
    TableColumn("RATE", priority: 2, width: 6),
    TableColumn("P99", width: 7),
    TableColumn("TREND", .left, priority: 3, width: 6, upTo: 8),
  ]
  static let names = ["POST /checkout", "GET /日本", "job"]
  static let p99 = [UInt64(2_310_000_000), 412_000_000, 980_000]

  static func drawn(
    rows: Int = 4, columns: Int, glyphs: Glyphs = .unicode,
    position: ListPosition = ListPosition(selected: 1),
    sorting: (column: Int, order: Table.Order)? = (2, .descending)
  ) -> Screen {
    var screen = Screen(size: Size(rows: rows, columns: columns), glyphs: glyphs)
    let table = Table(self.columns, rowCount: 3, position: position, sorting: sorting)
    table.draw(into: &screen, in: screen.bounds) {
      $0
    } cell: { row, column, width in
      switch column {
      case 0: StyledText(names[row], .strong)
      case 1: StyledText(Figure.rate(perSecond: 102))
      case 2: StyledText(Figure.duration(nanoseconds: p99[row]))
      default: StyledText(Sparkline.text([1, nil, 4], width: width, glyphs: glyphs), .graph)
      }
    }
    return screen
  }

  @Test("a table shows heads, rows on their units, and the selected row with its mark")
  func wide() {
    #expect(
      Self.drawn(columns: 46).goldenText == """
          SCOPE                RATE    P99 ▾  TREND   |
          POST /checkout      102/s  2.31 s        ▂ █|
        ▌ GET /日本           102/s   412 ms       ▂ █|
          job                 102/s   980 µs       ▂ █|
        -- style
        ..hhhhh................hhhh....aaaaa..hhhhh...|
        ..ssssssssssssss.................ddd..bbbbbbbb|
        APSSSSSSSSSPPPPPPPPPPPPPPPPPPPPPPDDDPPBBBBBBBB|
        ..sss............................ddd..bbbbbbbb|

        """)
  }

  @Test("an ASCII table is the same table")
  func ascii() {
    let screen = Self.drawn(columns: 46, glyphs: .ascii)
    #expect(screen.cells.map(\.glyph.text).allSatisfy(TextWidth.isPrintableASCII))
    #expect(screen.lines[0].hasSuffix("P99 v  TREND   "))
    #expect(screen.lines[2].hasPrefix("> GET /????"))
  }

  @Test(
    "columns fall away from the least important as a table narrows",
    arguments: [
      (35, [0, 1, 2, 3]), (34, [0, 1, 2]), (27, [0, 1, 2]), (26, [0, 2]), (19, [0, 2]),
      (18, [0, 2]), (12, [0, 2]), (3, [0]), (2, []), (0, []),
    ])
  func narrowing(width: Int, expected: [Int]) {
    let layout = TableLayout(Self.columns, width: width)
    #expect(layout.places.map(\.index) == expected)
  }

  @Test("at every width the columns lie inside the table and beside each other")
  func layoutsFit() {
    for width in 0...200 {
      let places = TableLayout(Self.columns, width: width).places
      for place in places { #expect(place.width > 0 && place.start + place.width <= width) }
      for (left, right) in zip(places, places.dropFirst()) {
        #expect(left.start + left.width + TableLayout.gap == right.start)
      }
      if width >= 35 { #expect(places.last.map { $0.start + $0.width } == width) }
    }
  }

  @Test("a table draws at every small size, and never outside its place")
  func smallSizes() {
    for rows in 0...5 {
      for columns in 0...40 {
        var screen = Screen(size: Size(rows: rows + 2, columns: columns + 2))
        let table = Table(Self.columns, rowCount: 9, sorting: (0, .ascending))
        table.draw(
          into: &screen, in: Rect(row: 1, column: 1, rows: rows, columns: columns)
        ) {
          $0
        } cell: { row, column, _ in
          StyledText("日本語 \(row) \(column)")
        }
        ScreenTests.check(screen)
        let edge = screen.lines.map { [$0.first, $0.last] }
        #expect(edge.allSatisfy { $0 == [" ", " "] })
      }
    }
  }

  @Test("only the cells that are seen are asked for")
  func asksForWhatIsSeen() {
    var screen = Screen(size: Size(rows: 11, columns: 80))
    var asked: Set<Int> = []
    let position = ListPosition(selected: 500_004, offset: 500_000)
    Table(Self.columns, rowCount: 1_000_000, position: position)
      .draw(into: &screen, in: screen.bounds) {
        $0
      } cell: { row, _, _ in
        asked.insert(row)
        return ""
      }
    #expect(asked == Set(500_000..<500_010))
  }
}

@Suite("List position")
struct ListPositionTests {
  @Test("the selection stays in the list and in view, and the offset moves no more than it must")
  func exhaustsSmallLists() {
    for count in 0...6 {
      for visible in 0...4 {
        for start in -2...8 {
          for step in [-9, -1, 0, 1, 9] {
            var position = ListPosition(selected: start, offset: 1)
            position.settle(count: count, visible: visible)
            let before = position
            position.selected += step
            position.settle(count: count, visible: visible)
            let range = position.range(count: count, visible: max(1, visible))
            #expect(count == 0 ? position.selected == 0 : range.contains(position.selected))
            if before.range(count: count, visible: max(1, visible)).contains(position.selected) {
              #expect(position.offset == before.offset)
            }
          }
        }
      }
    }
  }
}
