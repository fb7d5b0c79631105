import Intake
import Store
import TextUI
import Testing

@testable import Dashboard

@Suite("A map's cursor and box stay where they were put")
struct HeatTests {
  let size = Size(rows: 40, columns: 120)

  private func page(_ shop: Shop) throws -> ScopePage {
    guard case .scope(let page) = shop.model.pages.last else {
      throw Missing()
    }
    return page
  }

  private struct Missing: Error {}

  @Test("the cursor stays on its second and latency while the map moves on, then at its far edge")
  func cursorStays() throws {
    var shop = HeatGoldens.map(size: size)
    shop.press(.left, .left, .up)
    let box = try #require(try page(shop).heat.selected?.box)
    shop.run(seconds: 20)
    #expect(try page(shop).heat.selected?.box == box)
    shop.run(seconds: 100)
    let heat = try page(shop).heat
    #expect(heat.selection?.cells.lowerBound == heat.grid?.cells.lowerBound)
    #expect(heat.selected?.box.shortest == box.shortest)
  }

  @Test("a box stays on its part of the plane, and goes when the map has left it behind")
  func boxStays() throws {
    var shop = HeatGoldens.map(size: size)
    #expect(try page(shop).box == nil)
    shop.press(.shiftLeft, .shiftLeft, .shiftDown)
    let box = try #require(try page(shop).box)
    #expect(box.end.since(box.start) == .seconds(6))
    shop.run(seconds: 20)
    #expect(try page(shop).box == box)
    shop.run(seconds: 100)
    #expect(try page(shop).box == nil)
  }

  @Test("a box on a map that is stepped to where nothing was yet is on the map's edge")
  func boxOfNothing() throws {
    var shop = Shop(Options(query: Query(window: Window(seconds: 10))), size: size)
    shop.run(seconds: 12)
    for _ in 0..<8 {
      shop.add(Feed.Line(scope: "job", seconds: 60, end: shop.now))
      shop.run(seconds: 1)
    }
    shop.press(.enter)
    #expect(try page(shop).key.scope == "job")
    while try page(shop).focus != .map { shop.press(.tab) }
    shop.press(.shiftLeft, .shiftLeft)
    shop.type("{")
    let heat = try page(shop).heat
    #expect(heat.grid?.ranksInUse == nil)
    #expect(heat.selected?.weight == 0)
    #expect(shop.type("x").isEmpty)
    #expect(!shop.screen(size).lines.contains { $0.contains("no scopes") })
  }

  @Test("in another size a box has at least what it had, though cells and rows are others there")
  func boxResized() throws {
    var shop = HeatGoldens.map(size: size)
    shop.press(.left, .shiftLeft, .shiftLeft, .shiftDown)
    let box = try #require(try page(shop).box)
    for size in [Size(rows: 24, columns: 80), Size(rows: 12, columns: 40), size] {
      shop.resize(size)
      let other = try #require(try page(shop).box)
      #expect(other.start <= box.start && other.end >= box.end)
      #expect(other.shortest <= box.shortest && other.longest >= box.longest)
    }
    #expect(try page(shop).box == box)
  }

  @Test("the sentence counts what Enter lists, slowest first")
  func lists() throws {
    var shop = HeatGoldens.map(size: size)
    shop.type("v")
    shop.press(.left, .left, .left, .down, .down, .down)
    let weight = try #require(try page(shop).heat.selected?.weight)
    let box = try #require(try page(shop).box)
    #expect(weight > 1)
    #expect(shop.screen(size).lines.contains { $0.contains(": \(Int(weight)) scopes (⏎ opens") })
    shop.press(.enter)
    guard case .box(let list) = shop.model.pages.last else {
      Issue.record("no list was opened")
      return
    }
    #expect(list.boxed.weight == weight)
    #expect(list.instances.count == Int(weight))
    #expect(list.instances.allSatisfy { box.contains(end: $0.end, duration: $0.duration) })
    #expect(list.instances.map(\.duration) == list.instances.map(\.duration).sorted(by: >))
    shop.run(seconds: 3)
    shop.press(.enter)
    guard case .instance(let page) = shop.model.pages.last else {
      Issue.record("no scope was opened")
      return
    }
    #expect(page.instance.place == list.instances[0].place)
  }

