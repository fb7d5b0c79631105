extension NamedStatement {
  static let addToCart = NamedStatement(
    name: "add to cart", table: "cart_lines",
    sql: """
      INSERT INTO cart_lines (cart, editionId, quantity) VALUES (?, ?, ?)
      ON CONFLICT (cart, editionId) DO UPDATE SET quantity = quantity + excluded.quantity
      """)

  static let takeFromStock = NamedStatement(
    name: "take from stock", table: "editions",
    sql: "UPDATE editions SET stock = stock - ?1 WHERE id = ?2 AND stock >= ?1")

  /// Invoices are numbered without gaps, as tax offices want them.
  static let placeOrder = NamedStatement(
    name: "place order", table: "orders",
    sql: """
      INSERT INTO orders (invoice, totalCents)
      VALUES ((SELECT coalesce(max(invoice), 0) + 1 FROM orders), ?)
      RETURNING id, invoice, totalCents
      """)

  static let addOrderLine = NamedStatement(
    name: "add order line", table: "order_lines",
    sql: "INSERT INTO order_lines (orderId, bookId, quantity, priceCents) VALUES (?, ?, ?, ?)")

  static let emptyCart = NamedStatement(
    name: "empty cart", table: "cart_lines",
    sql: "DELETE FROM cart_lines WHERE cart = ?")

  /// The third slow spot: it adds up every line that was ever sold, and checkout runs it while it
  /// holds the writer.
  static let recountBestsellers = NamedStatement(
    name: "recount bestsellers", table: "order_lines",
    sql: """
      INSERT OR REPLACE INTO bestsellers (bookId, sold)
      SELECT bookId, sum(quantity) AS sold
      FROM order_lines GROUP BY bookId ORDER BY sold DESC LIMIT 100
      """)
}
