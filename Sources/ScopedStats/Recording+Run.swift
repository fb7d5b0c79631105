/// What ends with a recording: what it holds, before it is emitted or kept, and how long it took.
@usableFromInline
struct FinishedScope: Sendable {
  let recording: ClosedRecording
  let durationNanoseconds: UInt64
  /// When it ended, by the clock that only goes forward.
  let endNanoseconds: UInt64
}

/// A recording while its body runs: what the generic code around the body, which is compiled into
/// the program, hands to the library when the body is done.
@usableFromInline
struct RunningScope: Sendable {
  @usableFromInline let scope: ScopeReference
  let enclosing: ScopeReference?
  let startNanoseconds: UInt64

  /// Opens a recording within the one that is open here.
  @usableFromInline
  init(_ name: String, _ tags: borrowing Tags) {
    self.init(name, tags, within: ScopeReference.current)
  }

  /// Opens a recording within a given one.
  init(_ name: String, _ tags: borrowing Tags, within enclosing: ScopeReference?) {
    self.enclosing = enclosing
    scope = ScopeReference.open(name: name, tags: copy tags)
    startNanoseconds = Platform.monotonicNanoseconds()
  }

  /// Ends it. The enclosing recording, if there is one, gets the metrics too. What is returned has
  /// to be released.
  @usableFromInline
  func end(_ error: (any Error)?) -> FinishedScope {
    let end = Platform.monotonicNanoseconds()
    if let error {
      let kind = String(describing: type(of: error))
      scope.withHeader { $0.error = $0.error ?? kind }
    }
    let recording = scope.close()
    if let enclosing {
      recording.withMetrics { metrics in
        if metrics.liveCount > 0 || metrics.leftOut > 0 { enclosing.write { $0.add(metrics) } }
      }
    }
    return FinishedScope(
      recording: recording, durationNanoseconds: end &- startNanoseconds, endNanoseconds: end)
  }
}

extension ScopeReference {
  /// Runs `body` in the recording.
  @inlinable
  @inline(__always)
  func bind<Success, Failure: Error>(
    _ body: () throws(Failure) -> Success
  ) -> Result<Success, Failure> {
    Self.bound.withValue(self) {
      do throws(Failure) { return .success(try body()) } catch { return .failure(error) }
    }
  }

  /// Runs an asynchronous `body` in the recording, where its caller runs.
  @inlinable
  @inline(__always)
  func bind<Success, Failure: Error>(
    isolation: isolated (any Actor)?, _ body: () async throws(Failure) -> Success
  ) async -> Result<Success, Failure> {
    await Self.bound.withValue(
      self,
      operation: {
        do throws(Failure) { return .success(try await body()) } catch { return .failure(error) }
      }, isolation: isolation)
  }
}

extension Result {
  /// The error, where there is one.
  @usableFromInline
  var failure: (any Error)? {
    @inlinable get { if case .failure(let error) = self { error } else { nil } }
  }
}