  @Test(
    "Escape lets go of the box first, then leaves; plain arrows let go of a box made with Shift")
  func letsGo() throws {
    var shop = HeatGoldens.map(size: size)
    shop.type("v")
    shop.press(.left)
    #expect(try page(shop).box != nil)
    shop.press(.escape)
    #expect(try page(shop).box == nil)
    shop.press(.shiftUp, .shiftLeft)
    #expect(try page(shop).box != nil)
    shop.press(.left)
    #expect(try page(shop).box == nil)
    shop.type("vv")
    #expect(try page(shop).box == nil)
    shop.press(.escape)
    #expect(shop.model.pages.isEmpty)
  }

  @Test("a box outlives the focus, and Tab leaves the map where arrows stay in it")
  func focus() throws {
    var shop = HeatGoldens.map(size: size)
    shop.press(.right, .left, .up, .down)
    #expect(try page(shop).focus == .map)
    shop.press(.shiftDown, .tab)
    #expect(try page(shop).focus == .time)
    #expect(try page(shop).box != nil)
    shop.press(.right, .left, .backTab)
    #expect(try page(shop).focus == .map)
  }

  @Test("rows keep their latencies from frame to frame, whatever comes within them")
  func rowsStand() throws {
    var shop = Shop.busy(size: size)
    shop.press(.down, .enter)
    let rows = try page(shop).heat.rows
    for _ in 0..<10 {
      shop.run(seconds: 1)
      #expect(try page(shop).heat.rows == rows)
    }
  }

  @Test("finer rows come when they have been enough for a while, and not while the map is in focus")
  func finerRows() throws {
    var shop = Shop(size: size)
    func second(isSlow: Bool) {
      for index in 0..<20 {
        let seconds = isSlow && index == 0 ? 200.0 : 0.02 + Double(index) / 500
        shop.add(Feed.Line(scope: "job", seconds: seconds, end: shop.now))
      }
      shop.run(seconds: 1)
    }
    second(isSlow: true)
    shop.press(.enter)
    #expect(try page(shop).key.scope == "job")
    let coarse = try #require(try page(shop).heat.rows)
    for _ in 0..<59 { second(isSlow: false) }
    #expect(try page(shop).heat.rows == coarse)
    for _ in 0..<20 { second(isSlow: false) }
    #expect(try #require(try page(shop).heat.rows).spacing > coarse.spacing)
  }

  @Test(
    "shades stand for weights on a log scale, and change only when they have to",
    arguments: [
      (1, [1, 2, 3, 4]), (9, [1, 2, 3, 6]), (90, [1, 3, 10, 30]), (200, [1, 4, 10, 50]),
      (1_000_000, [1, 30, 1_000, 30_000]),
    ] as [(Double, [Double])])
  func shades(_ heaviest: Double, _ weights: [Double]) {
    var shades = HeatShades()
    shades.settle(heaviest: heaviest)
    #expect(shades.weights == weights)
    #expect(shades.shade(of: 0) == nil)
    #expect(shades.weights.map { shades.shade(of: $0) } == [0, 1, 2, 3])
    let before = shades
    shades.settle(heaviest: heaviest * 0.5)
    #expect(shades == before)
  }

  @Test(
    "round durations have no needless digits",
    arguments: [
      (1, "1 ns"), (1_500_000, "1.5 ms"), (20_000_000, "20 ms"), (1_000_000_000, "1 s"),
      (90_000_000_000, "1m 30s"), (3_600_000_000_000, "1h"), (86_400_000_000_000, "1d"),
    ])
  func rounds(_ nanoseconds: Int64, _ text: String) {
    #expect(Show.round(.nanoseconds(nanoseconds)) == text)
  }
}
