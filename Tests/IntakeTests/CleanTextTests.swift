import Testing

@testable import Intake

@Suite("Text is made safe once, when it comes in")
struct CleanTextTests {
  /// What must never reach a screen, by the Unicode database.
  static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    case .format:
      scalar.properties.isDefaultIgnorableCodePoint || (0xFFF9...0xFFFB).contains(scalar.value)
    default: (0xE0000...0xE007F).contains(scalar.value) || scalar.value == 0x2065
    }
  }

  @Test("of all of Unicode, just the controls and the invisible formatting are replaced")
  func allScalars() {
    var wrong: [Unicode.Scalar] = []
    for value in 0...0x10FFFF as ClosedRange<UInt32> {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let isReplaced = scalar != "\u{FFFD}" && CleanText.cleaned(scalar) == "\u{FFFD}"
      if isReplaced != Self.isUnsafe(scalar) { wrong.append(scalar) }
    }
    #expect(wrong.isEmpty)
  }

  @Test("every scalar comes through as itself, raw and as an escape")
  func everyLength() {
    for value in [0x41, 0x7E, 0xE9, 0x7FF, 0x800, 0xFFFD, 0x10000, 0x1F600, 0x10FFFD] as [UInt32] {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let escape = UTF16.encode(scalar)?.map {
        "\\u" + String(UInt32($0) + 0x10000, radix: 16).dropFirst()
      }.joined()
      let delivery = Sink.delivery(
        of: "{\"scope\":\"a\(Character(scalar))\",\"dur\":1,\"error\":\"a\(escape ?? "")\"}")
      #expect(delivery.additions.strings == ["…other", "a\(Character(scalar))"])
    }
  }

  @Test(
    "halves of surrogate pairs become one sign each",
    arguments: [
      (#"\ud800"#, "�"), (#"\udc00"#, "�"), (#"\ud800\ud800"#, "��"), (#"\udc00\ud800"#, "��"),
      (#"\ud800x"#, "�x"), (#"\ud800\n"#, "��"), (#"\ud83d\ude00"#, "😀"),
      (#"\ud83d\ud83d\ude00"#, "�😀"),
    ])
  func surrogates(escaped: String, expected: String) {
    let delivery = Sink.delivery(of: "{\"scope\":\"a\(escaped)\",\"dur\":1}")
    #expect(delivery.additions.strings == ["…other", "a" + expected])
  }

  @Test(
    "a joiner between two emoji is left out, and any other replaced",
    arguments: [
      ("👩\u{200D}👧 x", "👩👧 x"), (#"👩\u200d👧"#, "👩👧"), (#"\ud83d\udc69\u200d\ud83d\udc67"#, "👩👧"),
      ("🏳\u{FE0F}\u{200D}🌈", "🏳\u{FE0F}🌈"), ("👍🏽\u{200D}👧", "👍🏽👧"),
      ("a\u{200D}👧", "a�👧"), ("👩\u{200D}b", "👩�b"), ("👩\u{200D}", "👩�"), ("1\u{200D}2", "1�2"),
      ("👩\u{200D}\u{FE0F}", "👩�\u{FE0F}"), ("a\u{FE0F}\u{200D}👧", "a\u{FE0F}�👧"),
      ("👩\u{200D}\u{200D}👧", "👩��👧"),
    ])
  func joiners(text: String, expected: String) {
    let delivery = Sink.delivery(of: "{\"scope\":\"a\(text)\",\"dur\":1}")
    #expect(delivery.additions.strings == ["…other", "a" + expected])
  }

  @Test("every two and three bytes are UTF-8 to us exactly where they are to the standard library")
  func everyFewBytes() {
    func isValid(_ bytes: [UInt8]) -> Bool {
      let padded = bytes + [UInt8](repeating: 0, count: 8)
      do throws(LineRejection) {
        try padded.span.bytes.checkUTF8(from: 0, to: bytes.count)
        return true
      } catch { return false }
    }
    let edges: [UInt8] = [0, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xE0, 0xFF]
    for first in 0...255 as ClosedRange<UInt8> {
      for second in 0...255 as ClosedRange<UInt8> {
        let rests = edges.contains(second) ? edges.map { [$0] } + edges.map { [0x80, $0] } : []
        for rest in [[]] + rests {
          let bytes = [first, second] + rest
          if isValid(bytes) != (String(validating: bytes, as: UTF8.self) != nil) {
            Issue.record("\(bytes)")
          }
        }
      }
    }
  }
}
