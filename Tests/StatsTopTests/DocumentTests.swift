import Foundation
import Testing

/// The documents, held to what they say: their Swift compiles, and their links lead somewhere.
@Suite("Documents")
struct DocumentTests {
  @Test("every block of Swift compiles")
  func swiftCompiles() throws {
    let snippets = Snippet.swift.filter { $0.trait == nil }
    #expect(snippets.count > 20)
    try expectCompiles(snippets)
  }

  @Test(
    "blocks that need the trait Macros compile",
    .enabled(
      if: Snippet.PackageTrait.macros.isOn, "\(Snippet.PackageTrait.macros.leftOut)"))
  func macrosCompile() throws { try expectCompiles(Snippet.PackageTrait.macros.snippets) }

  @Test(
    "blocks that need the trait Tracing compile",
    .enabled(
      if: Snippet.PackageTrait.tracing.isOn, "\(Snippet.PackageTrait.tracing.leftOut)"))
  func tracingCompiles() throws { try expectCompiles(Snippet.PackageTrait.tracing.snippets) }

  @Test(
    "blocks that need the trait Metrics compile",
    .enabled(
      if: Snippet.PackageTrait.metrics.isOn, "\(Snippet.PackageTrait.metrics.leftOut)"))
  func metricsCompile() throws { try expectCompiles(Snippet.PackageTrait.metrics.snippets) }

  @Test("blocks that need swift-service-lifecycle are the file that an example compiles and tests")
  func examplesCompile() throws {
    let file = try Repository.text(
      of: "Examples/traced/Sources/traced-server/EmitterService.swift")
    let snippets = Snippet.all.filter(\.isCompiledElsewhere)
    #expect(!snippets.isEmpty)
    for snippet in snippets { #expect("\(snippet.code)\n" == file) }
  }

  @Test("every manifest compiles")
  func manifestsCompile() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let files = Snippet.manifests.enumerated().map { number, snippet in
      folder.file("Manifest\(number).swift", snippet.file(number))
    }
    #expect(files.count > 1)
    let complaints = try SwiftCompiler.complaints(
      about: files, options: try SwiftCompiler.manifestOptions())
    #expect(complaints.isEmpty, "\(complaints)")
  }

  @Test("products and traits that manifests name are those of the package")
  func manifestsNameWhatIs() throws {
    let package = try Repository.text(of: "Package.swift")
    for snippet in Snippet.manifests {
      for product in snippet.code.matches(of: /product\(name: "(\w+)", package: "stats-top"/) {
        #expect(package.contains(".library(name: \"\(product.1)\""), "\(snippet)")
      }
      for traits in snippet.code.matches(of: /traits: \[(.*?)\]/) {
        for trait in traits.1.matches(of: /"(\w+)"/) {
          #expect(package.contains("name: \"\(trait.1)\", description"), "\(snippet)")
        }
      }
    }
  }

  @Test("every fence says its language, and no Swift hides in an indented block")
  func nothingHides() {
    for snippet in Snippet.all {
      #expect(snippet.language != "", "\(snippet) does not say its language")
      #expect(!snippet.isHiddenSwift, "\(snippet) is Swift, and not in a fence that says so")
    }
  }

  @Test("every link to a file leads to one", arguments: Snippet.documents)
  func linksLead(document: String) throws {
    let folder = Repository.root.appending(path: document).deletingLastPathComponent()
    for link in try Repository.text(of: document).matches(of: /\]\(([^)#:]+)\)/) {
      let target = folder.appending(path: String(link.1)).standardized.path
      #expect(FileManager.default.fileExists(atPath: target), "\(link.1)")
    }
  }

  /// Compiles the blocks, each as a file of its own, in one run.
  private func expectCompiles(_ snippets: [Snippet]) throws {
    #expect(!snippets.isEmpty)
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    var files = [Repository.root.appending(path: "Tests/Snippets/Context.swift")]
    for (number, snippet) in snippets.enumerated() {
      files.append(folder.file("Snippet\(number).swift", snippet.file(number)))
    }
    let complaints = try SwiftCompiler.complaints(
      about: files, options: try SwiftCompiler.packageOptions())
    #expect(complaints.isEmpty, "\(complaints)")
  }
}
