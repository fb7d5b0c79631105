import GRDB

/// Fills an empty database with the made-up shop, the same each time.
struct Seeder {
  let stock: Stock
  private var dice = Dice(seed: 8_127)
  private var books = 0
  private var editions = 0

  init(stock: Stock) {
    self.stock = stock
  }

  /// Makes tables, rows and indexes. Returns how many books there are.
  mutating func fill(_ db: Database) throws -> Int {
    try db.execute(sql: Schema.tables)
    try insertAuthors(db)
    try insertBooks(db)
    try insertEditions(db)
    try insertReviews(db)
    try insertOrders(db)
    try db.execute(sql: Schema.indexes)
    _ = try db.execute(.recountBestsellers, [])
    // Last, because the planner has to know how short the list of bestsellers is.
    try db.execute(sql: "ANALYZE")
    return books
  }

  private mutating func insertAuthors(_ db: Database) throws {
    let insert = try db.makeStatement(sql: "INSERT INTO authors VALUES (?, ?, ?)")
    for author in 1...stock.authors {
      let biography =
        "Born in \(dice.pick(Vocabulary.places)), lives in \(dice.pick(Vocabulary.places))."
      try insert.execute(arguments: [author, makeName(), biography])
    }
  }

  private mutating func insertBooks(_ db: Database) throws {
    let insert = try db.makeStatement(sql: "INSERT INTO books VALUES (?, ?, ?, ?, ?)")
    for author in 1...stock.authors {
      for _ in 0..<stock.books(ofAuthor: author) {
        books += 1
        let year = Int.random(in: 1_960...2_025, using: &dice)
        try insert.execute(arguments: [books, author, makeTitle(), year, makeBlurb()])
      }
    }
  }

  private mutating func insertEditions(_ db: Database) throws {
    let insert = try db.makeStatement(sql: "INSERT INTO editions VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
    for book in 1...books {
      for _ in 0..<stock.editionsPerBook {
        editions += 1
        let priceCents = Int.random(in: 6...49, using: &dice) * 100 + 99
        try insert.execute(arguments: [
          editions, book, isbn(ofEdition: editions), dice.pick(Vocabulary.formats),
          dice.pick(Vocabulary.publishers), priceCents, 10_000, makeBlurb(),
        ])
      }
    }
  }

  private mutating func insertReviews(_ db: Database) throws {
    let insert = try db.makeStatement(
      sql: "INSERT INTO reviews (bookId, stars, reader, text) VALUES (?, ?, ?, ?)")
    for book in 1...books {
      for _ in 0..<Int.random(in: 4...20, using: &dice) {
        let stars = Int.random(in: 1...5, using: &dice)
        let text = "\(dice.pick(Vocabulary.opinions)) and \(dice.pick(Vocabulary.opinions))"
        try insert.execute(arguments: [book, stars, dice.pick(Vocabulary.firstNames), text])
      }
    }
  }

  private mutating func insertOrders(_ db: Database) throws {
    let order = try db.makeStatement(sql: "INSERT INTO orders VALUES (?, ?, ?)")
    let line = try db.makeStatement(
      sql: "INSERT INTO order_lines (orderId, bookId, quantity, priceCents) VALUES (?, ?, ?, ?)")
    for number in 1...stock.orders {
      try order.execute(arguments: [number, number, Int.random(in: 800...9_000, using: &dice)])
      for _ in 0..<Int.random(in: 1...7, using: &dice) {
        let book = dice.popular(upTo: books)
        try line.execute(arguments: [number, book, Int.random(in: 1...2, using: &dice), 1_299])
      }
    }
  }

  private mutating func makeName() -> String {
    "\(dice.pick(Vocabulary.firstNames)) \(dice.pick(Vocabulary.lastNames))"
  }

  private mutating func makeTitle() -> String {
    let thing = "The \(dice.pick(Vocabulary.qualities)) \(dice.pick(Vocabulary.things))"
    return Bool.random(using: &dice) ? thing : "\(thing) of \(dice.pick(Vocabulary.places))"
  }

  private mutating func makeBlurb() -> String {
    """
    When the \(dice.pick(Vocabulary.qualities)) \(dice.pick(Vocabulary.things)) of \
    \(dice.pick(Vocabulary.places)) is found empty, a \(dice.pick(Vocabulary.qualities)) \
    \(dice.pick(Vocabulary.things)) has until morning to find out why.
    """
  }
}
