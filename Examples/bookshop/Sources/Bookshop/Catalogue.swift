import GRDB

/// What the shop has: everything that visitors look at, and nothing that they change.
struct Catalogue: Sendable {
  let database: ShopDatabase
  let cache: BookCache

  /// A book with its editions and its rating, from memory if it was asked for lately.
  func bookPage(id: Int) async throws -> BookPage? {
    if let page = cache.page(ofBook: id) { return page }
    guard let book = try await database.first(.book, [id], as: Book.self) else { return nil }
    let page = BookPage(
      book: book,
      editions: try await database.all(.editionsOfBook, [id], as: Edition.self),
      rating: try await database.first(.ratingOfBook, [id], as: Rating.self))
    cache.keep(page, ofBook: id)
    return page
  }

  /// The latest reviews of a book, newest first.
  func reviews(ofBook id: Int) async throws -> [Review] {
    try await database.all(.reviewsOfBook, [id], as: Review.self)
  }

  /// An author with all books and what readers thought of each.
  ///
  /// The first slow spot: one query for the ratings of all the books would do. This asks once a
  /// book.
  func authorPage(id: Int) async throws -> AuthorPage? {
    guard let author = try await database.first(.author, [id], as: Author.self) else { return nil }
    let books = try await database.all(.booksOfAuthor, [id], as: BookEntry.self)
    var rated: [RatedBook] = []
    for book in books {
      let rating = try await database.first(.ratingOfBook, [book.id], as: Rating.self)
      rated.append(RatedBook(book: book, rating: rating))
    }
    return AuthorPage(author: author, books: rated)
  }

  /// Books by what one remembers of them, best match first.
  func search(_ wanted: SearchTerm) async throws -> [BookEntry] {
    switch wanted {
    case .words(let words):
      try await database.all(.booksByWords, [words], as: BookEntry.self)
    case .isbn(let isbn):
      try await database.all(.booksByISBN, [isbn], as: BookEntry.self)
    }
  }

  /// What sells best, first.
  func bestsellers() async throws -> [Bestseller] {
    try await database.all(.bestsellers, as: Bestseller.self)
  }
}

/// What a visitor looks for.
enum SearchTerm: Sendable, Equatable {
  /// Words of a title, in the language of SQLite's full-text search.
  case words(String)
  /// Thirteen digits, without hyphens.
  case isbn(String)

  /// The word by which scopes are tagged.
  var kind: String {
    switch self {
    case .words: "words"
    case .isbn: "isbn"
    }
  }
}

/// Everything about one book.
struct BookPage: Codable, Sendable {
  let book: Book
  let editions: [Edition]
  let rating: Rating?
}

/// A book in an author's list.
struct RatedBook: Codable, Sendable {
  let book: BookEntry
  let rating: Rating?
}

/// Everything about one author.
struct AuthorPage: Codable, Sendable {
  let author: Author
  let books: [RatedBook]
}
