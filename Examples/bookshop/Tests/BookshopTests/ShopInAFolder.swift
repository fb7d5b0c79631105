import Foundation
import GRDB
import Synchronization

@testable import Bookshop

/// A small shop in a folder that goes with it, and every statement that SQLite has run for it since
/// it opened.
final class ShopInAFolder: Sendable {
  let shop: Shop
  private let folder: URL
  private let log: StatementLog

  init() throws {
    let log = StatementLog()
    folder = FileManager.default.temporaryDirectory.appending(path: "bookshop-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var configuration = Configuration()
    configuration.prepareDatabase { db in
      db.trace { log.add($0) }
    }
    shop = try Shop(in: folder, stock: .small, configuration: configuration)
    self.log = log
    log.begin(with: shop.catalogue.database.writer)
  }

  // SQLite closes by itself when the last one lets go of it.
  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  var catalogue: Catalogue { shop.catalogue }
  var till: Till { shop.till }

  /// The statements that read or write a table.
  func statements(on table: String) -> [StatementLog.Entry] {
    log.entries.filter { $0.text.contains(" \(table) ") }
  }

  /// How SQLite goes about a statement, one line a step. The plan is the same for all arguments.
  func plan(of statement: NamedStatement) async throws -> [String] {
    let sql = "EXPLAIN QUERY PLAN \(statement.sql)".replacing("?", with: "1")
    return try await catalogue.database.pool.read { db in
      try Row.fetchAll(db, sql: sql).map { $0["detail"] }
    }
  }
}

/// What SQLite ran, and who held the writer at that time.
final class StatementLog: Sendable {
  struct Entry: Sendable {
    let text: String
    let writer: String?
  }

  private struct State {
    var writer: WriterLock?
    var entries: [Entry] = []
  }

  private let state = Mutex(State())

  var entries: [Entry] { state.withLock { $0.entries } }

  /// From now on statements are kept. What stocked the shop is not.
  func begin(with writer: WriterLock) {
    state.withLock { $0.writer = writer }
  }

  func add(_ event: Database.TraceEvent) {
    state.withLock { state in
      guard let writer = state.writer else { return }
      let words =
        event.description.split(whereSeparator: \.isWhitespace).joined(separator: " ") + " "
      state.entries.append(Entry(text: words, writer: writer.holder))
    }
  }
}
