/// Runs `body`, and adds the call and how long it took to a timer of the recording open here.
///
///     let page = timer("render") { render(books) }
///     let rows = try await timer("db.query", tags: ["table": "books"]) { try await db.books() }
///
/// What `body` returns or throws comes through, and a call that throws counts too. Timers are
/// inclusive: a timer within a timer counts in both, and one that calls itself counts each call, so
/// a timer's total may exceed its scope. An asynchronous body's time is the whole of it, waits
/// included. Outside of a recording this is the call of `body` and one load.
@inlinable
public func timer<Success, Failure: Error>(
  _ key: StaticString, _ body: () throws(Failure) -> Success
) throws(Failure) -> Success {
  guard Recorded.isAnywhere, let scope = ScopeReference.current else {
    return try body()
  }
  let start = Platform.monotonicNanoseconds()
  defer { Recorded.add(nanoseconds: Platform.monotonicNanoseconds() &- start, key, to: scope) }
  return try body()
}

/// Runs `body`, and adds its time to a timer that tags tell from others of its key.
@inlinable
public func timer<Success, Failure: Error>(
  _ key: StaticString, tags: @autoclosure () -> LiteralTags, _ body: () throws(Failure) -> Success
) throws(Failure) -> Success {
  guard Recorded.isAnywhere, let scope = ScopeReference.current else {
    return try body()
  }
  let tags = tags().tags
  let start = Platform.monotonicNanoseconds()
  defer {
    Recorded.add(nanoseconds: Platform.monotonicNanoseconds() &- start, key, tags, to: scope)
  }
  return try body()
}

/// Runs `body`, and adds its time to a timer that tags tell from others of its key.
@_disfavoredOverload
@inlinable
public func timer<Success, Failure: Error>(
  _ key: StaticString, tags: @autoclosure () -> Tags, _ body: () throws(Failure) -> Success
) throws(Failure) -> Success {
  guard Recorded.isAnywhere, let scope = ScopeReference.current else {
    return try body()
  }
  let tags = tags()
  let start = Platform.monotonicNanoseconds()
  defer {
    Recorded.add(nanoseconds: Platform.monotonicNanoseconds() &- start, key, tags, to: scope)
  }
  return try body()
}

/// Runs `body`, and adds its time to a timer whose key is made while the program runs.
@_disfavoredOverload
@inlinable
public func timer<Success, Failure: Error>(
  _ key: @autoclosure () -> String, tags: @autoclosure () -> Tags = [:],
  _ body: () throws(Failure) -> Success
) throws(Failure) -> Success {
  guard Recorded.isAnywhere, let scope = ScopeReference.current else {
    return try body()
  }
  let key = key()
  let tags = tags()
  let start = Platform.monotonicNanoseconds()
  defer {
    Recorded.add(nanoseconds: Platform.monotonicNanoseconds() &- start, key, tags, to: scope)
  }
  return try body()
}
