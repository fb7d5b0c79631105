import Foundation

/// A block of code in one of the documents.
struct Snippet: Sendable, CustomStringConvertible {
  /// The document, from the root of the repository.
  let document: String
  /// The line on which the code begins, from 1.
  let line: Int
  /// What stands behind the opening fence, or nil of a block that is indented.
  let language: String?
  let code: String

  var description: String { "\(document):\(line)" }

  /// README.md, ARCHITECTURE.md, `docs/` and the articles of the library.
  static let documents: [String] = {
    let files = FileManager.default
    let top = (try? files.contentsOfDirectory(atPath: Repository.root.path)) ?? []
    let below = ["docs", "Sources"].flatMap { folder in
      let found = files.enumerator(atPath: Repository.root.appending(path: folder).path)
      return (found?.compactMap { $0 as? String } ?? []).map { "\(folder)/\($0)" }
    }
    return (top + below).filter { $0.hasSuffix(".md") }.sorted()
  }()

  /// All blocks of all documents.
  static let all: [Snippet] = documents.flatMap { document in
    (try? Repository.text(of: document)).map { blocks(of: $0, in: document) } ?? []
  }

  /// The examples in the comments of what the library makes public: their indented blocks. Those
  /// of what it keeps to itself are drawings.
  static let examples: [Snippet] = ["", "Testing", "Tracing", "Metrics"].flatMap { module in
    Repository.swiftFiles(below: "Sources/ScopedStats\(module)").flatMap { file in
      (try? Repository.text(of: file)).map { examples(of: $0, in: file) } ?? []
    }
  }

  private static func examples(of source: String, in document: String) -> [Snippet] {
    var prose: [Substring] = []
    var comment: [Substring] = []
    for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
      let trimmed = line.drop { $0 == " " }
      if trimmed.hasPrefix("///") {
        comment.append(trimmed.dropFirst(3))
      } else if !comment.isEmpty, trimmed.hasPrefix("@") {
        comment.append("@")
      } else {
        prose += trimmed.hasPrefix("public ") ? comment : comment.map { _ in "-" }
        prose.append("-")
        comment = []
      }
    }
    let text = prose.map { $0.hasPrefix(" ") ? $0.dropFirst() : $0 }.joined(separator: "\n")
    return blocks(of: text, in: document).map { block in
      Snippet(document: document, line: block.line, language: "swift", code: block.code)
    }
  }

  /// The blocks of a document, fenced and indented ones alike.
  static func blocks(of text: String, in document: String) -> [Snippet] {
    var blocks: [Snippet] = []
    var code: [Substring] = []
    var start = 0
    var fence: String?
    func end(_ language: String?) {
      if !code.isEmpty {
        let text = code.joined(separator: "\n")
        blocks.append(
          Snippet(document: document, line: start, language: language, code: text))
      }
      code = []
    }
    var isAfterBlank = true
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let trimmed = line.drop { $0 == " " }
      if trimmed.hasPrefix("```") {
        end(fence)
        fence = fence == nil ? String(trimmed.dropFirst(3)) : nil
        start = index + 2
      } else if fence != nil {
        code.append(line)
      } else if line.hasPrefix("    "), isAfterBlank || !code.isEmpty {
        if code.isEmpty { start = index + 1 }
        code.append(line.dropFirst(4))
      } else if !trimmed.isEmpty {
        end(nil)
      }
      isAfterBlank = trimmed.isEmpty
    }
    end(fence)
    return blocks
  }
}

extension Snippet {
  /// What has to be on for the block to compile.
  enum PackageTrait: String, CaseIterable {
    case macros = "Macros"
    case tracing = "Tracing"
    case metrics = "Metrics"

    /// Whether these tests were built with it.
    var isOn: Bool {
      switch self {
      case .macros:
        #if Macros
          true
        #else
          false
        #endif
      case .tracing:
        #if Tracing
          true
        #else
          false
        #endif
      case .metrics:
        #if Metrics
          true
        #else
          false
        #endif
      }
    }

    /// The blocks that need it.
    var snippets: [Snippet] { Snippet.swift.filter { $0.trait == self } }

    /// What is not compiled while it is off.
    var leftOut: String {
      "left out without the trait \(rawValue): \(snippets.map(\.description).joined(separator: ", "))"
    }
  }

  /// The blocks of Swift that are compiled here.
  static let swift = (all + examples).filter {
    $0.language == "swift" && !$0.isManifest && !$0.isCompiledElsewhere
  }
  /// The blocks that are manifests, or parts of one.
  static let manifests = all.filter { $0.language == "swift" && $0.isManifest }

  /// Whether it needs what this package does not depend on, and is a file of `Examples/traced`.
  var isCompiledElsewhere: Bool { code.contains("import ServiceLifecycle") }

  var isManifest: Bool { code.contains("Package(") }

  var trait: PackageTrait? {
    if code.contains("@Timed") { return .macros }
    let imports = Set(imports)
    if !imports.isDisjoint(with: ["import ScopedStatsTracing", "import Tracing"]) {
      return .tracing
    }
    return imports.contains("import ScopedStatsMetrics") ? .metrics : nil
  }

  /// What the block imports. One that says what it imports has to say all of it. Of others it goes
  /// without saying: of a manifest what manifests import, of an example the module that it is in, and
  /// of all but manifests where the context's queue comes from.
  private var imports: [String] {
    let said = code.split(separator: "\n").filter { $0.hasPrefix("import ") }.map(String.init)
    if !said.isEmpty { return said }
    if isManifest { return ["import PackageDescription"] }
    var modules = ["ScopedStats", "Dispatch"]
    if document.hasSuffix(".swift") {
      let module = String(document.split(separator: "/")[1])
      let adapted = ["ScopedStatsTracing": "Tracing", "ScopedStatsMetrics": "CoreMetrics"]
      modules += [module] + [adapted[module]].compactMap(\.self)
    }
    return modules.map { "import \($0)" }
  }

  /// Whether an indented block is Swift all the same, and so not compiled.
  var isHiddenSwift: Bool {
    let signs = ["import ScopedStats", "withScope(", "incr(", "Recorder()", ".package(", "@Timed"]
    return language == nil && signs.contains(where: code.contains)
  }

  /// The block as a file of its own. Statements are put into a function, asynchronous where they
  /// wait for something; what may stand at the top of a file alone stays there. The compiler names
  /// the document and the line in what it says.
  func file(_ number: Int) -> String {
    let topLevelOnly = ["@Test", "extension ", "protocol ", "@main"]
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    let rest = lines.map { $0.hasPrefix("import ") ? "" : $0 }.joined(separator: "\n")
    let header = imports.joined(separator: "\n")
    let body = "#sourceLocation(file: \"\(document)\", line: \(line))\n\(rest)\n#sourceLocation()"
    if topLevelOnly.contains(where: code.contains) { return "\(header)\n\(body)\n" }
    let effects = code.contains("await ") ? "async throws" : "throws"
    return "\(header)\nfunc snippet\(number)() \(effects) {\n\(body)\n}\n"
  }
}
