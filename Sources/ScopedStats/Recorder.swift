import Synchronization

/// Keeps what was counted and timed, for code that wants to look at it: most often only when a
/// request turned out to be slow.
///
///     let recorder = Recorder()
///     let response = recorder.record { handle(request) }
///     let result = recorder.result()
///     if result.duration > .seconds(1) { log.warning("slow: \(result)") }
///
/// A recorder that is used again adds up, durations too. A recording that is given a name is sent
/// as a scope of that name as well, each call for itself; one without a name is only kept.
public final class Recorder: Sendable {
  /// Sets of scope tags that are kept apart. Recordings of further ones are added to one group
  /// without tags, so that a recorder that lives long does not grow for ever.
  static let groupsMax = 64

  /// Recordings of one set of scope tags are added up in the table of the first.
  private struct State {
    var first: ClosedRecording?
    var others: [ClosedRecording] = []
    /// The one of `others` that recordings without a group of their own are added to, if any.
    var overflow: ClosedRecording?
    var recordings = 0
    var durationNanoseconds: UInt64 = 0
  }

  private let state = Guarded(State())
  private let emitter: Emitter?

  /// A recorder that has recorded nothing yet.
  ///
  /// - Parameter emitter: where named recordings are sent; ``Emitter/shared`` when nil.
  public init(emitter: Emitter? = nil) {
    self.emitter = emitter
  }

  deinit {
    state.withLock { state in
      state.first?.release()
      for recording in state.others { recording.release() }
      state.overflow?.release()
    }
  }

  /// Runs `body`, and records what it counts and times.
  ///
  /// - Parameters:
  ///   - name: what to send it as; without one it is kept and not sent.
  ///   - tags: the scope's tags. Every metric in it has them too, unless its own say otherwise.
  ///   - body: what is recorded. What it returns or throws comes through.
  @inlinable
  public func record<Success, Failure: Error>(
    _ name: String? = nil, tags: Tags = [:], _ body: () throws(Failure) -> Success
  ) throws(Failure) -> Success {
    let running = RunningScope(name ?? "", tags)
    let result = running.scope.bind(body)
    finish(running.end(result.failure), isSent: name != nil)
    return try result.get()
  }

  /// Runs an asynchronous `body`, where its caller runs, and records what it counts and times.
  ///
  /// Child tasks and `Task { }` are recorded too, as long as the recording is open.
  @inlinable
  public func record<Success, Failure: Error>(
    _ name: String? = nil, tags: Tags = [:], isolation: isolated (any Actor)? = #isolation,
    _ body: () async throws(Failure) -> Success
  ) async throws(Failure) -> Success {
    let running = RunningScope(name ?? "", tags)
    let result = await running.scope.bind(isolation: isolation, body)
    finish(running.end(result.failure), isSent: name != nil)
    return try result.get()
  }

  /// All that was recorded so far.
  ///
  /// - Parameters:
  ///   - filter: only metrics that have all these tags, their scope's tags included. The duration is
  ///     always there.
  ///   - requireRecording: throw if `record` was never called, in place of an empty result.
  /// - Throws: ``RecorderError/noRecording``, only where a recording is required.
  public func result(
    filter: Tags = [:], requireRecording: Bool = false
  ) throws(RecorderError) -> ScopeResult {
    let result = result(filter: filter)
    if requireRecording, result.isEmpty { throw .noRecording }
    return result
  }

  /// All that was recorded so far; an empty result where nothing was.
  public func result(filter: Tags = [:]) -> ScopeResult {
    let result = state.withLock { state in
      var parts: [ScopeResult.Part] = []
      for recording in [state.first].compactMap(\.self) + state.others {
        let tags = recording.withHeader { $0.tags }
        parts.append(recording.withMetrics { ScopeResult.Part($0, of: tags) })
      }
      if let overflow = state.overflow {
        parts.append(overflow.withMetrics { ScopeResult.Part($0, of: [:]) })
      }
      return ScopeResult(
        recordings: state.recordings, duration: .nanoseconds(state.durationNanoseconds),
        parts: parts)
    }
    return result.filtered(by: filter)
  }

  @usableFromInline
  func finish(_ scope: FinishedScope, isSent: Bool) {
    if isSent { (emitter ?? .shared).emit(scope) }
    let recording = scope.recording
    let isKept = state.withLock { state in
      state.recordings += 1
      state.durationNanoseconds &+= scope.durationNanoseconds
      guard let sum = Self.group(for: recording, in: &state) else { return true }
      recording.withMetrics { metrics in sum.withMetrics { $0.add(metrics) } }
      return false
    }
    if !isKept { recording.release() }
  }

  /// The recording of the same tags to add this one to; nil where this one is kept as a new group.
  private static func group(
    for recording: ClosedRecording, in state: inout State
  ) -> ClosedRecording? {
    guard let first = state.first else {
      state.first = recording
      return nil
    }
    if first.hasSameTags(as: recording) { return first }
    if let other = state.others.first(where: { $0.hasSameTags(as: recording) }) { return other }
    if state.others.count < groupsMax {
      state.others.append(recording)
      return nil
    }
    if let overflow = state.overflow { return overflow }
    state.overflow = recording
    return nil
  }
}

extension ClosedRecording {
  fileprivate func hasSameTags(as other: ClosedRecording) -> Bool {
    withHeader { header in other.withHeader { header.tags == $0.tags } }
  }
}
