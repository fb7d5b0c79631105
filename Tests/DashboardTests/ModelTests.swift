import Intake
import Store
import TextUI
import Testing

@testable import Dashboard

@Suite("The model answers keys and ticks")
struct ModelTests {
  let size = Size(rows: 24, columns: 80)

  @Test("the selection follows its row when the order changes")
  func selectionFollowsRow() {
    var shop = Shop.busy(size: size)
    shop.press(.down, .down)
    let selected = shop.model.scopes.selected
    #expect(selected?.scope == "GET /report")
    shop.type("I")
    #expect(shop.model.scopes.selected == selected)
    #expect(shop.model.scopes.cursor.index == 3)
    shop.run(seconds: 5)
    #expect(shop.model.scopes.selected == selected)
  }

  @Test(
    "a screen of another size than was told of is drawn as far as it is known",
    arguments: ["", "x", "t", "d", "!", "?", "c", "s", "b", "G"])
  func otherSize(keys: String) {
    var shop = Shop(size: size)
    for number in 0..<60 {
      shop.add(Feed.Line(scope: "job \(number)", seconds: 0.1, end: shop.now))
    }
    shop.run(seconds: 1)
    for opens in [false, true] {
      if opens { shop.press(.enter) }
      shop.type(keys)
      #expect(shop.screen(Size(rows: 50, columns: 132)).lines.count == 50)
      #expect(shop.screen(Size(rows: 10, columns: 40)).lines.count == 10)
      shop.press(.escape, .escape)
    }
  }

  @Test("until it is moved, the selection stays on the first line, whichever it is")
  func selectionStaysOnTop() {
    var shop = Shop.busy(size: size)
    let first = shop.model.scopes.selected
    shop.type("I")
    #expect(shop.model.scopes.selected != first)
    #expect(shop.model.scopes.cursor.index == 0)
  }

  @Test("a line that leaves the list hands the selection to its neighbour")
  func selectionSurvivesItsRow() {
    var shop = Shop.busy(size: size)
    shop.press(.down, .down)
    shop.type("/search")
    shop.press(.enter)
    #expect(shop.model.scopes.selected?.scope == "GET /search")
  }

  @Test("frozen figures stand still while the store goes on, and move again afterwards")
  func freezeKeepsFigures() {
    var shop = Shop.busy(size: size)
    shop.type(" ")
    let before = shop.model.scopes.rows.map(\.count)
    let accepted = shop.model.store.tally.accepted
    shop.run(seconds: 10)
    #expect(shop.model.scopes.rows.map(\.count) == before)
    #expect(shop.model.store.tally.accepted > accepted)
    shop.type("p")
    #expect(shop.model.scopes.rows.map(\.count) != before)
    #expect(shop.model.freeze == nil)
  }

  @Test("sorting, filtering, grouping and other windows keep the freeze and its moment")
  func everythingWorksFrozen() {
    var shop = Shop.busy(size: size)
    shop.type("p")
    let moment = shop.model.freeze?.now
    shop.run(seconds: 10)
    shop.type("I<>w")
    shop.type("/host=web-1")
    shop.press(.enter)
    let shown = shop.model.totals.shown
    shop.run(seconds: 3)
    #expect(shop.model.totals.shown == shown)
    #expect(shop.model.freeze?.now == moment)
    shop.press(.escape, .backspace)
    #expect(shop.model.freeze != nil)
  }

  @Test("a freeze gives up its oldest chunks when it alone keeps more than half of the budget")
  func freezeIsBounded() {
    var shop = Shop.busy(Options(memoryBytes: 600_000), size: size)
    shop.type(" ")
    shop.run(seconds: 400)
    let freeze = shop.model.freeze
    #expect(freeze?.isShortened == true)
    #expect((freeze?.ownBytes ?? .max) <= 300_000)
    #expect(shop.model.store.byteCount > 0)
  }

  @Test("filters go off and on by one key, and the terms stay")
  func togglesFilters() {
    var shop = Shop.busy(size: size)
    shop.type("/service=jobs")
    shop.press(.enter)
    #expect(shop.model.totals.groupsShown == 1)
    shop.type("f")
    #expect(shop.model.totals.groupsShown == 6)
    #expect(shop.screen(size).lines[1].contains("service=jobs"))
    shop.type("f")
    #expect(shop.model.totals.groupsShown == 1)
  }

