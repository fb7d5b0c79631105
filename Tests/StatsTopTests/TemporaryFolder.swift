import Foundation

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
