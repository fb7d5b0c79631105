import Foundation
import Testing

/// The table of imports in ARCHITECTURE.md, held against the sources.
@Suite("Who may import whom")
struct ImportTableTests {
  /// What each target may import. A target that is not named here fails the test.
  static let allowed: [String: Set<String>] = [
    "ScopedStats": ["Datagram", "Glibc", "Musl", "Darwin", "Synchronization"],
    "ScopedStatsTesting": ["ScopedStats"],
    "ScopedStatsTracing": ["ScopedStats", "Instrumentation", "Tracing"],
    "ScopedStatsMetrics": ["ScopedStats", "CoreMetrics"],
    "ScopedStatsMacros": [
      "SwiftCompilerPlugin", "SwiftDiagnostics", "SwiftSyntax", "SwiftSyntaxBuilder",
      "SwiftSyntaxMacros",
    ],
    "Datagram": ["CDatagram", "Glibc", "Musl", "Darwin", "Synchronization"],
    "Intake": ["Synchronization"],
    "Store": ["Intake"],
    "TextUI": [],
    "Dashboard": ["Intake", "Store", "TextUI"],
    "CursesTerminal": [
      "CNcurses", "TextUI", "Glibc", "Musl", "Darwin", "Synchronization",
    ],
    "stats-top": [
      "ArgumentParser", "CMalloc", "CTOML", "CursesTerminal", "Dashboard", "Datagram", "Intake",
      "ScopedStats",
      "Store", "TextUI", "Glibc", "Musl", "Darwin", "Synchronization",
    ],
  ]

  @Test("no target imports what the table does not allow")
  func sourcesKeepTheTable() throws {
    var found = 0
    for file in Repository.swiftFiles(below: "Sources") {
      let target = String(file.split(separator: "/")[1])
      let allowed = try #require(Self.allowed[target], "\(target) is not in the table")
      for module in Self.imports(in: try Repository.text(of: file)) {
        found += 1
        #expect(allowed.contains(module), "\(file) imports \(module)")
      }
    }
    #expect(found > 20)
  }

  @Test("ARCHITECTURE.md names every target of the table")
  func architectureNamesTheTargets() throws {
    let text = try Repository.text(of: "ARCHITECTURE.md")
    for target in Self.allowed.keys { #expect(text.contains("`\(target)`"), "\(target)") }
  }

  /// The modules that a source imports, whatever stands before or behind the word `import`.
  static func imports(in source: String) -> [String] {
    source.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ").filter { !$0.hasPrefix("@") }
      let modifiers: Set<Substring> = ["public", "package", "internal", "private", "fileprivate"]
      let rest = words.drop { modifiers.contains($0) }
      guard rest.first == "import" else { return nil }
      let kinds: Set<Substring> = ["struct", "class", "enum", "func", "var", "let", "typealias"]
      return rest.dropFirst().first { !kinds.contains($0) }
        .map { String($0.split(separator: ".")[0]) }
    }
  }
}
