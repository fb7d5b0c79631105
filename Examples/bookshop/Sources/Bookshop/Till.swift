import GRDB
import ScopedStats

/// Where visitors fill their carts and pay: everything that writes.
struct Till: Sendable {
  let database: ShopDatabase
  let cache: BookCache

  /// Puts copies of an edition into a cart.
  func add(_ wish: CartWish) async throws {
    try await database.holdingWriter(for: "POST /cart") {
      try await database.write(.addToCart) { db in
        _ = try db.execute(.addToCart, [wish.cart, wish.edition, wish.quantity])
      }
    }
  }

  /// What is in a cart.
  func lines(ofCart cart: String) async throws -> [CartLine] {
    try await database.all(.cartLines, [cart], as: CartLine.self)
  }

  /// Turns a cart into an order.
  ///
  /// The third slow spot: the list of bestsellers is counted anew before the writer is let go, so
  /// that everybody else who wants to write, if only to put a book into a cart, waits for it. Once
  /// a minute, after the lock, would do.
  func checkOut(cart: String) async throws -> Order {
    try await database.holdingWriter(for: "POST /checkout") {
      let lines = try await lines(ofCart: cart)
      if lines.isEmpty { throw TillRefusal.emptyCart }
      let order = try await database.write(.placeOrder) { db in
        try placeOrder(lines, ofCart: cart, in: db)
      }
      incr("checkout.items", by: lines.count)
      for line in lines { cache.forget(book: line.bookId) }
      _ = try await database.write(.recountBestsellers) { db in
        try db.execute(.recountBestsellers, [])
      }
      return order
    }
  }

  /// An order by its number.
  func order(id: Int) async throws -> Order? {
    try await database.first(.order, [id], as: Order.self)
  }

  private func placeOrder(
    _ lines: [CartLine], ofCart cart: String, in db: Database
  ) throws -> Order {
    for line in lines {
      let taken = try db.execute(.takeFromStock, [line.quantity, line.editionId])
      if taken == 0 { throw TillRefusal.soldOut(title: line.title) }
    }
    let totalCents = lines.reduce(0) { $0 + $1.quantity * $1.priceCents }
    let placed = try db.cachedStatement(sql: NamedStatement.placeOrder.sql)
    guard let order = try Order.fetchOne(placed, arguments: [totalCents]) else {
      preconditionFailure("BUG: an order was inserted and did not come back")
    }
    for line in lines {
      _ = try db.execute(
        .addOrderLine, [order.id, line.bookId, line.quantity, line.priceCents])
    }
    _ = try db.execute(.emptyCart, [cart])
    return order
  }
}

/// What a visitor wants to have in a cart.
struct CartWish: Codable, Sendable {
  let cart: String
  let edition: Int
  let quantity: Int
}

/// Why the till says no. The visitor can mend all of these.
enum TillRefusal: Error, Equatable {
  case emptyCart
  case soldOut(title: String)
}
