import Testing

@testable import Bookshop

/// The three slow spots are what the example is for. Should somebody mend one, a test says so.
@Suite("the slow spots are there")
struct SlowSpotTests {
  @Test("an author's page asks once for each book", arguments: [1, 7, 12])
  func queryInALoop(author: Int) async throws {
    let shop = try ShopInAFolder()
    let page = try #require(try await shop.catalogue.authorPage(id: author))

    #expect(page.books.count == Stock.small.books(ofAuthor: author))
    #expect(shop.statements(on: "reviews").count == page.books.count)
    #expect(shop.statements(on: "books").count == 1)
  }

  @Test(
    "only the search for an ISBN reads a whole table",
    arguments: [
      (NamedStatement.booksByISBN, ["SCAN editions"]),
      (.author, []), (.book, []), (.booksOfAuthor, []), (.ratingOfBook, []),
      (.editionsOfBook, []), (.reviewsOfBook, []), (.cartLines, []), (.order, []),
    ])
  func missingIndex(statement: NamedStatement, scans: [String]) async throws {
    let plan = try await ShopInAFolder().plan(of: statement)
    #expect(plan.filter { $0.hasPrefix("SCAN") } == scans)
  }

  @Test("checkout counts every line ever sold, and holds the writer meanwhile")
  func lockHeldTooLong() async throws {
    let shop = try ShopInAFolder()
    try await shop.till.add(CartWish(cart: "mine", edition: 3, quantity: 2))
    _ = try await shop.till.checkOut(cart: "mine")

    let recounts = shop.statements(on: "order_lines").filter { $0.text.contains("sum(quantity)") }
    #expect(recounts.map(\.writer) == ["POST /checkout"])
    let plan = try await shop.plan(of: .recountBestsellers)
    #expect(plan.contains { $0.hasPrefix("SCAN order_lines") })
  }

  @Test("who only fills a cart waits for the one who pays")
  func cartWaits() async throws {
    let shop = try ShopInAFolder()
    let writer = shop.catalogue.database.writer
    await writer.acquire(for: "POST /checkout")

    async let adding: Void = shop.till.add(CartWish(cart: "mine", edition: 3, quantity: 1))
    while writer.waitingCount == 0 { await Task.yield() }
    #expect(try await shop.till.lines(ofCart: "mine").isEmpty)

    writer.release()
    try await adding
    #expect(try await shop.till.lines(ofCart: "mine").map(\.quantity) == [1])
  }
}
