import ScopedStats

/// A statement of the shop, with the words by which it is known outside: its timer is tagged with
/// both, so that a slow one can be named.
struct NamedStatement: Sendable {
  /// What it fetches or does, in two or three words.
  let name: String
  /// The table where its work is.
  let table: String
  let sql: String

  /// The tags of its `db.query` timer.
  var tags: Tags { ["table": table, "statement": name] }
}

extension NamedStatement {
  static let author = NamedStatement(
    name: "author by id", table: "authors",
    sql: "SELECT id, name, biography FROM authors WHERE id = ?")

  static let booksOfAuthor = NamedStatement(
    name: "books of author", table: "books",
    sql: """
      SELECT books.id, title, authors.name AS author, year
      FROM books JOIN authors ON authors.id = authorId
      WHERE authorId = ? ORDER BY year, books.id
      """)

  static let ratingOfBook = NamedStatement(
    name: "rating of book", table: "reviews",
    sql: "SELECT avg(stars) AS average, count(*) AS count FROM reviews WHERE bookId = ?")

  static let book = NamedStatement(
    name: "book by id", table: "books",
    sql: """
      SELECT books.id, title, authorId, authors.name AS author, year, blurb
      FROM books JOIN authors ON authors.id = authorId WHERE books.id = ?
      """)

  static let editionsOfBook = NamedStatement(
    name: "editions of book", table: "editions",
    sql: """
      SELECT id, bookId, isbn, format, publisher, priceCents, stock
      FROM editions WHERE bookId = ? ORDER BY priceCents
      """)

  static let reviewsOfBook = NamedStatement(
    name: "reviews of book", table: "reviews",
    sql: "SELECT id, stars, reader, text FROM reviews WHERE bookId = ? ORDER BY id DESC LIMIT 10")

  static let booksByWords = NamedStatement(
    name: "books by words", table: "books_words",
    sql: """
      SELECT books.id, books.title, authors.name AS author, year
      FROM books_words JOIN books ON books.id = books_words.rowid
        JOIN authors ON authors.id = authorId
      WHERE books_words MATCH ? ORDER BY rank LIMIT 20
      """)

  /// The second slow spot: `editions` has no index on `isbn`, so that every row is read to find
  /// one.
  static let booksByISBN = NamedStatement(
    name: "books by isbn", table: "editions",
    sql: """
      SELECT books.id, title, authors.name AS author, year
      FROM editions JOIN books ON books.id = bookId JOIN authors ON authors.id = authorId
      WHERE isbn = ?
      """)

  static let bestsellers = NamedStatement(
    name: "bestsellers", table: "bestsellers",
    sql: """
      SELECT bookId, title, sold
      FROM bestsellers JOIN books ON books.id = bookId ORDER BY sold DESC, bookId LIMIT 20
      """)

  static let cartLines = NamedStatement(
    name: "lines of cart", table: "cart_lines",
    sql: """
      SELECT editionId, bookId, title, quantity, priceCents
      FROM cart_lines JOIN editions ON editions.id = editionId JOIN books ON books.id = bookId
      WHERE cart = ? ORDER BY editionId
      """)

  static let order = NamedStatement(
    name: "order by id", table: "orders",
    sql: "SELECT id, invoice, totalCents FROM orders WHERE id = ?")
}
