import Foundation
import Testing

@testable import ScopedStats

@Suite("Numbers and texts in a line")
struct LineWriterTests {
  private func written(_ body: (inout LineWriter) -> Void) -> String {
    var line = LineWriter()
    body(&line)
    return String(decoding: line.bytes, as: UTF8.self)
  }

  @Test("whole numbers of every length are written as they are")
  func wholeNumbers() {
    var numbers: [UInt64] = [0, .max, .max - 1]
    var power: UInt64 = 1
    for _ in 0..<20 {
      numbers += [power - 1, power, power + 1, power &* 7 &+ 3]
      power = power &* 10
    }
    for number in numbers {
      #expect(written { $0.append(number) } == String(number))
    }
  }

  @Test("seconds come back as the nanoseconds and microseconds that they were")
  func seconds() throws {
    var power: UInt64 = 1
    for _ in 0..<9 {
      for digit in [1, 9, 11, 120, 999, 1_001] as [UInt64] {
        let nanoseconds = power * digit % 1_000_000
        let text = written { $0.append(secondsOfNanoseconds: nanoseconds) }
        #expect(Decimal(string: text) == Decimal(nanoseconds) / 1_000_000_000)
        #expect(!text.hasSuffix("0") || text == "0")
        let microseconds = power * digit
        let long = written { $0.append(secondsOfMicroseconds: microseconds) }
        #expect(Decimal(string: long) == Decimal(microseconds) / 1_000_000)
      }
      power *= 10
    }
  }

  @Test(
    "what has to be escaped is, wherever it stands", arguments: ["\"", "\\", "\n", "\u{1}", "é"])
  func escapes(character: String) throws {
    for before in 0..<20 {
      for after in 0..<10 {
        let text =
          String(repeating: "a", count: before) + character + String(repeating: "~", count: after)
        let line = written { $0.append(quoted: text) }
        let read = try JSONSerialization.jsonObject(
          with: Data(line.utf8), options: .fragmentsAllowed)
        #expect(read as? String == text)
      }
    }
  }
}
