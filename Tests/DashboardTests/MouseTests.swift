import Store
import TextUI
import Testing

@testable import Dashboard

/// The mouse by coordinates, on the screens that goldens show.
@Suite("The mouse repeats what keys do")
struct MouseTests {
  let size = Size(rows: 40, columns: 120)

  /// Where a text begins on the screen.
  static func place(of text: String, in shop: Shop, _ size: Size) throws -> Point {
    let lines = shop.screen(size).lines
    let row = try #require(lines.firstIndex { $0.contains(text) }, "\(text) is not on the screen")
    let range = try #require(lines[row].firstRange(of: text))
    return Point(
      row: row, column: lines[row].distance(from: lines[row].startIndex, to: range.lowerBound))
  }

  func click(_ text: String, in shop: inout Shop) throws -> [Effect] {
    shop.mouse(.press, at: try Self.place(of: text, in: shop, size))
  }

  @Test("a click selects a line, a click on the selected line opens it")
  func clickSelects() throws {
    var shop = Shop.busy(size: size)
    _ = try click("GET /search", in: &shop)
    #expect(shop.model.scopes.selected?.scope == "GET /search")
    #expect(shop.model.context == .scopes)
    _ = try click("GET /search", in: &shop)
    #expect(shop.model.context == .scope)
    guard case .scope(let page) = shop.model.page else { return }
    #expect(page.key.scope == "GET /search")
  }

  @Test(
    "between two clicks the line may have moved: then the second one selects, and opens nothing")
  func movedLine() throws {
    var shop = Shop.busy(size: size)
    let point = try Self.place(of: "GET /search", in: shop, size)
    shop.mouse(.press, at: point)
    shop.type("I")
    shop.mouse(.press, at: point)
    #expect(shop.model.context == .scopes)
  }

  @Test("a click into another panel gives it the focus, and selects the line there")
  func clickFocuses() throws {
    var shop = Shop.busy(size: size)
    shop.press(.down, .enter)
    guard case .scope(let before) = shop.model.page else { return }
    #expect(before.focus == .slowest)
    _ = try click("render", in: &shop)
    guard case .scope(let page) = shop.model.page else { return }
    #expect(page.focus == .time)
    #expect(page.timeRows[page.cursor(.time).index].name.key == "render")
  }

  @Test("the wheel moves the list under the pointer by three lines, and takes it into focus")
  func wheel() throws {
    var shop = Shop.busy(size: size)
    shop.mouse(.wheelDown, at: Point(row: 10, column: 10))
    #expect(shop.model.scopes.cursor.index == 3)
    shop.mouse(.wheelUp, at: Point(row: 10, column: 10))
    #expect(shop.model.scopes.cursor.index == 0)
    shop.press(.down, .enter)
    shop.mouse(.wheelDown, at: try Self.place(of: "render", in: shop, size))
    guard case .scope(let page) = shop.model.page else { return }
    #expect(page.focus == .time)
    #expect(page.cursor(.time).index > 0)
  }

  @Test("a click selects a reason for slowness, on whichever of its rows it lands")
  func reasons() throws {
    let narrow = Size(rows: 24, columns: 60)
    var shop = Shop.busy(size: narrow)
    shop.press(.down, .enter, .character("x"))
    let reasons = shop.screen(narrow).spots.compactMap { spot -> Spot.List? in
      if case .list(let list) = spot.meaning { list } else { nil }
    }
    let second = try #require(reasons.first { $0.first == 1 })
    shop.mouse(
      .press,
      at: Point(row: second.lines.rows.upperBound - 1, column: second.lines.origin.column + 5))
    guard case .why(let page) = shop.model.page else {
      Issue.record("no reasons are shown")
      return
    }
    #expect(page.cursor.index == 1)
  }

  @Test("the wheel scrolls help, which has no list")
  func wheelInHelp() {
    let small = Size(rows: 12, columns: 40)
    var shop = Shop(size: small)
    shop.press(.character("?"))
    shop.mouse(.wheelDown, at: Point(row: 5, column: 5))
    guard case .help(let page) = shop.model.page else { return }
    #expect(page.top == 3)
  }

  @Test("a click on a head sorts by its column, a second one turns the order round")
  func heads() throws {
    var shop = Shop.busy(size: size)
    for (title, key) in [("COUNT", SortKey.count), ("ERRORS", .errors), ("SCOPE", .scope)] {
      _ = try click(title, in: &shop)
      #expect(shop.model.scopes.sort == .figure(key))
      let order = shop.model.scopes.order
      _ = try click(title, in: &shop)
      #expect(shop.model.scopes.sort == .figure(key))
      #expect(shop.model.scopes.order != order)
    }
  }

  @Test("a click on the head of the sparkline, which cannot be sorted by, changes nothing")
  func sparklineHead() throws {
    var shop = Shop.busy(size: size)
    _ = try click("OVER", in: &shop)
    #expect(shop.model.scopes.sort == .figure(.p99))
    #expect(shop.model.scopes.order == .descending)
    #expect(shop.model.scopes.second == Ordering(.count))
  }

  @Test("after a click on a head far off, equal lines stay in the order before")
  func secondOrder() throws {
    var shop = Shop.busy(size: size)
    _ = try click("ERRORS", in: &shop)
    #expect(shop.model.scopes.second == Ordering(.p99))
  }

