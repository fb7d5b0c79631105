/// A scope as it was sent, for an emitter that hands scopes to a closure: to log the slow ones, say,
/// or to look at them in tests.
public struct EmittedScope: Sendable, Hashable {
  /// What was executed: `GET /users`.
  public let name: String
  /// Its request or trace id, where it was given one.
  public let id: String?
  /// The kind of error that it failed with, or nil where it did not fail.
  public let error: String?
  /// The scope's own tags, those that were set while it ran included.
  public let tags: Tags
  /// How many scopes it stands for.
  public let weight: Double
  /// Its duration, counters and timers.
  public let result: ScopeResult

  /// How long it took.
  public var duration: Duration { result.duration }

  init(_ scope: FinishedScope, weight: Double) {
    (name, id, error, tags) = scope.recording.withHeader { ($0.name, $0.id, $0.error, $0.tags) }
    self.weight = weight
    let tags = tags
    let part = scope.recording.withMetrics { ScopeResult.Part($0, of: tags) }
    result = ScopeResult(
      recordings: 1, duration: .nanoseconds(scope.durationNanoseconds), parts: [part])
  }
}
