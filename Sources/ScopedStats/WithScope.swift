/// Runs `body` as a scope of its own, and sends what it counted and timed when it ends.
///
///     try await withScope("GET /users", tags: ["host": host]) {
///       incr("requests")
///       return try await timer("db.query") { try await db.users() }
///     }
///
/// The scope goes to `emitter`, or to `Emitter.shared` where none is given. What `body` returns or
/// throws comes through; a scope that throws is sent with the error's type. Within another scope,
/// the other one gets the counters and timers too, and keeps its own duration.
@inlinable
public func withScope<Success, Failure: Error>(
  _ name: String, tags: Tags = [:], emitter: Emitter? = nil,
  _ body: () throws(Failure) -> Success
) throws(Failure) -> Success {
  let running = RunningScope(name, tags)
  let result = running.scope.bind(body)
  Emitter.emit(running.end(result.failure), to: emitter)
  return try result.get()
}

/// Runs an asynchronous `body` as a scope of its own, and sends what it counted and timed.
///
/// It runs where its caller runs. Child tasks and `Task { }` count for the scope too, as long as it
/// is open; detached tasks and other threads have to adopt it.
@inlinable
public func withScope<Success, Failure: Error>(
  _ name: String, tags: Tags = [:], emitter: Emitter? = nil,
  isolation: isolated (any Actor)? = #isolation, _ body: () async throws(Failure) -> Success
) async throws(Failure) -> Success {
  let running = RunningScope(name, tags)
  let result = await running.scope.bind(isolation: isolation, body)
  Emitter.emit(running.end(result.failure), to: emitter)
  return try result.get()
}
