/// What ends with a recording: everything that is known of it, before it is emitted or kept.
struct FinishedScope {
  let recording: ClosedRecording
  let durationNanoseconds: UInt64
}

extension ScopeReference {
  /// Runs `body` in a recording of its own, and hands what was recorded to `finish`, which has to
  /// release it. The enclosing recording, if there is one, gets the metrics too.
  static func run<Success, Failure: Error>(
    _ name: String, _ tags: Tags, finish: (FinishedScope) -> Void,
    _ body: () throws(Failure) -> Success
  ) throws(Failure) -> Success {
    let enclosing = current
    let scope = open(name: name, tags: tags)
    let start = Platform.monotonicNanoseconds()
    let result: Result<Success, Failure> = $bound.withValue(scope) {
      do throws(Failure) { return .success(try body()) } catch { return .failure(error) }
    }
    scope.end(since: start, result, enclosing: enclosing, finish: finish)
    return try result.get()
  }

  static func run<Success, Failure: Error>(
    _ name: String, _ tags: Tags, isolation: isolated (any Actor)?,
    finish: (FinishedScope) -> Void, _ body: () async throws(Failure) -> Success
  ) async throws(Failure) -> Success {
    let enclosing = current
    let scope = open(name: name, tags: tags)
    let start = Platform.monotonicNanoseconds()
    let result: Result<Success, Failure> = await $bound.withValue(
      scope,
      operation: {
        do throws(Failure) { return .success(try await body()) } catch { return .failure(error) }
      }, isolation: isolation)
    scope.end(since: start, result, enclosing: enclosing, finish: finish)
    return try result.get()
  }

  private func end<Success, Failure: Error>(
    since start: UInt64, _ result: Result<Success, Failure>, enclosing: ScopeReference?,
    finish: (FinishedScope) -> Void
  ) {
    let duration = Platform.monotonicNanoseconds() &- start
    if case .failure(let error) = result {
      // As an existential: of a generic that stands for `any Error`, the type would be just that.
      let kind = String(describing: type(of: error as any Error))
      withHeader { $0.error = $0.error ?? kind }
    }
    let recording = close()
    if let enclosing {
      recording.withMetrics { metrics in
        if metrics.liveCount > 0 { enclosing.write { $0.add(metrics) } }
      }
    }
    finish(FinishedScope(recording: recording, durationNanoseconds: duration))
  }
}
