public import Hummingbird
import Tracing

/// A server that is traced as its framework's documentation says, and knows nothing of stats-top.
///
/// Its database is made up: a query is a short sleep.
public struct Newsroom: Sendable {
  /// A newsroom with all its paper.
  public init() {}

  struct OutOfPaper: Error {}

  /// The routes, and the middleware that makes a span of each request.
  public func makeRouter() -> Router<BasicRequestContext> {
    let router = Router()
    router.add(middleware: TracingMiddleware())
    router.get("/readers/{id}") { _, context in
      try await reader(context.parameters.require("id", as: Int.self))
    }
    router.get("/feeds/{id}") { _, context in
      try await feed(context.parameters.require("id", as: Int.self))
    }
    router.post("/prints/{id}") { _, context in
      try await press(context.parameters.require("id", as: Int.self))
    }
    return router
  }

  /// One query after the other: as many as the last digit of the id.
  private func reader(_ id: Int) async throws -> String {
    for _ in 0..<id % 10 { try await query() }
    return withSpan("render") { _ in "reader \(id)" }
  }

  /// Queries side by side, in child tasks: as many as the last digit of the id, and one.
  private func feed(_ id: Int) async throws -> String {
    try await withThrowingTaskGroup { group in
      for _ in 0...id % 10 {
        group.addTask { try await withSpan("feed.fetch") { _ in try await query() } }
      }
      try await group.waitForAll()
    }
    return withSpan("render") { _ in "feed \(id)" }
  }

  /// Fails for every tenth id, and is told that something is missing for every tenth from 4.
  private func press(_ id: Int) async throws -> String {
    try await withSpan("press.wait") { _ in
      try await query()
      if id % 10 == 0 { throw OutOfPaper() }
      if id % 10 == 4 { throw HTTPError(.notFound) }
    }
    return "printed \(id)"
  }

  private func query() async throws {
    try await withSpan("db.query") { _ in try await Task.sleep(for: .microseconds(300)) }
  }
}
