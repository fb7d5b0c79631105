#if Macros
  import Foundation

  /// The Swift compiler, with the plugin that was built beside these tests.
  ///
  /// Asking it tells more than expanding the macro here would: what users see is what it says.
  enum Compiler {
    private static let plugin = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "ScopedStatsMacros-tool")

    /// `@Timed`, and what its expansion calls, under the names that they have in the library.
    private static let library = """
      @attached(body)
      macro Timed() = #externalMacro(module: "ScopedStatsMacros", type: "TimedMacro")
      enum ScopedStats {
        static func timer<T, E: Error>(_ key: String, _ body: () throws(E) -> T) throws(E) -> T {
          try body()
        }
        static func timer<T, E: Error>(
          _ key: String, _ body: () async throws(E) -> T
        ) async throws(E) -> T { try await body() }
      }

      """

    /// The errors that the compiler has for a source file with warnings as errors: the texts alone.
    static func errors(in source: String) throws -> [String] {
      let file = FileManager.default.temporaryDirectory
        .appending(path: "timed-\(UUID().uuidString).swift")
      try Data((library + source).utf8).write(to: file)
      defer { try? FileManager.default.removeItem(at: file) }
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = [
        "swiftc", "-emit-sil", "-o", "/dev/null", "-parse-as-library", "-swift-version", "6",
        "-warnings-as-errors",
        "-diagnostic-style", "llvm", "-load-plugin-executable", "\(plugin.path)#ScopedStatsMacros",
        file.path,
      ]
      let said = Pipe()
      process.standardError = said
      try process.run()
      let text = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      let errors = text.split(separator: "\n").compactMap { line in
        line.range(of: " error: ").map { String(line[$0.upperBound...]) }
      }
      guard errors.isEmpty == (process.terminationStatus == 0) else { throw Failure(said: text) }
      return errors
    }

    /// The compiler did not run, or failed without an error in the source.
    struct Failure: Error {
      let said: String
    }
  }
#endif