  @Test("a click on a key in the footer presses it")
  func footer() throws {
    var shop = Shop.busy(size: size)
    _ = try click("freeze", in: &shop)
    #expect(shop.model.freeze != nil)
    _ = try click("tags", in: &shop)
    #expect(shop.model.context == .tags)
    _ = try click("back", in: &shop)
    _ = try click("go on", in: &shop)
    let effects = try click("quit", in: &shop)
    #expect(effects == [.quit])
  }

  @Test("in a menu a click chooses, and beside it is the way out")
  func menus() throws {
    var shop = Shop.busy(size: size)
    shop.press(.character("s"))
    _ = try click("errors", in: &shop)
    #expect(shop.model.context == .scopes)
    #expect(shop.model.scopes.sort == .figure(.errors))
    shop.press(.character("s"))
    shop.mouse(.press, at: Point(row: 30, column: 100))
    #expect(shop.model.context == .scopes)
    #expect(shop.model.scopes.sort == .figure(.errors))
  }

  @Test("while a filter is typed a click takes a completion, and one elsewhere does no harm")
  func completions() throws {
    var shop = Shop.busy(size: size)
    _ = try click("filter", in: &shop)
    #expect(shop.model.context == .filter)
    shop.type("host=")
    shop.mouse(.press, at: Point(row: 30, column: 100))
    shop.mouse(.wheelDown, at: Point(row: 30, column: 100))
    #expect(shop.model.context == .filter)
    _ = try click("web-2", in: &shop)
    #expect(shop.model.filterLine.applied.text == "host=web-2")
  }

  @Test("in the map a click moves the cursor, one on the cursor opens, and dragging draws a box")
  func map() throws {
    var shop = Shop.busy(size: size)
    shop.press(.down, .enter)
    let title = try Self.place(of: "latency over time", in: shop, size)
    let start = Point(row: title.row + 3, column: title.column + 20)
    func map(_ shop: Shop) throws -> Spot.Map {
      let spot = try #require(shop.screen(size).spot(at: start))
      guard case .map(let map) = spot.meaning else { throw NotAMap() }
      return map
    }
    shop.mouse(.press, at: start)
    shop.mouse(.release, at: start)
    #expect(shop.model.context == .map)
    #expect(try map(shop).cursor == map(shop).cell(nearest: start))
    #expect(try map(shop).box == nil)

    shop.mouse(.press, at: start)
    shop.mouse(.drag, at: Point(row: start.row + 1, column: start.column + 6))
    let end = Point(row: start.row + 2, column: start.column + 10)
    shop.mouse(.drag, at: end)
    shop.mouse(.release, at: end)
    let (first, last) = (try map(shop).cell(nearest: start), try map(shop).cell(nearest: end))
    let box = try #require(try map(shop).box)
    #expect(box.columns == first.column...last.column)
    #expect(box.rows == last.row...first.row)
    // Outside of the map, the box ends at its edge.
    shop.mouse(.press, at: Point(row: start.row, column: start.column + 14))
    #expect(try map(shop).box == nil)
    shop.mouse(.drag, at: Point(row: 500, column: -3))
    shop.mouse(.release, at: Point(row: 500, column: -3))
    #expect(try map(shop).box?.columns.lowerBound == 0)
    #expect(try map(shop).box?.rows.lowerBound == 0)
    shop.mouse(.press, at: start)
    shop.mouse(.release, at: start)
    #expect(shop.model.context == .box)
  }

  private struct NotAMap: Error {}

  @Test(
    "the screen may shrink to nothing in the middle of a drag, or under a menu",
    arguments: [Size(rows: 1, columns: 1), Size(rows: 10, columns: 40), Size(rows: 9, columns: 39)])
  func shrinks(_ small: Size) throws {
    var shop = Shop.busy(size: size)
    shop.press(.down, .enter)
    let title = try Self.place(of: "latency over time", in: shop, size)
    let start = Point(row: title.row + 3, column: title.column + 20)
    shop.mouse(.press, at: start)
    shop.resize(small)
    shop.mouse(.drag, at: Point(row: start.row + 2, column: start.column + 9))
    _ = shop.screen(small)
    shop.resize(size)
    shop.mouse(.drag, at: Point(row: start.row + 2, column: start.column + 9))
    shop.mouse(.release, at: start)
    _ = shop.screen(size)
    shop.press(.character("b"))
    shop.resize(small)
    shop.mouse(.wheelDown, at: Point(row: 0, column: 0))
    _ = shop.screen(small)
    shop.resize(size)
    #expect(shop.model.context == .menu)
    shop.mouse(.press, at: Point(row: 39, column: 119))
    #expect(shop.model.context != .menu)
  }

  @Test("clicks anywhere on any screen, at any size, leave the model standing")
  func everywhere() {
    for (context, _) in KeyTests.ways {
      for size in [
        Size(rows: 24, columns: 80), Size(rows: 10, columns: 40), Size(rows: 1, columns: 1),
      ] {
        var shop = KeyTests.shop(in: context, size)
        for row in stride(from: -1, through: size.rows + 1, by: 2) {
          for column in stride(from: -1, through: size.columns + 1, by: 9) {
            for action in [Mouse.Action.press, .drag, .release, .wheelUp, .wheelDown] {
              shop.mouse(action, at: Point(row: row, column: column))
            }
          }
        }
        _ = shop.screen(size)
      }
    }
  }
}
