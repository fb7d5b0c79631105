import Foundation

/// One run of the built `stats-top` without a terminal.
struct Program {
  let status: Int32
  let output: String
  let errors: String

  /// Runs it to its end.
  init(_ arguments: [String], input: String = "") throws {
    let process = Process()
    process.executableURL = Repository.program
    process.arguments = arguments
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let (standardInput, standardOutput, standardError) = (Pipe(), folder.file(), folder.file())
    process.standardInput = standardInput
    process.standardOutput = try FileHandle(forWritingTo: standardOutput)
    process.standardError = try FileHandle(forWritingTo: standardError)
    try process.run()
    // The program may end without reading all of it; that is for its exit code to say.
    try? standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try standardInput.fileHandleForWriting.close()
    process.waitUntilExit()
    status = process.terminationStatus
    output = try String(contentsOf: standardOutput, encoding: .utf8)
    errors = try String(contentsOf: standardError, encoding: .utf8)
  }
}

/// A folder of a test's own, to be removed at its end.
struct TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "stats-top-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  /// A new empty file, or one with a text.
  func file(_ name: String = UUID().uuidString, _ text: String = "") -> URL {
    let file = url.appending(path: name)
    _ = FileManager.default.createFile(atPath: file.path, contents: Data(text.utf8))
    return file
  }

  func remove() { try? FileManager.default.removeItem(at: url) }
}
