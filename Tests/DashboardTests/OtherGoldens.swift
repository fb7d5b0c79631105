import Intake
import Store
import TextUI
import Testing

@testable import Dashboard

@Suite("Help, problems and menus look as they should")
struct OtherGoldens {
  @Test("in help no text and no sign is cut", arguments: sizes)
  func helpIsWhole(_ size: Size) {
    let width = HelpPage.columnWidth(in: size)
    let lines = HelpPage.columns(of: .standard, glyphs: .unicode, in: size).joined()
    for case .entry(let sign, let text) in lines {
      let signRoom = text.isEmpty ? width - 3 : HelpPage.Line.signWidth(in: width)
      #expect(TextWidth.of(sign) <= signRoom)
      #expect(TextWidth.of(text) <= width - HelpPage.Line.textStart(in: width))
    }
  }

  @Test("help shows every key, the filter language and the signs", arguments: sizes)
  func help(_ size: Size) throws {
    var shop = Shop(size: size)
    shop.type("?")
    try expectGolden(shop.screen(size), named: "help-\(size.testDescription)")
  }

  @Test("without any problem all kinds stand there, dim", arguments: sizes)
  func noProblems(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    shop.type("!")
    try expectGolden(shop.screen(size), named: "problems-none-\(size.testDescription)")
  }

  @Test("a problem has its count, its last sender and its last sample", arguments: sizes)
  func problems(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    shop.count {
      $0.lost[.gap] = .seen(57, from: "5f3a9c", "seq 1042 came after seq 984", at: Shop.now)
      $0.lost[.kernel, default: Problem()].count = 1_204
      $0.lost[.shed, default: Problem()].count = 21
      $0.shedBytes = 30_000
      $0.rejected[.notJSON, default: Problem()] = .seen(
        3, from: "10.0.0.7:52114", "hello there, this is no JSON at all", at: Shop.now)
      $0.cut = .seen(12, from: "5f3a9c", "{\"scope\":\"GET /a-very-long-name", at: Shop.now)
    }
    shop.type("! ")
    shop.run(seconds: 3)
    try expectGolden(shop.screen(size), named: "problems-gap-\(size.testDescription)")
    shop.press(.down, .down, .down)
    try expectGolden(shop.screen(size), named: "problems-shed-\(size.testDescription)")
    shop.press(.down)
    try expectGolden(shop.screen(size), named: "problems-some-\(size.testDescription)")
  }

  @Test(
    "of a wrong field it is told which, and as much of the line as there is room for",
    arguments: sizes)
  func wrongType(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    let counters = (1...14).map { #""table.\#($0).rows":\#($0 * 7)"# }.joined(separator: ",")
    let timers = #"{"db":{"count":2,"sum":0.005}}"#
    var problem = Problem.seen(
      2, from: "5f3a9c",
      #"{"scope":"A","dur":0.02,"counters":{\#(counters)},"timers":\#(timers)}"#, at: Shop.now)
    problem.lastPlace = "timers.db"
    shop.count { $0.rejected[.wrongType] = problem }
    shop.type("!")
    try expectGolden(shop.screen(size), named: "problems-type-\(size.testDescription)")
  }

  @Test("the sort menu lies over the table", arguments: sizes)
  func sortMenu(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    shop.type("sjj")
    try expectGolden(shop.screen(size), named: "menu-sort-\(size.testDescription)")
  }

  @Test("grouped by a tag each line names its value", arguments: sizes)
  func grouped(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    shop.type("b")
    shop.press(.enter)
    try expectGolden(shop.screen(size), named: "scopes-grouped-\(size.testDescription)")
  }

  @Test("in ASCII every cell is ASCII")
  func ascii() throws {
    let size = Size(rows: 24, columns: 80)
    let shop = Shop.busy(Options(glyphs: .ascii), size: size)
    let screen = shop.screen(size, glyphs: .ascii)
    #expect(screen.cells.allSatisfy { $0.glyph.text.utf8.allSatisfy { $0 < 0x80 } })
    try expectGolden(screen, named: "scopes-ascii-80x24")
  }

  @Test(
    "below 40x10 one line says what is missing", arguments: [(9, 80), (24, 39), (1, 1), (0, 0)])
  func tooSmall(_ rows: Int, _ columns: Int) {
    let shop = Shop(size: Size(rows: rows, columns: columns))
    let screen = shop.screen(Size(rows: rows, columns: columns))
    let written = screen.lines.filter { $0.contains { $0 != " " } }
    #expect(written.count == min(1, rows))
  }
}

extension Problem {
  static func seen(_ count: UInt64, from sender: String, _ sample: String, at: Timestamp) -> Problem
  {
    var problem = Problem()
    problem.count = count
    problem.lastSender = sender
    problem.lastSample = sample
    problem.lastSeen = at
    return problem
  }
}
