import Foundation

/// Where the tests find the repository and what was built of it.
enum Repository {
  /// The root, found from this file.
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The built `stats-top`, beside the test bundle that runs.
  static let program = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "stats-top")

  static func text(of path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// All Swift files below a folder, as paths from the root.
  static func swiftFiles(below folder: String) -> [String] {
    let start = root.appending(path: folder)
    let files = FileManager.default.enumerator(atPath: start.path)?.compactMap { $0 as? String }
    return (files ?? []).filter { $0.hasSuffix(".swift") }.sorted().map { "\(folder)/\($0)" }
  }
}
