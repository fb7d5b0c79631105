import Foundation
import Testing

/// The built `traced-server`, beside the test bundle that runs.
struct Server {
  let address: String
  private let process = Process()

  /// Starts it on a free port, and waits until it listens.
  init(stats port: UInt16) throws {
    process.executableURL = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "traced-server")
    process.environment = ["PORT": "0", "STATS": "127.0.0.1:\(port)"]
    let said = Pipe()
    process.standardOutput = said
    try process.run()
    let line = String(decoding: said.fileHandleForReading.availableData, as: UTF8.self)
    let words = line.split(whereSeparator: \.isWhitespace)
    address = String(try #require(words.last { $0.hasPrefix("http://") }))
  }

  /// Lets it answer what it has begun, and waits for its end. Returns its exit code.
  func stop() -> Int32 {
    process.terminate()
    process.waitUntilExit()
    return process.terminationStatus
  }
}

/// What wrk says of a load: the requests that were answered, and those that were lost on the way.
struct Load {
  static let connections = 8
  let answered: Int
  let lost: Int

  /// Sends readers to the server for two seconds.
  init(on address: String) throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "load/readers.lua")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "wrk", "-t1", "-c\(Self.connections)", "-d2s", "-s", script.path, address,
    ]
    let said = Pipe()
    process.standardOutput = said
    try process.run()
    let text = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let figures = try #require(text.firstMatch(of: /answered=(\d+) lost=(\d+)/))
    answered = try #require(Int(figures.1))
    lost = try #require(Int(figures.2))
  }
}
