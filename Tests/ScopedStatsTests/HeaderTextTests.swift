import Foundation
import Testing

@testable import ScopedStats

@Suite("Names and tags that were written before")
struct HeaderTextTests {
  private struct Header: Equatable {
    var name: String
    var tags: [String: String]
  }

  /// What is read of scopes that one emitter sent.
  private func sent(_ scopes: [(name: String, tags: Tags)]) throws -> [Header] {
    let collected = Collected()
    let emitter = collected.emitter()
    for scope in scopes { withScope(scope.name, tags: scope.tags, emitter: emitter) {} }
    emitter.flush()
    return try collected.objects().map {
      let tags = $0["tags"] as? [String: Any] ?? [:]
      return Header(name: $0["scope"] as? String ?? "", tags: tags.mapValues { "\($0)" })
    }
  }

  private static let long = String(repeating: "x", count: 400)

  /// Many that differ in one thing each, and more of one length than are kept.
  private static let scopes: [(name: String, tags: Tags)] = {
    var scopes: [(name: String, tags: Tags)] = []
    let tags: [Tags] = [
      [:], ["a": 1], ["a": 2], ["b": 1], ["a": 1, "b": 1], ["a": 1, "b": 2], ["a": 1, "c": 1],
      ["a": 1, "b": 1, "c": 1], ["a": 1, "b": 1, "c": 2], ["a": true], ["a": "1"], ["a": 1.5],
      Tags(["a": long]), ["a\n": "\\"],
    ]
    for name in ["GET /users", "GET /items", "GET \"users", long] {
      for tags in tags { scopes.append((name: name, tags: tags)) }
    }
    for number in 10..<30 { scopes.append((name: "GET /us\(number)", tags: ["service": "api"])) }
    for count in 230..<257 {
      let name = String(repeating: "n", count: count)
      scopes.append((name: name, tags: Tags(["tag": long])))
      scopes.append((name: name, tags: Tags(["tag": String(repeating: "v", count: 245)])))
    }
    return scopes
  }()

  @Test("a name and tags come through the same at the first time and at every later one")
  func again() throws {
    for scopes in [Self.scopes, Self.scopes.reversed()] {
      let expected = try scopes.map { try #require(try sent([$0]).first) }
      #expect(try sent(scopes + scopes) == expected + expected)
      let inARow = scopes.flatMap { [$0, $0, $0] }
      #expect(try sent(inARow) == expected.flatMap { [$0, $0, $0] })
    }
  }

  @Test("what is read is what was given")
  func given() throws {
    let scopes = Self.scopes.filter { $0.name.count < 256 && $0.tags["a"]?.text != Self.long }
    for (read, scope) in zip(try sent(scopes + scopes), scopes + scopes) {
      #expect(read.name == scope.name)
      #expect(read.tags.keys.sorted() == scope.tags.map(\.key).sorted())
    }
  }

  @Test("a name and tags that were written are known, and others are not")
  func known() {
    var texts = HeaderTexts()
    var line = LineWriter()
    line.append("name,tags")
    var header = ScopeHeader()
    header.name = "name"
    header.tags = ["a": 1, "b": "x"]
    #expect(texts.find(header) == nil)
    texts.keep(header, name: 0..<5, tags: 5..<9, of: line)
    let text = texts.find(header)
    #expect(text?.pointee.nameCount == 5 && text?.pointee.tagsCount == 4)
    for tags in [["a": 1], ["a": 1, "b": "y"], ["a": 1, "c": "x"], [:]] as [Tags] {
      header.tags = tags
      #expect(texts.find(header) == nil)
    }
    header.tags = ["a": 1, "b": "x"]
    header.name = "eman"
    #expect(texts.find(header) == nil)
  }

  @Test("what is too long to be kept is not")
  func tooLong() {
    var texts = HeaderTexts()
    var line = LineWriter()
    for _ in 0..<60 { line.append("0123456789") }
    var header = ScopeHeader()
    header.name = "name"
    texts.keep(header, name: 0..<300, tags: 300..<600, of: line)
    #expect(texts.find(header) == nil)
    // Cut in the line, and as long as it likes in memory.
    header.name = Self.long
    texts.keep(header, name: 0..<256, tags: 256..<256, of: line)
    #expect(texts.find(header) == nil)
  }
}
