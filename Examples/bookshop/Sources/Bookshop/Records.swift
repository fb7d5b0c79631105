import GRDB

/// A writer of books.
struct Author: Codable, Sendable, FetchableRecord {
  let id: Int
  let name: String
  let biography: String
}

/// A book as a line in a list.
struct BookEntry: Codable, Sendable, FetchableRecord {
  let id: Int
  let title: String
  let author: String
  let year: Int
}

/// A book's own row, with the name of who wrote it.
struct Book: Codable, Sendable, FetchableRecord {
  let id: Int
  let title: String
  let authorId: Int
  let author: String
  let year: Int
  let blurb: String
}

/// One printing of a book: what has an ISBN, a price and copies in stock.
struct Edition: Codable, Sendable, FetchableRecord {
  let id: Int
  let bookId: Int
  let isbn: String
  let format: String
  let publisher: String
  let priceCents: Int
  let stock: Int
}

/// What one reader thought of a book.
struct Review: Codable, Sendable, FetchableRecord {
  let id: Int
  let stars: Int
  let reader: String
  let text: String
}

/// What all readers together thought of a book. No reviews: no average.
struct Rating: Codable, Sendable, FetchableRecord {
  let average: Double?
  let count: Int
}

/// One edition in a cart, with what it costs now.
struct CartLine: Codable, Sendable, FetchableRecord {
  let editionId: Int
  let bookId: Int
  let title: String
  let quantity: Int
  let priceCents: Int
}

/// A book and how many copies of it were ever sold.
struct Bestseller: Codable, Sendable, FetchableRecord {
  let bookId: Int
  let title: String
  let sold: Int
}

/// A cart that was paid for.
struct Order: Codable, Sendable, FetchableRecord {
  let id: Int
  let invoice: Int
  let totalCents: Int
}
