import Foundation
import Intake
import Store
import TextUI
import Testing

@testable import Dashboard

@Suite("What is seen can be written to a file")
struct ExportTests {
  static let size = Size(rows: 40, columns: 120)

  /// The file that is asked for in some place in some format.
  static func file(_ format: Int, in context: KeyContext) throws -> ExportFile {
    var shop = Shop.busy(size: size)
    for key in KeyTests.ways.first(where: { $0.0 == context })?.1 ?? [] { shop.press(key) }
    shop.type("e" + String(repeating: "j", count: format))
    for effect in shop.press(.enter) {
      if case .export(let file) = effect { return file }
    }
    Issue.record("nothing was exported in \(context)")
    throw CancellationError()
  }

  static let places: [KeyContext] = [
    .scopes, .scope, .map, .box, .instance, .why, .compare, .tags, .problems,
  ]

  @Test("every screen with something on it can be written in each format", arguments: places)
  func everywhere(_ place: KeyContext) throws {
    let json = try Self.file(0, in: place)
    #expect(json.suffix == "json")
    #expect(json.stem.hasPrefix("stats-top-"))
    let value = try JSONSerialization.jsonObject(with: Data(json.text.utf8))
    #expect((value as? [String: Any])?.isEmpty == false)
    let csv = try Self.file(1, in: place)
    let lines = csv.text.split(separator: "\n")
    #expect(csv.suffix == "csv")
    #expect(lines.count > 1 || place == .compare)
    let head = lines[0].split(separator: ",", omittingEmptySubsequences: false).count
    for line in lines where !line.contains("\"") {
      #expect(line.split(separator: ",", omittingEmptySubsequences: false).count == head, "\(line)")
    }
    let markdown = try Self.file(2, in: place)
    #expect(markdown.suffix == "md")
    #expect(markdown.text.hasPrefix("# "))
    #expect(markdown.text.contains("2025-11-22 14:0"))
    #expect(!json.what.isEmpty)
  }

  @Test("Markdown says in words what the screen does")
  func words() throws {
    let compare = try Self.file(2, in: .compare)
    #expect(compare.text.contains("\nthe 1m before against the last 1m.\n"))
    #expect(compare.text.contains(" compared.\n"))
    let why = try Self.file(2, in: .why)
    #expect(why.text.contains("\nThe slowest 5%: 30 scopes of "))
    #expect(why.text.contains("\nThey take "))
  }

