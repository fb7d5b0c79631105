import ScopedStats

/// Takes the scopes that a test makes, in memory, so that the test can look at them:
///
///     let sink = ScopeSink()
///     try await sink.collect { try await serve(request) }
///     let scope = try sink.only("GET /users")
///     try scope.expectCounter("db.queries", 1)
///     try scope.expectTimer("render", calls: 1)
///
/// Scopes are here as soon as they have ended; nothing is sent, and nothing waits.
public final class ScopeSink: Sendable {
  private let taken: Taken
  /// Sends to this sink: for `withScope(emitter:)`, `Recorder(emitter:)` or `Emitter.bootstrap`.
  public let emitter: Emitter

  /// A sink with an emitter of its own.
  ///
  /// - Parameter policy: which scopes arrive, to test a policy.
  public init(policy: EmitPolicy = .always) {
    let taken = Taken()
    self.taken = taken
    emitter = Emitter(policy: policy, scopes: { scope in taken.append(scope) })
  }

  /// The scopes that have ended so far, in the order in which they ended.
  public var scopes: [EmittedScope] { taken.all }

  /// The scopes of a name.
  public func scopes(_ name: String) -> [EmittedScope] { scopes.filter { $0.name == name } }

  /// The one scope of a name.
  ///
  /// - Throws: `UnmetExpectation` if there is none, or more than one.
  public func only(_ name: String) throws(UnmetExpectation) -> EmittedScope {
    let found = scopes(name)
    guard found.count == 1, let scope = found.first else {
      let names = scopes.map(\.name)
      throw UnmetExpectation(
        "There are \(found.count) scopes of the name “\(name)”, and not one, among \(names).")
    }
    return scope
  }

  /// Forgets what came so far.
  public func removeAll() { taken.removeAll() }
}

/// The scopes of a sink, which its emitter holds on to as well.
private final class Taken: Sendable {
  private let scopes = Guarded<[EmittedScope]>([])

  var all: [EmittedScope] { scopes.withLock { $0 } }
  func append(_ scope: EmittedScope) { scopes.withLock { $0.append(scope) } }
  func removeAll() { scopes.withLock { $0 = [] } }
}
