import Intake
import Store
import TextUI
import Testing

@testable import Dashboard

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
}
