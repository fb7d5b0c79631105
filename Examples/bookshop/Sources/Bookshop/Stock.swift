/// How much of everything the made-up shop has. The load knows these figures too: see
/// `load/visitors.lua`.
struct Stock: Sendable {
  let authors: Int
  let editionsPerBook: Int
  let orders: Int

  /// The shop that is loaded: 34,520 books, 207,120 editions, 414,000 reviews.
  static let whole = Stock(authors: 1_200, editionsPerBook: 6, orders: 30_000)

  /// A shop that is stocked at once, for tests.
  static let small = Stock(authors: 12, editionsPerBook: 2, orders: 50)

  /// How many books an author wrote. The first are the prolific ones with 145 books, the last have
  /// 14.
  func books(ofAuthor author: Int) -> Int {
    8 + 140 * 60 / (60 + author)
  }
}

/// The ISBN of an edition: thirteen digits, the last one the check digit, the others scattered so
/// that neighbours don't look alike.
func isbn(ofEdition edition: Int) -> String {
  let body = "978" + String(1_000_000_000 + (edition * 7_919 + 104_729) % 1_000_000_000).dropFirst()
  let sum = body.utf8.enumerated().reduce(0) { sum, digit in
    sum + Int(digit.element - 48) * (digit.offset.isMultiple(of: 2) ? 1 : 3)
  }
  return body + String((10 - sum % 10) % 10)
}
