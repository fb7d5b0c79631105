// The asynchronous twins of `Timer.swift`. They run where their caller runs.

/// Runs an asynchronous `body`, and adds the call and how long it took, waits included.
@inlinable
public func timer<Success, Failure: Error>(
  _ key: StaticString, isolation: isolated (any Actor)? = #isolation,
  _ body: () async throws(Failure) -> Success
) async throws(Failure) -> Success {
  guard Recorded.isAnywhere, let scope = ScopeReference.current else {
    return try await body()
  }
  let start = Platform.monotonicNanoseconds()
  defer { Recorded.add(nanoseconds: Platform.monotonicNanoseconds() &- start, key, to: scope) }
  return try await body()
}

/// Runs an asynchronous `body`, and adds its time to a timer with tags.
@inlinable
public func timer<Success, Failure: Error>(
  _ key: StaticString, tags: @autoclosure () -> LiteralTags,
  isolation: isolated (any Actor)? = #isolation, _ body: () async throws(Failure) -> Success
) async throws(Failure) -> Success {
  guard Recorded.isAnywhere, let scope = ScopeReference.current else {
    return try await body()
  }
  let tags = tags().tags
  let start = Platform.monotonicNanoseconds()
  defer {
    Recorded.add(nanoseconds: Platform.monotonicNanoseconds() &- start, key, tags, to: scope)
  }
  return try await body()
}

/// Runs an asynchronous `body`, and adds its time to a timer with tags.
@_disfavoredOverload
@inlinable
public func timer<Success, Failure: Error>(
  _ key: StaticString, tags: @autoclosure () -> Tags,
  isolation: isolated (any Actor)? = #isolation, _ body: () async throws(Failure) -> Success
) async throws(Failure) -> Success {
  guard Recorded.isAnywhere, let scope = ScopeReference.current else {
    return try await body()
  }
  let tags = tags()
  let start = Platform.monotonicNanoseconds()
  defer {
    Recorded.add(nanoseconds: Platform.monotonicNanoseconds() &- start, key, tags, to: scope)
  }
  return try await body()
}

/// Runs an asynchronous `body`, and adds its time to a timer whose key is made while it runs.
@_disfavoredOverload
@inlinable
public func timer<Success, Failure: Error>(
  _ key: @autoclosure () -> String, tags: @autoclosure () -> Tags = [:],
  isolation: isolated (any Actor)? = #isolation, _ body: () async throws(Failure) -> Success
) async throws(Failure) -> Success {
  guard Recorded.isAnywhere, let scope = ScopeReference.current else {
    return try await body()
  }
  let key = key()
  let tags = tags()
  let start = Platform.monotonicNanoseconds()
  defer {
    Recorded.add(nanoseconds: Platform.monotonicNanoseconds() &- start, key, tags, to: scope)
  }
  return try await body()
}
