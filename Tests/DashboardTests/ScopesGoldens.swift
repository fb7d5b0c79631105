import Intake
import Store
import TextUI
import Testing

@testable import Dashboard

@Suite("The screen of scopes looks as it should")
struct ScopesGoldens {
  @Test("before anything came it says where it listens and how to try it", arguments: sizes)
  func empty(_ size: Size) throws {
    var shop = Shop(size: size)
    shop.tick()
    try expectGolden(shop.screen(size), named: "scopes-empty-\(size.testDescription)")
  }

  @Test("with scopes it ranks them, slowest first", arguments: sizes)
  func busy(_ size: Size) throws {
    let shop = Shop.busy(size: size)
    try expectGolden(shop.screen(size), named: "scopes-busy-\(size.testDescription)")
  }

  @Test("a filter stands in chips, with what is shown of all", arguments: sizes)
  func filtered(_ size: Size) throws {
    let query = Query(filter: try Filter(parsing: "service=api status!=500"))
    let shop = Shop.busy(Options(query: query), size: size)
    try expectGolden(shop.screen(size), named: "scopes-filtered-\(size.testDescription)")
  }

  @Test("frozen it says since when and how many came since", arguments: sizes)
  func frozen(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    shop.type(" ")
    shop.run(seconds: 5)
    try expectGolden(shop.screen(size), named: "scopes-frozen-\(size.testDescription)")
  }

  @Test("stepped back it says which moment it is, and how far from now", arguments: sizes)
  func steppedBack(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    shop.type(" ")
    shop.run(seconds: 5)
    shop.type("[[[[")
    shop.tick()
    try expectGolden(shop.screen(size), named: "scopes-stepped-\(size.testDescription)")
    shop.press(.down, .enter)
    try expectGolden(shop.screen(size), named: "scope-stepped-\(size.testDescription)")
  }

  @Test("zoomed in it says how far it looks back", arguments: sizes)
  func zoomed(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    shop.type("zz")
    shop.run(seconds: 5)
    try expectGolden(shop.screen(size), named: "scopes-zoomed-\(size.testDescription)")
  }

  @Test("losses and rejections stand out by a sign", arguments: sizes)
  func losing(_ size: Size) throws {
    var shop = Shop.busy(size: size)
    shop.count {
      $0.lost[.kernel, default: Problem()].count = 1_204
      $0.rejected[.notJSON, default: Problem()].count = 3
    }
    try expectGolden(shop.screen(size), named: "scopes-losing-\(size.testDescription)")
    shop.run(seconds: 6)
    try expectGolden(shop.screen(size), named: "scopes-lost-\(size.testDescription)")
  }
}