  @Test(
    "while a filter is typed the last good text is in force, and Escape brings back the old one")
  func typesFilter() {
    var shop = Shop.busy(size: size)
    shop.type("/service=jobs")
    #expect(shop.model.totals.groupsShown == 1)
    shop.type(" job>")
    #expect(shop.model.filterLine.editing?.error != nil)
    #expect(shop.model.totals.groupsShown == 1)
    #expect(shop.screen(size).cells.contains { $0.style.isUnderlined })
    shop.press(.enter)
    #expect(shop.model.filterLine.editing?.editor.text == "service=jobs job>")
    shop.press(.escape)
    #expect(shop.model.totals.groupsShown == 6)
    #expect(shop.model.filterLine.applied.isEmpty)
  }

  @Test("Escape brings back the selected line as well, which the typed filter had hidden")
  func selectionAfterEscape() {
    var shop = Shop.busy(size: size)
    shop.press(.down, .down, .down)
    let selected = shop.model.scopes.selected
    shop.type("/service=jobs")
    #expect(shop.model.scopes.selected != selected)
    shop.press(.escape)
    #expect(shop.model.scopes.selected == selected)
  }

  @Test("where a filter hides everything the way out is said, but not while its keys are text")
  func wayOut() {
    let wayOut = "f switches the filter off, / changes it."
    var shop = Shop.brief(size: size)
    func isSaid() -> Bool { shop.screen(size).lines.contains { $0.contains(wayOut) } }
    shop.type("/nosuch")
    #expect(
      shop.screen(size).lines.contains { $0.contains("No scope has \"nosuch\" in its name.") })
    #expect(!isSaid())
    shop.type(" dur>")
    #expect(!shop.screen(size).lines.contains { $0.contains("in its name") })
    shop.press(.backspace, .backspace, .backspace, .backspace, .backspace, .enter)
    #expect(isSaid())
    shop.type("t")
    #expect(isSaid())
  }

  @Test("what is in the way of a filter is told of the one in force, on the screen of tags too")
  func obstaclesOfNow() {
    var shop = Shop.brief(size: size)
    shop.type("/nosuch")
    #expect(shop.screen(size).lines.contains { $0.contains("\"nosuch\"") })
    shop.press(.escape)
    shop.type("t")
    shop.type("/other")
    shop.press(.enter)
    let lines = shop.screen(size).lines
    #expect(lines.contains { $0.contains("No scope has \"other\" in its name.") })
    #expect(!lines.contains { $0.contains("nosuch") })
  }

  @Test("a sentence that is too long for the last row takes as many as it needs")
  func longNotice() {
    var shop = Shop.brief(size: size)
    shop.type("/a~[")
    func words(_ rows: ClosedRange<Int>) -> [Substring] {
      shop.screen(size).lines[rows].flatMap { $0.split(separator: " ") }.map { Substring($0) }
    }
    let message = shop.model.filterLine.editing?.error?.message ?? ""
    #expect(message.utf8.count > 70)
    #expect(words(2...3) == ("! " + message).split(separator: " "))
    shop.press(.escape)
    let name = String(repeating: "n", count: 45)
    _ = shop.tell(
      .exported(
        ExportFile(stem: name, suffix: "json", text: "", what: ""),
        .failed("No such file or directory")))
    #expect(
      words(22...23)
        == "could not write \(name).json: No such file or directory".split(separator: " "))
  }

  @Test("what a few rows have no room for ends in a sign")
  func endlessNotice() {
    let size = Size(rows: 10, columns: 40)
    var shop = Shop.brief(size: size)
    let words = Array(repeating: "word", count: 60).joined(separator: " ")
    _ = shop.tell(
      .exported(
        ExportFile(stem: "name", suffix: "json", text: "", what: ""), .failed(words)))
    let lines = shop.screen(size).lines
    #expect(lines[7].contains("could not write name.json"))
    #expect(lines[9].contains("…"))
    #expect(!lines[6].contains("word"))
  }

  @Test("including a value after it was excluded replaces the term, and the other way round")
  func opposites() {
    var shop = Shop.brief(size: size)
    shop.type("ti")
    shop.type("i")
    let including = shop.model.filterLine.applied.text
    #expect(including.contains("=") && !including.contains("!"))
    shop.type("o")
    let excluding = including.replacing("=", with: "!=")
    #expect(shop.model.filterLine.applied.text == excluding)
    var model = shop.model
    model.narrow(by: [including], insteadOf: excluding)
    #expect(model.filterLine.applied.text == including)
    shop.type("/")
    shop.type("dur>0")
    shop.press(.enter)
    #expect(shop.model.filterLine.applied.terms.count == 2)
  }

  @Test(
    "a column that is switched off and on again is the same one, though no line was chosen before")
  func switchesTwice() {
    var shop = Shop.brief(size: size)
    let columns = shop.model.scopes.columns
    shop.type("c ")
    #expect(shop.model.scopes.columns.count == columns.count - 1)
    shop.type(" ")
    #expect(shop.model.scopes.columns == columns)
  }

  @Test("Backspace on an empty filter closes the line, and ctrl-U empties it")
  func endsFilter() {
    var shop = Shop.busy(size: size)
    shop.type("/service=jobs")
    shop.press(.control("u"))
    #expect(shop.model.filterLine.editing?.editor.text == "")
    #expect(shop.model.totals.groupsShown == 6)
    shop.press(.backspace)
    #expect(shop.model.filterLine.editing == nil)
  }

  @Test("Tab completes keys and values, and the completed filter is in force")
  func completes() {
    var shop = Shop.busy(size: size)
    shop.type("/serv")
    shop.press(.tab)
    #expect(shop.model.filterLine.editing?.editor.text.hasPrefix("service") == true)
    shop.type(shop.model.filterLine.editing?.editor.text.hasSuffix("=") == true ? "job" : "=job")
    shop.press(.down, .enter)
    shop.press(.enter)
    #expect(shop.model.filterLine.applied.text == "service=jobs")
    #expect(shop.model.filterLine.editing == nil)
  }

  @Test("grouping by a tag splits lines, and again joins them")
  func groups() {
    var shop = Shop.busy(size: size)
    shop.type("b")
    shop.press(.enter)
    #expect(shop.model.groupBy == ["host"])
    #expect(shop.model.totals.groupsShown == 16)
    shop.type("b")
    shop.press(.enter)
    #expect(shop.model.totals.groupsShown == 6)
  }

  @Test("the sort keys go to the columns beside, the menu to any")
  func sorts() {
    var shop = Shop.busy(size: size)
    shop.type(">")
    #expect(shop.model.scopes.sort == .figure(.errors))
    shop.type("<<")
    #expect(shop.model.scopes.sort == .figure(.p50))
    shop.type("s")
    shop.press(.home, .enter)
    #expect(shop.model.scopes.sort == .figure(.scope))
    #expect(shop.model.scopes.order == .ascending)
    shop.type("s")
    shop.type("G")
    shop.press(.up, .up, .up, .up, .enter)
    #expect(shop.model.scopes.sort == .figure(.mean))
    #expect(shop.screen(size).lines[2].contains("MEAN ▾"))
  }

  @Test("a menu of more lines than are in sight scrolls no more than it must")
  func longMenu() throws {
    var shop = Shop.busy(size: size)
    shop.type("c")
    #expect(shop.model.menu?.items.count ?? 0 > shop.model.menuPage)
    shop.press(.end)
    let item = try #require(shop.model.menu?.items.last)
    func row() -> Int? { shop.screen(size).lines.firstIndex { $0.contains("] \(item.label) ") } }
    let last = try #require(row())
    for _ in 1..<shop.model.menuPage {
      shop.press(.up)
      #expect(row() == last)
    }
    shop.press(.up)
    #expect(row() == nil)
  }

  @Test(
    "columns stay where they are, whichever of them orders",
    arguments: [Size(rows: 24, columns: 80), Size(rows: 40, columns: 120)])
  func columnsStay(size: Size) {
    var shop = Shop.busy(size: size)
    func heads() -> String {
      String(shop.screen(size).lines[2].map { "▾▴".contains($0) ? " " : $0 })
    }
    let before = heads().split(separator: " ")
    for _ in 0..<6 {
      shop.type(">")
      #expect(heads().split(separator: " ") == before)
    }
  }

  @Test("a scope's name leaves room for its figures, however long it is")
  func longName() {
    let wide = Size(rows: 40, columns: 120)
    var shop = Shop(size: wide)
    shop.add(
      Feed.Line(scope: String(repeating: "名", count: 100), seconds: 0.1, end: shop.now))
    shop.run(seconds: 1)
    shop.type("I")
    for _ in 0..<10 where shop.model.scopes.selected?.scope.hasPrefix("名") == false {
      shop.press(.down)
    }
    shop.press(.enter)
    let line = shop.screen(wide).lines[0]
    #expect(line.contains("名…") && line.contains("1 in 1m") && line.contains("p99"))
  }

  @Test("all of a long tag is on an instance, on several lines")
  func longTag() {
    var shop = Shop(size: size)
    let value = (0..<40).map { "word\($0)" }.joined(separator: "-")
    shop.add(
      Feed.Line(scope: "long", seconds: 90, end: shop.now, tags: [("note", value), ("a", "")]))
    shop.run(seconds: 1)
    shop.press(.enter)
    #expect(shop.model.scopes.selected?.scope == "long")
    shop.press(.enter)
    while case .scope(let page)? = shop.model.page, page.focus != .slowest { shop.press(.tab) }
    shop.press(.enter)
    let lines = shop.screen(size).lines
    #expect(shop.model.context == .instance)
    let shown = lines.map { $0.split(separator: " ").last ?? "" }.joined()
    #expect(shown.contains(value))
  }

  @Test("who is not allowed is told of before anything came, in place of a test that cannot work")
  func notAllowed() {
    var shop = Shop(Options(addresses: ["udp 127.0.0.1:8127"]), size: size)
    #expect(shop.screen(size).lines.contains { $0.contains("/dev/udp/") })
    shop.count { tally in
      tally.refused.count = 3
      tally.refused.lastSender = "10.1.2.3:4000"
    }
    let lines = shop.screen(size).lines
    #expect(lines[0].contains("! not allowed 3"))
    #expect(lines.contains { $0.contains("! Datagrams came from 10.1.2.3:4000") })
    #expect(!lines.contains { $0.contains("/dev/udp/") })
  }

  @Test("a filter that comes back with a new term is said to be on again")
  func onAgain() {
    var shop = Shop.busy(size: size)
    shop.type("/service=api")
    shop.press(.enter)
    shop.type("f")
    shop.type("t")
    shop.press(.right, .enter)
    #expect(shop.screen(size).lines[23].contains("the filter is on again: service=api"))
    shop.press(.escape)
    shop.type("f")
    for _ in 0..<6 where shop.model.scopes.selected?.scope != "POST /checkout" {
      shop.press(.down)
    }
    shop.type("x")
    #expect(shop.model.hasFindings)
    shop.press(.enter)
    #expect(shop.screen(size).lines[23].contains("the filter is on again: service=api"))
  }

  @Test("plus and minus change how often figures move, between 100 ms and 5 s")
  func refreshes() {
    var shop = Shop(size: size)
    #expect(shop.model.refresh == .milliseconds(250))
    shop.type("+")
    #expect(shop.model.refresh == .milliseconds(500))
    shop.type("++++++")
    #expect(shop.model.refresh == .seconds(5))
    shop.type("---------")
    #expect(shop.model.refresh == .milliseconds(100))
  }

  @Test("quitting, suspending and repainting are asked of the loop")
  func effects() {
    var shop = Shop.busy(size: size)
    #expect(shop.press(.control("z")) == [.suspend])
    #expect(shop.press(.control("l")) == [.redraw])
    shop.press(.enter)
    #expect(shop.type("q") == [])
    #expect(shop.type("q") == [.quit])
    shop.type("/abc")
    #expect(shop.press(.control("c")) == [.quit])
  }

  @Test("what is seen is copied as JSON, and a notice says so")
  func copies() throws {
    var shop = Shop.busy(size: size)
    guard case .copy(let ranking) = shop.type("y").first else {
      Issue.record("nothing was copied")
      return
    }
    #expect(
      ranking.hasPrefix(
        #"{"at":1763820131.25,"window_seconds":60,"scopes":[{"scope":"job: nightly-digest""#))
    #expect(shop.screen(size).lines[23].contains("copied 6 lines as JSON"))
    shop.press(.down, .enter)
    guard case .copy(let scope) = shop.type("y").first else {
      Issue.record("the scope was not copied")
      return
    }
    #expect(scope.contains("\"timers\":[{\"key\":\"db.query\",\"tags\":{\"shard\":\"2\"}"))
    shop.press(.enter)
    guard case .copy(let instance) = shop.type("y").first else {
      Issue.record("the instance was not copied")
      return
    }
    #expect(instance.hasPrefix("{\"v\":1,\"scope\":\"POST /checkout\""))
  }

  @Test("the rate is that of the last seconds, whatever the ticks")
  func rate() throws {
    var shop = Shop.busy(size: size)
    #expect(abs(try #require(shop.model.meter.ratePerSecond) - 38) < 1)
    #expect(shop.model.meter.history.count == IntakeMeter.secondsShown)
    shop.run(seconds: 1)
    #expect(abs(try #require(shop.model.meter.ratePerSecond) - 38) < 1)
  }
}
