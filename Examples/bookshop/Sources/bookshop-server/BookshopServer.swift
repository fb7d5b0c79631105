import ArgumentParser
import Bookshop
import Foundation
import Hummingbird
import ScopedStats

/// The made-up shop as a web server on loopback, which sends each request as a scope.
@main
struct BookshopServer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bookshop-server",
    abstract: "A made-up bookshop with three slow spots for stats-top to find.")

  @Option(help: "Port on 127.0.0.1 to listen on; 0 takes a free one and prints it.")
  var port = 8080

  @Option(help: ArgumentHelp("Where stats-top listens.", valueName: "host:port"))
  var stats = "127.0.0.1:8127"

  @Option(help: "The host that requests are tagged with, unless X-Served-By says another.")
  var host = ProcessInfo.processInfo.hostName

  func run() async throws {
    let folder = try makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let shop = try Shop(in: folder)
    say("stocked with \(shop.booksCount) books")
    try await serve(shop)
    try shop.close()
  }

  /// Serves until SIGTERM or SIGINT.
  private func serve(_ shop: Shop) async throws {
    let emitter = try Emitter(to: stats)
    var application = Application(
      router: shop.makeRouter(host: host, emitter: emitter),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
      onServerRunning: { channel in
        say("listening on http://127.0.0.1:\(channel.localAddress?.port ?? 0)")
      })
    application.logger.logLevel = .warning
    try await application.runService()
    emitter.flush()
  }

  private func makeFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "bookshop-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }
}

/// Writes a line at once, even to a pipe or file, for the script that waits for it.
private func say(_ line: String) {
  FileHandle.standardOutput.write(Data("bookshop: \(line)\n".utf8))
}
