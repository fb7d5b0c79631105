/// A recording that can be carried to where task-locals do not reach: a thread of one's own, a
/// detached task, a callback of another library.
///
///     let recording = Recording.current
///     queue.async { recording.adopt { incr("jobs") } }
///
/// Adopting a recording that has ended does no harm: nothing is counted.
public struct Recording: Sendable {
  let reference: ScopeReference?

  /// The recording that is open here. Outside of any it is one too, in which nothing is counted, so
  /// that callers need not ask.
  public static var current: Recording {
    Recording(reference: Recorded.isAnywhere ? ScopeReference.current : nil)
  }

  /// Runs `body` as if it had been called where the recording was open.
  public func adopt<Success, Failure: Error>(
    _ body: () throws(Failure) -> Success
  ) throws(Failure) -> Success {
    guard let reference else { return try body() }
    return try reference.bind(body).get()
  }

  /// Runs an asynchronous `body`, where its caller runs, as if called where the recording was open.
  public func adopt<Success, Failure: Error>(
    isolation: isolated (any Actor)? = #isolation, _ body: () async throws(Failure) -> Success
  ) async throws(Failure) -> Success {
    guard let reference else { return try await body() }
    return try await reference.bind(isolation: isolation, body).get()
  }
}
