#if Macros
  import SwiftParser
  import SwiftSyntax
  import SwiftSyntaxMacroExpansion
  import SwiftSyntaxMacros
  import Testing

  @testable import ScopedStatsMacros

  @Suite("Where @Timed cannot be used")
  struct RefusalTests {
    private func messages(for source: String) -> [String] {
      let file = Parser.parse(source: source)
      let context = BasicMacroExpansionContext(
        sourceFiles: [file: .init(moduleName: "Test", fullFilePath: "test.swift")])
      _ = file.expand(macros: ["Timed": TimedMacro.self]) { node in
        BasicMacroExpansionContext(
          sharingWith: context, lexicalContext: node.allMacroLexicalContexts())
      }
      return context.diagnostics.map(\.message)
    }

    @Test(
      "it says what to do in its place",
      arguments: [
        ("struct S { @Timed init() {} }", "goes on a function"),
        ("protocol P { @Timed func f() }", "needs a body"),
        ("@Timed func f(_ g: () throws -> Void) rethrows { try g() }", "rethrows"),
        ("@Timed func f(_ a: consuming [Int]) -> Int { a.count }", "consuming"),
        ("@Timed func f(_ a: borrowing [Int]) -> Int { 1 }", "borrowing"),
      ])
    func refusals(source: String, words: String) {
      let messages = messages(for: source)
      #expect(messages.count == 1)
      #expect(messages.first?.contains(words) == true)
    }

    @Test("it says nothing where it can be used")
    func silence() {
      #expect(messages(for: "@Timed func f() async throws -> Int { 1 }").isEmpty)
    }
  }
#endif
