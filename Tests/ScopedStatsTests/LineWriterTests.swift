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

  @Test("any three digits in a row are written, at the start, in the middle and at the end")
  func threeDigits() {
    for number in 0..<1_000 as Range<UInt64> {
      let whole = number * 1_000_000 + 7_000 + number
      #expect(written { $0.append(whole) } == String(whole))
      #expect(written { $0.append(number) } == String(number))
      #expect(written { $0.append(Double(number) * -1_000 - 1) } == "-\(number * 1_000 + 1)")
      for nanoseconds in [number, number * 1_000, number * 1_000_000_000] {
        let text = written { $0.append(secondsOfNanoseconds: nanoseconds) }
        #expect(Decimal(string: text) == Decimal(nanoseconds) / 1_000_000_000)
      }
    }
  }

  @Test("random numbers come back as they were")
  func randomNumbers() {
    for _ in 0..<10_000 {
      let bits = UInt64.random(in: .min ... .max) >> UInt64.random(in: 0..<64)
      #expect(written { $0.append(bits) } == String(bits))
      let number = Double(bitPattern: bits)
      if number.isFinite { #expect(Double(written { $0.append(number) }) == number) }
      let whole = Double(bits)
      #expect(Double(written { $0.append(-whole) }) == -whole)
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
