import ScopedStats
import ServiceLifecycle

/// Sends what is left once all that was started after it has shut down.
struct EmitterService: Service {
  let emitter: Emitter

  func run() async throws {
    try? await gracefulShutdown()
    emitter.flush()
  }
}
