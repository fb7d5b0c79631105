import Testing

@testable import Bookshop

@Suite("the shop")
struct ShopTests {
  @Test("stocks the same books each time")
  func sameEachTime() async throws {
    let first = try ShopInAFolder()
    let second = try ShopInAFolder()
    let titles = try await first.catalogue.bestsellers().map(\.title)
    #expect(try await second.catalogue.bestsellers().map(\.title) == titles)
    #expect(titles.count == 20)
  }

  @Test("finds the edition that an ISBN names", arguments: [1, 2, 40])
  func findsByISBN(edition: Int) async throws {
    let shop = try ShopInAFolder()
    let found = try await shop.catalogue.search(.isbn(isbn(ofEdition: edition)))
    #expect(found.map(\.id) == [(edition + 1) / 2])
  }

  @Test("numbers its invoices without gaps, whoever is refused between")
  func invoices() async throws {
    let shop = try ShopInAFolder()
    var invoices: [Int] = []
    for cart in ["a", "empty", "b", "c"] {
      if cart != "empty" {
        try await shop.till.add(CartWish(cart: cart, edition: 5, quantity: 1))
      }
      do {
        invoices.append(try await shop.till.checkOut(cart: cart).invoice)
      } catch TillRefusal.emptyCart {}
    }
    #expect(invoices == [51, 52, 53])
  }

  @Test("sells no copy that it doesn't have")
  func soldOut() async throws {
    let shop = try ShopInAFolder()
    try await shop.till.add(CartWish(cart: "greedy", edition: 5, quantity: 10_001))
    await #expect(throws: TillRefusal.self) { try await shop.till.checkOut(cart: "greedy") }
    #expect(shop.catalogue.database.writer.holder == nil)
  }

  @Test("lets writers in one at a time, first come first served")
  func writersInTurn() async {
    let lock = WriterLock()
    await lock.acquire(for: "first")
    var waiting: [Task<String?, Never>] = []
    for name in ["second", "third", "fourth"] {
      let task = Task {
        await lock.acquire(for: name)
        defer { lock.release() }
        return lock.holder
      }
      waiting.append(task)
      while lock.waitingCount < waiting.count { await Task.yield() }
    }
    #expect(lock.holder == "first")
    lock.release()
    for (task, name) in zip(waiting, ["second", "third", "fourth"]) {
      #expect(await task.value == name)
    }
    #expect(lock.holder == nil)
  }
}
