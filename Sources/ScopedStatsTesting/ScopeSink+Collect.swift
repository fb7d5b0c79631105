import ScopedStats

extension ScopeSink {
  /// Makes every `withScope` in `body` that names no emitter send to this sink, and to nothing else.
  ///
  /// It does so for the task that `body` runs in and its child tasks alone, so that tests may run
  /// side by side. Detached tasks and threads are not heard, unless they adopt the recording.
  @discardableResult
  public func collect<Success, Failure: Error>(
    _ body: () throws(Failure) -> Success
  ) throws(Failure) -> Success {
    try Emitter.withShared(emitter, body)
  }

  /// Makes every `withScope` in an asynchronous `body` that names no emitter send to this sink.
  @discardableResult
  public func collect<Success, Failure: Error>(
    isolation: isolated (any Actor)? = #isolation, _ body: () async throws(Failure) -> Success
  ) async throws(Failure) -> Success {
    try await Emitter.withShared(emitter, body)
  }
}
