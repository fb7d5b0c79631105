import Foundation
import Hummingbird
import ScopedStats
import ScopedStatsTracing
import Traced
import Tracing

/// The newsroom as a web server on loopback. `PORT` says where (a free port is taken unless it
/// does), and `STATS` where stats-top listens.
@main
struct TracedServer {
  static func main() async throws {
    let environment = Environment()
    let emitter = try Emitter(to: environment.get("STATS") ?? "127.0.0.1:8127")

    // All that a traced program needs to be seen in stats-top:
    InstrumentationSystem.bootstrap(ScopedStatsTracer(emitter: emitter))

    let port = environment.get("PORT", as: Int.self) ?? 0
    var application = Application(
      router: Newsroom().makeRouter(),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
      onServerRunning: { channel in
        say("traced: listening on http://127.0.0.1:\(channel.localAddress?.port ?? 0)")
      })
    application.logger.logLevel = .critical
    // A group shuts down in reverse, and the server is last in it: its scopes are in when this one ends.
    application.addServices(EmitterService(emitter: emitter))
    try await application.runService()
  }
}

/// Writes a line at once, even to a pipe, for whoever waits for it.
private func say(_ line: String) {
  FileHandle.standardOutput.write(Data("\(line)\n".utf8))
}
