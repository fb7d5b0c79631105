import HTTPTypes
import Testing

@testable import Bookshop

/// What a request looks like to stats-top: the line that goes out for it.
@Suite("a request is a scope")
struct RouteTests {
  @Test(
    "named by its route's pattern, with the status that it ended in",
    arguments: [
      (HTTPRequest.Method.get, "/books/7", "GET /books/{id}", 200),
      (.get, "/books/7/reviews", "GET /books/{id}/reviews", 200),
      (.get, "/books/987654", "GET /books/{id}", 404),
      (.get, "/search", "GET /search", 400),
      (.get, "/search?q=silent", "GET /search", 200),
      (.get, "/bestsellers", "GET /bestsellers", 200),
      (.get, "/health", "GET /health", 200),
      (.get, "/cellar", "GET (no such route)", 404),
    ])
  func nameAndStatus(
    method: HTTPRequest.Method, path: String, name: String, status: Int
  ) async throws {
    let scope = try await ShopWithEars().scope(of: method, path)
    #expect(scope.name == name)
    #expect(scope.tags["status"] == "\(status)")
    #expect(scope.error == nil, "a visitor's mistake is not the shop's")
  }

  @Test("tagged with what one filters by, and with the end of the request's id")
  func tags() async throws {
    let scope = try await ShopWithEars().scope(of: .get, "/health", servedBy: "web-2")
    #expect(scope.tags["method"] == "GET")
    #expect(scope.tags["service"] == "bookshop")
    #expect(scope.tags["host"] == "web-2")
    #expect(scope.id == "4117a200")
  }

  @Test("failed by what the shop itself got wrong")
  func failure() async throws {
    let scope = try await ShopWithEars().scope(of: .get, "/search?q=%22")
    #expect(scope.tags["status"] == "500")
    #expect(scope.error == "DatabaseError")
  }

  @Test("whose author page counts a call of db.query for each book")
  func queryInALoop() async throws {
    let scope = try await ShopWithEars().scope(of: .get, "/authors/1")
    let ratings = scope.timers.first { $0.tags["statement"] == "rating of book" }
    #expect(ratings?.amount == Stock.small.books(ofAuthor: 1))
  }

  @Test("which remembers a book the second time")
  func cache() async throws {
    let shop = try ShopWithEars()
    let first = try await shop.scope(of: .get, "/books/7")
    #expect(first.counters.map(\.key).contains("cache.misses"))
    let second = try await shop.scope(of: .get, "/books/7")
    #expect(second.counters.map(\.key).contains("cache.hits"))
    #expect(second.timers.map(\.key) == ["render"])
  }

  @Test("whose wait for the writer says for whom it waited")
  func lockWait() async throws {
    let shop = try ShopWithEars()
    let writer = shop.shop.catalogue.database.writer
    await writer.acquire(for: "POST /checkout")
    async let adding = shop.scope(
      of: .post, "/cart", body: #"{"cart":"mine","edition":3,"quantity":1}"#)
    while writer.waitingCount == 0 { await Task.yield() }
    writer.release()

    let wait = try await adding.timers.first { $0.key == "db.lock.wait" }
    #expect(wait?.amount == 1)
    #expect(wait?.tags["behind"] == "POST /checkout")
  }
}
