import Foundation
import Testing

/// The client for Python, held to its own tests.
@Suite("The Python client")
struct PythonClientTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "clients/python")

  @Test("its tests pass")
  func ownTests() throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-B", "-m", "unittest", "-q"]
    process.currentDirectoryURL = Self.folder
    let output = Pipe()
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(text)")
    #expect(text.contains("OK"))
  }
}
