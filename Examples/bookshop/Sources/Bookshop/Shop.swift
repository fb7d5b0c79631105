public import Foundation
import GRDB
import Hummingbird

/// The made-up bookshop: a database in a folder of its own, what visitors look at, and the till.
///
/// Three of its routes are slow, each for a reason that is common in real shops. The rest are as
/// fast as they should be.
public struct Shop: Sendable {
  /// How many books it has.
  public let booksCount: Int

  let catalogue: Catalogue
  let till: Till

  /// Opens a new shop in an empty folder, and fills it. Takes seconds for `Stock.whole`.
  public init(in folder: URL) throws {
    try self.init(in: folder, stock: .whole, configuration: Configuration())
  }

  init(in folder: URL, stock: Stock, configuration: Configuration) throws {
    let path = folder.appending(path: "bookshop.sqlite").path
    let pool = try DatabasePool(path: path, configuration: configuration)
    var seeder = Seeder(stock: stock)
    booksCount = try pool.write { db in try seeder.fill(db) }
    // Everything just written is in the log still, where reading it costs about twice as much.
    _ = try pool.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
    let database = ShopDatabase(pool: pool)
    let cache = BookCache(capacity: 2_000)
    catalogue = Catalogue(database: database, cache: cache)
    till = Till(database: database, cache: cache)
  }

  /// Closes the database. Nothing may be asked of the shop afterwards.
  public func close() throws {
    try catalogue.database.pool.close()
  }
}