  @Test("the JSON of a scope has what its other formats have; a clipboard's has less")
  func wholeScope() throws {
    let file = try Self.file(0, in: .scope)
    let json = try JSONSerialization.jsonObject(with: Data(file.text.utf8))
    let scope = try #require(json as? [String: Any])
    #expect(
      (scope["values"] as? [[String: Any]])?.contains { $0["tag"] as? String == "host" } == true)
    let timers = try #require(scope["timers"] as? [[String: Any]])
    for part in ["typical", "slow"] {
      let figures = try #require(timers[0][part] as? [String: Double])
      #expect(Set(figures.keys) == ["calls", "per_call", "per_scope", "share"])
      let time = try #require(scope["in_no_timer"] as? [String: [String: Double]])[part]
      #expect(time.map { $0["per_scope"] ?? 0 > 0 } == true)
    }
    let counters = try #require(scope["counters"] as? [[String: Any]])
    #expect(counters[0]["slow_per_scope"] is Double)
    #expect((scope["slowest"] as? [Any])?.count == 100)
    var shop = Shop.busy(size: Self.size)
    shop.press(.down, .enter)
    guard case .copy(let copied)? = shop.type("y").first else { throw CancellationError() }
    #expect(copied.utf8.count < file.text.utf8.count / 2)
  }

  @Test("problems are of all since the start, whatever the window and the filter")
  func problems() throws {
    var shop = Shop.brief(
      Options(query: Query(filter: try Filter(parsing: "error"))), size: Self.size)
    shop.type("!ejj")
    guard case .export(let file)? = shop.press(.enter).first else { throw CancellationError() }
    #expect(file.text.contains("\nOf all since the start, up to 2025-11-22 14:02:11.\n"))
    #expect(!file.text.contains("Filter"))
  }

  @Test("frozen or not, it is said of which moment the figures are")
  func moments() throws {
    var shop = Shop.brief(size: Self.size)
    func facts(_ keys: String) throws -> String {
      shop.type(keys + "ejj")
      guard case .export(let file)? = shop.press(.enter).first else { throw CancellationError() }
      shop.press(.escape)
      return file.text
    }
    shop.type("x")
    shop.rest(seconds: 4)
    #expect(try facts("").contains("up to 2025-11-22 14:02:11."))
    shop.type(" ")
    shop.rest(seconds: 4)
    #expect(try facts("").contains("up to 2025-11-22 14:02:15."))
    #expect(try facts("!").contains("up to 2025-11-22 14:02:19."))
  }

  @Test("the scopes are all in it, and the notice says how many and where")
  func allScopes() throws {
    var shop = Shop.busy(size: Self.size)
    let file = ExportFile(stem: "stats-top-scopes-1", suffix: "json", text: "", what: "8 scopes")
    _ = shop.type("e")
    let effects = shop.press(.enter)
    guard case .export(let asked)? = effects.first else { return #expect(Bool(false)) }
    #expect(asked.what == "\(shop.model.totals.groupsShown) scopes")
    #expect(asked.stem == "stats-top-scopes-20251122-140211")
    _ = shop.tell(.exported(file, .written("stats-top-scopes-1.json")))
    #expect(shop.model.notice?.text == "wrote 8 scopes to ./stats-top-scopes-1.json")
    _ = shop.tell(.exported(file, .failed("Permission denied")))
    #expect(
      shop.model.notice?.text == "could not write stats-top-scopes-1.json: Permission denied")
  }

  @Test("columns of tags, counters and timers are written with the figures, in every format")
  func extraColumns() throws {
    let extras: [ExtraColumn] = [.tag("service"), .counter("db.queries"), .timer("render")]
    var options = Options()
    options.columns += extras.map { .extra($0) }
    var shop = Shop.busy(options, size: Self.size)
    var texts: [String] = []
    for format in 0..<3 {
      shop.type("e" + String(repeating: "j", count: format))
      guard case .export(let file)? = shop.press(.enter).first else { throw CancellationError() }
      texts.append(file.text)
    }
    let json = try JSONSerialization.jsonObject(with: Data(texts[0].utf8)) as? [String: Any]
    let lines = try #require(json?["scopes"] as? [[String: Any]])
    let checkout = try #require(lines.first { $0["scope"] as? String == "POST /checkout" })
    #expect(checkout["tag:service"] as? String == "api")
    #expect((checkout["timer:render"] as? Double).map { $0 > 0 } == true)
    let head = texts[1].prefix { $0 != "\n" }
    #expect(head.hasSuffix(",tag:service,counter:db.queries,timer:render"))
    #expect(texts[2].contains("tag:service"))
    guard case .copy(let copied)? = shop.type("y").first else { throw CancellationError() }
    #expect(copied.contains("\"tag:service\":\"api\""))
  }

  @Test("before anything came in there is nothing to write, and that is said")
  func nothing() {
    var shop = Shop(size: Self.size)
    #expect(shop.type("e").isEmpty)
    #expect(shop.model.menu == nil)
    #expect(shop.model.notice?.text == "there is nothing to write here yet")
  }

  @Test("CSV quotes what it has to, and begins no spreadsheet's formula")
  func csv() {
    let sheet = Sheet(
      "t", ["a", "b"],
      rows: [
        [.text("=1+1"), .number(-2)], [.text("x,\"y\""), .seconds(.milliseconds(1_500))],
        [.none, .share(0.25)],
      ])
    #expect(sheet.csv == "a,b\n\"'=1+1\",-2\n\"x,\"\"y\"\"\",1.5\n,0.25\n")
    let pair = Sheet("tags", ["tag", "value"], rows: [[.text("host"), .text("a")]])
    let long = "table,row,column,value\nt,'=1+1,b,-2\n"
    #expect(Sheet.csv([pair, pair]).hasSuffix("tags,host,value,a\ntags,host,value,a\n"))
    #expect(Sheet.csv([sheet, pair]).hasPrefix(long.replacing("'=1+1", with: "\"'=1+1\"")))
  }

  @Test("names from the network break neither a table nor out of Markdown")
  func markdown() {
    let sheet = Sheet(
      "t", ["name", "took", "error"], rows: [[.text("a|b<img>`"), .seconds(.seconds(2)), .none]])
    #expect(
      Markdown.table(sheet, utcOffsetSeconds: 0) == [
        "| name         |   took |", "| ------------ | -----: |", "| a\\|b\\<img>\\` | 2.00 s |",
      ])
  }

  @Test(
    "a date is that of the calendar",
    arguments: [
      (0, "1970-01-01 00:00:00"), (-1, "1969-12-31 23:59:59"), (951_782_400, "2000-02-29 00:00:00"),
      (1_763_820_131, "2025-11-22 14:02:11"), (4_102_444_799, "2099-12-31 23:59:59"),
      (-2_203_891_200, "1900-03-01 00:00:00"),
    ])
  func dates(_ second: Int64, _ text: String) {
    let moment = Timestamp(microseconds: second * 1_000_000)
    #expect(Show.date(moment, utcOffsetSeconds: 0) == text)
  }
}

