import GRDB

/// The tables and their indexes.
enum Schema {
  static let tables = """
    CREATE TABLE authors (id INTEGER PRIMARY KEY, name TEXT NOT NULL, biography TEXT NOT NULL);
    CREATE TABLE books (
      id INTEGER PRIMARY KEY, authorId INTEGER NOT NULL REFERENCES authors,
      title TEXT NOT NULL, year INTEGER NOT NULL, blurb TEXT NOT NULL);
    CREATE TABLE editions (
      id INTEGER PRIMARY KEY, bookId INTEGER NOT NULL REFERENCES books,
      isbn TEXT NOT NULL, format TEXT NOT NULL, publisher TEXT NOT NULL,
      priceCents INTEGER NOT NULL, stock INTEGER NOT NULL, notes TEXT NOT NULL);
    CREATE TABLE reviews (
      id INTEGER PRIMARY KEY, bookId INTEGER NOT NULL REFERENCES books,
      stars INTEGER NOT NULL, reader TEXT NOT NULL, text TEXT NOT NULL);
    CREATE TABLE cart_lines (
      cart TEXT NOT NULL, editionId INTEGER NOT NULL REFERENCES editions,
      quantity INTEGER NOT NULL, PRIMARY KEY (cart, editionId)) WITHOUT ROWID;
    CREATE TABLE orders (
      id INTEGER PRIMARY KEY, invoice INTEGER NOT NULL UNIQUE, totalCents INTEGER NOT NULL);
    CREATE TABLE order_lines (
      id INTEGER PRIMARY KEY, orderId INTEGER NOT NULL REFERENCES orders,
      bookId INTEGER NOT NULL REFERENCES books,
      quantity INTEGER NOT NULL, priceCents INTEGER NOT NULL);
    CREATE TABLE bestsellers (bookId INTEGER PRIMARY KEY REFERENCES books, sold INTEGER NOT NULL);
    CREATE VIRTUAL TABLE books_words USING fts5(title, content='books', content_rowid='id');
    """

  /// Made after the rows are in, which takes half the time. Nobody thought of `editions (isbn)`.
  static let indexes = """
    CREATE INDEX books_by_author ON books (authorId, year);
    CREATE INDEX editions_by_book ON editions (bookId, priceCents);
    CREATE INDEX reviews_by_book ON reviews (bookId);
    CREATE INDEX order_lines_by_order ON order_lines (orderId);
    CREATE INDEX order_lines_by_book ON order_lines (bookId, quantity);
    INSERT INTO books_words (books_words) VALUES ('rebuild');
    """
}
