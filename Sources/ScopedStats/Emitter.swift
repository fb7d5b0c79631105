import Datagram
import Synchronization

/// Sends finished scopes on, and never gets in the way: it does not wait, does not throw, and does
/// not grow. What cannot be sent is dropped and counted.
///
///     let emitter = try Emitter(to: "127.0.0.1:8127")
///     Emitter.bootstrap(emitter)
///
/// Scopes are packed into datagrams, which go out when full, after 100 ms, on `flush()`, and when
/// the program ends. Whether anybody listens makes no difference to the program. A process that forks
/// should make a new one in the child, which has neither the thread that sends nor a name of its own.
public final class Emitter: Sendable {
  private let outlet: Outlet

  private init(outlet: Outlet) {
    self.outlet = outlet
    outlet.start()
  }

  /// Sends to `HOST:PORT`, `[IPV6]:PORT` or `unix:PATH`; a host's name is looked up once, here.
  ///
  /// The port is 8127 where none is given, and the host 127.0.0.1: `web-1`, `::1` and `:9000` are
  /// whole addresses too. Port 0, to which nothing can be sent, is refused.
  ///
  /// - Parameters:
  ///   - address: where to; UDP, or a Unix datagram socket.
  ///   - policy: which scopes are sent.
  /// - Throws: ``EmitterError`` if that is no address, or not one that this machine can send to.
  public convenience init(
    to address: String, policy: EmitPolicy = .always
  ) throws(EmitterError) {
    do throws(DatagramError) {
      let address = try DatagramAddress(parsing: address)
      self.init(outlet: Outlet(sink: .socket(try SocketSink(to: address)), policy: policy))
    } catch {
      throw EmitterError(description: error.description)
    }
  }

  /// Hands packed lines to a closure in place of a socket.
  ///
  /// - Parameters:
  ///   - payloadBytes: how much is packed into one piece. A longer line comes alone.
  ///   - policy: which scopes are sent.
  ///   - send: gets whole lines, each ended by a newline. It is called by whichever thread emits,
  ///     one call at a time. It must not use this emitter, nor be the last to hold it.
  public convenience init(
    payloadBytes: Int = 8_192, policy: EmitPolicy = .always,
    _ send: @escaping @Sendable (_ lines: RawSpan) -> Void
  ) {
    self.init(
      outlet: Outlet(sink: .closure(send, payloadBytes: max(payloadBytes, 1)), policy: policy))
  }

  /// Hands each scope to a closure as it ends, unencoded: to log the slow ones, say.
  ///
  ///     let slow = Emitter(
  ///       policy: .slower(than: .seconds(1)), scopes: { log.warning("slow: \($0.name)") })
  ///
  /// - Parameters:
  ///   - policy: which scopes are handed over.
  ///   - scopes: is called by the thread on which the scope ended, by several at a time. Scopes that
  ///     it makes itself must not come to the same emitter: that would never end.
  public convenience init(
    policy: EmitPolicy = .always, scopes: @escaping @Sendable (_ scope: EmittedScope) -> Void
  ) {
    self.init(outlet: Outlet(sink: .scopes(scopes), policy: policy))
  }

  deinit { outlet.stop() }

  /// Sends what is packed so far: one system call, which does not wait.
  ///
  /// A program that ends normally need not call it.
  public func flush() { outlet.flush() }

  /// How many scopes were dropped so far because the system would not take them.
  public var droppedCount: Int { outlet.droppedCount }

  /// What the packed lines may take without more memory.
  var packedBytesHeld: Int { outlet.packedBytesHeld }

  func emit(_ scope: FinishedScope) { outlet.emit(scope) }

  /// Sends a scope and gives its recording back.
  @usableFromInline
  static func emit(_ scope: FinishedScope, to emitter: Emitter?) {
    (emitter ?? .shared).emit(scope)
    scope.recording.release()
  }

  /// The emitter of the task, for tests that run side by side.
  private static let ofTask = TaskLocal<Emitter?>(wrappedValue: nil)

  /// Makes an emitter the shared one for the task in which `body` runs, and for its child tasks.
  package static func withShared<Success, Failure: Error>(
    _ emitter: Emitter, _ body: () throws(Failure) -> Success
  ) throws(Failure) -> Success {
    let result: Result<Success, Failure> = ofTask.withValue(emitter) {
      do throws(Failure) { return .success(try body()) } catch { return .failure(error) }
    }
    return try result.get()
  }

  package static func withShared<Success, Failure: Error>(
    _ emitter: Emitter, isolation: isolated (any Actor)? = #isolation,
    _ body: () async throws(Failure) -> Success
  ) async throws(Failure) -> Success {
    let result: Result<Success, Failure> = await ofTask.withValue(
      emitter,
      operation: {
        do throws(Failure) { return .success(try await body()) } catch { return .failure(error) }
      }, isolation: isolation)
    return try result.get()
  }

  private static let current = Guarded<Emitter?>(nil)

  /// The emitter of the process: the one that `bootstrap` was given, else one to 127.0.0.1:8127 that
  /// is made when it is first asked for.
  public static var shared: Emitter {
    if let ofTask = ofTask.get() { return ofTask }
    return current.withLock { emitter in
      if let emitter { return emitter }
      let standard =
        (try? Emitter(to: "127.0.0.1:8127")) ?? Emitter(policy: .never, scopes: { _ in })
      emitter = standard
      return standard
    }
  }

  /// Makes an emitter the process's. Scopes that go to no other one go there from now on.
  public static func bootstrap(_ emitter: Emitter) {
    let before = current.withLock { current in
      let before = current
      current = emitter
      return before
    }
    before?.flush()
  }
}
