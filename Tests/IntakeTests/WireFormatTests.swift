import Foundation
import Testing

@testable import Intake

/// The examples of docs/wire-format.md, read from the page itself.
@Suite("The wire format as its page tells it")
struct WireFormatTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let line: [UInt8]
    let text: String
    let expected: String

    var testDescription: String { text }
  }

  @Test("a line that must be accepted is read as the page says", arguments: examples("must-accept"))
  func accepts(_ example: Example) throws {
    let delivery = Sink.delivery(of: example.line)
    var catalog = Catalog()
    catalog.append(delivery.additions)
    let scope = try #require(ReadScope.all(in: delivery.chunk, catalog).first)
    #expect(scope.description == example.expected)
    #expect(delivery.tally.accepted == 1)
    #expect(delivery.tally.lines == 1)
  }

  @Test(
    "a line that must be rejected is, for the reason on the page",
    arguments: examples("must-reject"))
  func rejects(_ example: Example) throws {
    let delivery = Sink.delivery(of: example.line)
    let reason = try #require(LineRejection(rawValue: example.expected))
    #expect(delivery.chunk == nil)
    #expect(delivery.tally.rejected.keys.map(\.rawValue) == [reason.rawValue])
    #expect(delivery.tally.rejected[reason]?.count == 1)
    #expect(delivery.tally.lines == 1)
  }

  @Test("each kind of rejection but the cut has an example")
  func everyReason() {
    let reasons = Set(Self.examples("must-reject").map(\.expected))
    #expect(reasons == Set(LineRejection.allCases.map(\.rawValue)).subtracting(["cut"]))
  }

  static func examples(_ kind: String) -> [Example] {
    let page = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs/wire-format.md")
    guard let text = try? String(contentsOf: page, encoding: .utf8) else { return [] }
    let block = text.components(separatedBy: "```\(kind)\n").dropFirst().first ?? ""
    let lines = block.components(separatedBy: "```")[0].split(separator: "\n").map(String.init)
    return stride(from: 0, to: lines.count - 1, by: 2).map { index in
      Example(
        line: bytes(of: lines[index]), text: lines[index],
        expected: String(lines[index + 1].dropFirst(2)))
    }
  }

  /// `\xNN` becomes a byte, which JSON has no escape for.
  private static func bytes(of text: String) -> [UInt8] {
    let parts = text.components(separatedBy: "\\x")
    return parts.dropFirst().reduce(into: Array(parts[0].utf8)) { bytes, part in
      bytes += [UInt8(part.prefix(2), radix: 16) ?? 0]
      bytes += part.dropFirst(2).utf8
    }
  }
}

extension ReadScope: CustomStringConvertible {
  /// Name, duration, tags, metrics, and the rest where it is there.
  var description: String {
    var parts = [name, Self.seconds(durationNanoseconds)]
    if !tags.isEmpty { parts.append(tags.joined(separator: " ")) }
    parts += metrics
    if let error { parts.append("error \(error)") }
    if weight != 1 { parts.append("weight \(weight)") }
    if let id { parts.append("id \(id)") }
    return parts.joined(separator: " | ")
  }

  static func seconds(_ nanoseconds: UInt64) -> String {
    let fraction = String(nanoseconds % 1_000_000_000 + 1_000_000_000).dropFirst()
    let digits = fraction.reversed().drop { $0 == "0" }.reversed()
    return "\(nanoseconds / 1_000_000_000)\(digits.isEmpty ? "" : "." + String(digits)) s"
  }
}