@Suite("Help has a line for everything that is seen")
struct HelpWordsTests {
  static let size = Size(rows: 40, columns: 120)
  static let help = HelpPage.columns(of: .standard, glyphs: .unicode, in: size).joined()
  static let signs = help.compactMap { if case .entry(let sign, _) = $0 { sign } else { nil } }

  @Test("every column of the ranking is explained, and so is every head on a screen")
  func everyHead() {
    for column in RankingColumn.all { #expect(Self.signs.contains(column.title(Query()))) }
    let words = Set(Self.signs.joined(separator: " ").split(separator: " "))
    for screen in Self.screens {
      var titles = screen.spots.compactMap { spot -> String? in
        if case .head(let title, _) = spot.meaning { title } else { nil }
      }
      // Those of panels stand in their rules.
      titles += screen.lines.filter { $0.contains("──") }
      for word in titles.joined(separator: " ").split(separator: " ")
      where word.allSatisfy(\.isUppercase) && word.count > 1 {
        #expect(words.contains(word), "\(word) on\n\(screen.lines.joined(separator: "\n"))")
      }
    }
  }

  /// Every place, and a comparison in which scopes are new, gone, slower and faster.
  static let screens: [Screen] = {
    KeyTests.ways.filter { $0.0 != .help }.map { KeyTests.shop(in: $0.0, size).screen(size) }
      + [CompareTests.changed(size).screen(size)]
  }()

  /// What frames, rules and running text are made of.
  static let furniture = Set("─│┌┐└┘┤┬├┴┼·‹⏎←→↑↓−%µ")

  @Test("every sign on a screen is explained", arguments: KeyTests.ways.map(\.0))
  func everySign(_ context: KeyContext) {
    guard context != .help else { return }
    var shop = KeyTests.shop(in: context, Self.size)
    shop.run(seconds: 60)
    Self.expectKnownSigns(on: shop.screen(Self.size))
  }

  @Test("every sign of a comparison is explained")
  func everySignOfChanges() {
    let screen = CompareTests.changed(Self.size).screen(Self.size)
    #expect(screen.lines.contains { $0.contains("▼") })
    Self.expectKnownSigns(on: screen)
  }

  private static func expectKnownSigns(on screen: Screen) {
    let known = Set(signs.joined()).union(furniture)
    for cell in screen.cells {
      for sign in cell.glyph.text where !sign.isASCII && !sign.isLetter && !sign.isNumber {
        #expect(known.contains(sign), "\(sign) on\n\(screen.lines.joined(separator: "\n"))")
      }
    }
  }
}
