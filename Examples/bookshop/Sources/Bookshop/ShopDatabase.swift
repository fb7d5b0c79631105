import GRDB
import ScopedStats

/// The one way to the database: what is counted and timed is counted and timed here, and nowhere
/// else.
///
/// GRDB runs its closures on queues of its own, where the scope of the request isn't seen. So the
/// timers stand around the awaits, and take in the wait for a connection too.
struct ShopDatabase: Sendable {
  let pool: DatabasePool
  let writer = WriterLock()

  /// All rows that a statement finds.
  func all<Record: FetchableRecord & Sendable>(
    _ statement: NamedStatement, _ arguments: StatementArguments = [], as _: Record.Type
  ) async throws -> [Record] {
    incr("db.queries", tags: ["table": statement.table])
    let records = try await timer("db.query", tags: statement.tags) {
      try await pool.read { db in
        try Record.fetchAll(db.cachedStatement(sql: statement.sql), arguments: arguments)
      }
    }
    incr("db.rows", by: records.count, tags: ["table": statement.table])
    return records
  }

  /// The first row that a statement finds.
  func first<Record: FetchableRecord & Sendable>(
    _ statement: NamedStatement, _ arguments: StatementArguments, as type: Record.Type
  ) async throws -> Record? {
    try await all(statement, arguments, as: type).first
  }

  /// Runs `body` while nobody else writes. The wait for that is the timer `db.lock.wait`, tagged
  /// with the one who was writing.
  func holdingWriter<Success: Sendable>(
    for name: String, _ body: () async throws -> Success
  ) async throws -> Success {
    let behind = writer.holder ?? "nobody"
    await timer("db.lock.wait", tags: ["lock": "writer", "behind": behind]) {
      await writer.acquire(for: name)
    }
    defer { writer.release() }
    return try await body()
  }

  /// Changes the database in one transaction, timed as `statement`. Only for those who hold the
  /// writer.
  func write<Success: Sendable>(
    _ statement: NamedStatement, _ body: @Sendable (Database) throws -> Success
  ) async throws -> Success {
    precondition(writer.holder != nil, "BUG: writes without holding the writer")
    incr("db.queries", tags: ["table": statement.table])
    return try await timer("db.query", tags: statement.tags) {
      try await pool.write(body)
    }
  }
}

extension Database {
  /// Runs a statement that changes rows, and returns how many it changed.
  func execute(_ statement: NamedStatement, _ arguments: StatementArguments) throws -> Int {
    try cachedStatement(sql: statement.sql).execute(arguments: arguments)
    return changesCount
  }
}
