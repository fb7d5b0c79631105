import Foundation
import Testing

@testable import Store

@Suite("JSON as it is written")
struct JSONWriterTests {
  @Test("members and elements are separated, however they nest")
  func nesting() throws {
    var json = JSONWriter()
    json.object { json in
      json.member("a", 1)
      json.key("b")
      json.array { json in
        json.value("x")
        json.object { _ in }
        json.value(true)
      }
      json.member("c", seconds: .milliseconds(1_500))
    }
    #expect(json.text == #"{"a":1,"b":["x",{},true],"c":1.5}"#)
  }

  @Test("what a terminal could act on is escaped, and reads back the same")
  func escaping() throws {
    let hostile = "a\u{1B}[2J\u{7F}\u{9B}\u{202E}\u{200B}\u{2028}\"\\\n\r\t\u{E0001}é漢"
    var json = JSONWriter()
    json.array { $0.value(hostile) }
    #expect(!json.text.unicodeScalars.contains { $0.value < 32 || $0.value == 0x7F })
    #expect(!json.text.unicodeScalars.contains("\u{202E}"))
    let back = try JSONSerialization.jsonObject(with: Data(json.text.utf8)) as? [String]
    #expect(back == [hostile])
  }

  @Test(
    "durations are seconds to the nanosecond",
    arguments: [
      (Duration.zero, "0"), (.nanoseconds(1), "0.000000001"), (.milliseconds(3_200), "3.2"),
      (.seconds(86_400), "86400"), (.milliseconds(-250), "-0.25"),
    ])
  func durations(duration: Duration, text: String) {
    #expect(duration.secondsText == text)
  }

  @Test(
    "numbers are as short as they read back the same",
    arguments: [
      (0.0, "0"), (-3, "-3"), (0.1, "0.1"), (1e300, "1e+300"), (.infinity, "null"), (2.5, "2.5"),
    ])
  func numbers(number: Double, text: String) {
    var json = JSONWriter()
    json.value(number)
    #expect(json.text == text)
  }
}
