import Logging
import ScopedStats
import ServiceLifecycle
import Synchronization
import Testing

@testable import traced_server

/// Works until the group shuts down, and then finishes one last thing.
private struct Worker: Service {
  let emitter: Emitter
  let onStart: @Sendable () -> Void

  func run() async throws {
    onStart()
    try await gracefulShutdown()
    withScope("last", emitter: emitter) { incr("jobs") }
  }
}

@Suite("Service lifecycle")
struct EmitterServiceTests {
  @Test("a service that shuts down last sends what the others finish while they shut down")
  func shutdown() async throws {
    let heard = Heard()
    let emitter = Emitter { heard.add($0) }
    let (started, start) = AsyncStream<Void>.makeStream()
    let group = ServiceGroup(
      services: [
        EmitterService(emitter: emitter),
        Worker(emitter: emitter) { start.finish() },
      ], logger: Logger(label: "group") { _ in SwiftLogNoOpLogHandler() })
    async let run: Void = group.run()
    for await _ in started {}
    await group.triggerGracefulShutdown()
    try await run
    #expect(heard.text.contains(#""scope":"last""#))
  }
}

/// What an emitter sent.
private final class Heard: Sendable {
  private let lines = Mutex("")

  var text: String { lines.withLock { $0 } }

  func add(_ span: RawSpan) {
    span.withUnsafeBytes { bytes in
      lines.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
    }
  }
}
