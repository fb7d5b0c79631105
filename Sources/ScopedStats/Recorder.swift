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

  /// The recordings of one set of scope tags, added up in the table of the first.
  private struct Group {
    let tags: Tags
    let recording: ClosedRecording
  }

  private struct State {
    var groups: [Group] = []
    var recordings = 0
    var durationNanoseconds: UInt64 = 0
  }

  private let state = Mutex(State())
  private let emitter: Emitter?

  /// - Parameter emitter: where named recordings are sent; `Emitter.shared` when nil.
  public init(emitter: Emitter? = nil) {
    self.emitter = emitter
  }

  deinit {
    state.withLock { state in
      for group in state.groups { group.recording.release() }
    }
  }

  /// Runs `body`, and records what it counts and times.
  ///
  /// - Parameters:
  ///   - name: what to send it as; without one it is kept and not sent.
  ///   - tags: the scope's tags. Every metric in it has them too, unless its own say otherwise.
  public func record<Success, Failure: Error>(
    _ name: String? = nil, tags: Tags = [:], _ body: () throws(Failure) -> Success
  ) throws(Failure) -> Success {
    try ScopeReference.run(
      name ?? "", tags, finish: { scope in finish(scope, isSent: name != nil) }, body)
  }

  /// Runs an asynchronous `body`, where its caller runs, and records what it counts and times.
  ///
  /// Child tasks and `Task { }` are recorded too, as long as the recording is open.
  public func record<Success, Failure: Error>(
    _ name: String? = nil, tags: Tags = [:], isolation: isolated (any Actor)? = #isolation,
    _ body: () async throws(Failure) -> Success
  ) async throws(Failure) -> Success {
    try await ScopeReference.run(
      name ?? "", tags, isolation: isolation,
      finish: { scope in finish(scope, isSent: name != nil) }, body)
  }

  /// All that was recorded so far.
  ///
  /// - Parameters:
  ///   - filter: only metrics that have all these tags, their scope's tags included. The duration is
  ///     always there.
  ///   - requireRecording: throw if `record` was never called, in place of an empty result.
  public func result(
    filter: Tags = [:], requireRecording: Bool = false
  ) throws(RecorderError) -> ScopeResult {
    let result = result(filter: filter)
    if requireRecording, result.isEmpty { throw .noRecording }
    return result
  }

  /// All that was recorded so far; an empty result where nothing was.
  public func result(filter: Tags = [:]) -> ScopeResult {
    state.withLock { state in
      var gathering = ResultGathering()
      for group in state.groups {
        group.recording.withMetrics { gathering.add($0, of: group.tags, matching: filter) }
      }
      return gathering.result(
        recordings: state.recordings, duration: .nanoseconds(state.durationNanoseconds))
    }
  }

  private func finish(_ scope: FinishedScope, isSent: Bool) {
    if isSent { (emitter ?? .shared).emit(scope) }
    let recording = scope.recording
    let isKept = state.withLock { state in
      state.recordings += 1
      state.durationNanoseconds &+= scope.durationNanoseconds
      return Self.add(recording, to: &state)
    }
    if !isKept { recording.release() }
  }

  /// Adds the figures to the group of the same tags; or keeps the recording, as a new group.
  private static func add(_ recording: ClosedRecording, to state: inout State) -> Bool {
    let isFull = state.groups.count >= groupsMax - 1
    let tags = recording.header.tags
    let group =
      state.groups.firstIndex { $0.tags == tags }
      ?? (isFull ? state.groups.firstIndex { $0.tags.isEmpty } : nil)
    guard let group else {
      state.groups.append(Group(tags: isFull ? [:] : tags, recording: recording))
      return true
    }
    recording.withMetrics { metrics in
      state.groups[group].recording.withMetrics { $0.add(metrics) }
    }
    return false
  }
}
