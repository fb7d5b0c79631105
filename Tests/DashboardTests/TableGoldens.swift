import Intake
import Store
import TextUI
import Testing

@testable import Dashboard

extension Shop {
  /// Shows columns by the menu, and orders by the last.
  mutating func show(_ columns: ExtraColumn...) {
    for column in columns {
      type("cg")
      while model.menu?.choice != .column(.extra(column)), press(.down).isEmpty,
        model.menu?.cursor.index != (model.menu?.items.count ?? 0) - 1
      {}
      type(" c")
    }
    type("sG")
    press(.enter)
  }
}

@Suite("The table of scopes looks as it should")
struct TableGoldens {
  @Test("ordered by the time above a threshold, it says which", arguments: sizes)
  func above(_ size: Size) throws {
    let query = Query(slowAbove: .milliseconds(100))
    let shop = Shop.busy(Options(query: query, sort: .above), size: size)
    try expectGolden(shop.screen(size), named: "scopes-above-\(size.testDescription)")
  }

  @Test("ordered by change, it says how many times as slow each is", arguments: sizes)
  func change(_ size: Size) throws {
    let shop = Shop.busy(Options(sort: .change), size: size)
    try expectGolden(shop.screen(size), named: "scopes-change-\(size.testDescription)")
  }

  @Test("the menu of columns has those shown first, then all that there could be", arguments: sizes)
  func columnMenu(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    shop.type("cj x>")
    try expectGolden(shop.screen(size), named: "menu-columns-\(size.testDescription)")
  }

  @Test("a tag and a counter have columns, and one of them orders", arguments: sizes)
  func extraColumns(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    shop.show(.tag("service"), .counter("db.queries"))
    try expectGolden(shop.screen(size), named: "scopes-columns-\(size.testDescription)")
  }
}

@Suite("Find goes to lines by their text")
struct FindTests {
  private static let size = Size(rows: 24, columns: 80)

  private static func selected(_ shop: Shop) -> String? { shop.model.scopes.selected?.scope }

  @Test("while it is typed the line follows, and what is found is marked", arguments: sizes)
  func typed(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    shop.press(.function(3))
    shop.type("PO")
    try expectGolden(shop.screen(size), named: "find-typed-\(size.testDescription)")
    shop.type("xx")
    try expectGolden(shop.screen(size), named: "find-missing-\(size.testDescription)")
  }

  @Test("n and N go on from there, round both ends, and say so")
  func steps() {
    var shop = Shop.busy(size: Self.size)
    shop.press(.function(3))
    shop.type("get /")
    #expect(Self.selected(shop) == "GET /report")
    shop.press(.enter)
    shop.type("n")
    #expect(Self.selected(shop) == "GET /search")
    shop.type("n")
    #expect(Self.selected(shop) == "GET /products/{id}")
    shop.type("n")
    #expect(Self.selected(shop) == "GET /report")
    #expect(shop.model.notice?.text == "past the last one: on from the top")
    shop.type("N")
    #expect(Self.selected(shop) == "GET /products/{id}")
    #expect(shop.model.notice?.text == "past the first one: on from the end")
  }

  @Test("Escape goes back to where it began, and takes the marks away")
  func dropped() {
    var shop = Shop.busy(size: Self.size)
    shop.press(.down)
    let before = Self.selected(shop)
    shop.press(.function(3))
    shop.type("search")
    #expect(Self.selected(shop) == "GET /search")
    shop.press(.escape)
    #expect(Self.selected(shop) == before)
    #expect(shop.model.find == nil)
    shop.type("n")
    #expect(shop.model.notice?.text == "nothing is looked for: F3 finds")
  }

  @Test("tags, their values and the panels of a scope are looked through too")
  func elsewhere() {
    var shop = Shop.busy(size: Self.size)
    shop.type("t")
    shop.press(.function(3))
    shop.type("stat")
    guard case .tags(let tags)? = shop.model.page else { return }
    #expect(tags.facet?.key == "status")
    shop.press(.enter, .escape, .down, .enter, .function(3))
    shop.type("web-2")
    shop.press(.enter)
    #expect(shop.model.find?.isMissing == false)
  }
}

@Suite("Grouping by tags, and terms that are half typed")
struct GroupingTests {
  private static let size = Size(rows: 24, columns: 80)

  @Test(
    "grouped by two tags each line names both; the menu says which and in which order",
    arguments: sizes)
  func twoTags(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    for _ in 0..<2 {
      shop.type("bG")
      shop.press(.enter)
      shop.type("b")
      if shop.model.groupBy.count == 1 { shop.press(.escape) }
    }
    try expectGolden(shop.screen(size), named: "menu-group-\(size.testDescription)")
    shop.press(.escape)
    shop.tick()
    try expectGolden(shop.screen(size), named: "scopes-two-tags-\(size.testDescription)")
  }

  @Test("one line of the menu ungroups by all")
  func ungroup() {
    var shop = Shop.busy(Options(query: Query(groupBy: ["host", "service"])), size: Self.size)
    #expect(shop.model.totals.groupsShown > 6)
    shop.type("bg")
    shop.press(.enter)
    #expect(shop.model.groupBy.isEmpty)
    #expect(shop.model.totals.groupsShown == 6)
  }

  @Test("the begin of a key or of a value hides nothing while it is typed")
  func halfTyped() {
    var shop = Shop.busy(size: Self.size)
    for (text, shown) in [("/dur", 6), (">1", 6), ("s", 2), (" stat", 2), ("us=5", 2)] {
      shop.type(text)
      #expect(shop.model.totals.groupsShown == shown, "\(text)")
    }
    shop.type("00")
    #expect(shop.model.totals.groupsShown == 1)
    shop.press(.control("u"))
    shop.type("dur")
    shop.press(.enter)
    #expect(shop.model.totals.groupsShown == 0)
    #expect(shop.model.filterLine.applied.text == "dur")
  }
}
