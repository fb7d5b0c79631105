import Foundation
import Intake

/// What a line costs to decode into columns, beside Foundation's reader of JSON.
struct DecodeBench {
  let runs: Int

  func measurements() -> [Measurement] {
    let ours = (0..<runs).map { _ in decodeOurs(lines: 400_000) }.median
    let foundation = (0..<runs).map { _ in decodeFoundation(lines: 4_000) }.median
    return [
      Measurement(
        what: "decode a line of \(SampleLine.text.utf8.count) bytes",
        ours: "\(Int(ours)) ns", yardstick: "JSONDecoder \(Int(foundation)) ns",
        ratio: foundation / ours, target: "≤ 320 ns, ≥ 70 ×",
        isMet: ours <= 320 && foundation / ours >= 70)
    ]
  }

  /// Nanoseconds a line, strings interned, rows appended to columns, chunks sealed.
  private func decodeOurs(lines: Int) -> Double {
    var intake = LineIntake(clock: .recorded, seed: 7)
    let datagram = SampleLine.datagram(lines: 20)
    let now = Timestamp(seconds: 1_763_800_000)
    let start = ContinuousClock.now
    for _ in 0..<(lines / 20) {
      intake.take(datagram: datagram.span.bytes, from: "bench", at: now)
      if intake.openRows >= 16_384 { _ = intake.seal() }
    }
    let taken = ContinuousClock.now - start
    precondition(intake.seal().tally.accepted == UInt64(lines), "BUG: lines were not accepted")
    return taken / .nanoseconds(1) / Double(lines)
  }

  private func decodeFoundation(lines: Int) -> Double {
    let decoder = JSONDecoder()
    let data = Data(SampleLine.text.utf8)
    let start = ContinuousClock.now
    var rows = 0
    for _ in 0..<lines where (try? decoder.decode(DecodableScope.self, from: data)) != nil {
      rows += 1
    }
    let taken = ContinuousClock.now - start
    precondition(rows == lines, "BUG: lines were not decoded")
    return taken / .nanoseconds(1) / Double(lines)
  }
}

/// The same fields as a type that Foundation can read.
private struct DecodableScope: Decodable {
  struct Entry: Decodable {
    var value: Double?
    var count: Int?
    var total_dur: Double?
    var tags: [String: String]?
  }

  enum Metric: Decodable {
    case number(Double)
    case entries([Entry])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else if let entry = try? container.decode(Entry.self) {
        self = .entries([entry])
      } else {
        self = .entries(try container.decode([Entry].self))
      }
    }
  }

  enum TagValue: Decodable {
    case text(String)
    case number(Double)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self = .text(text)
      } else {
        self = .number(try container.decode(Double.self))
      }
    }
  }

  var scope: String
  var dur: Double
  var end: Double
  var id: String
  var tags: [String: TagValue]
  var counters: [String: Metric]
  var timers: [String: Metric]
}
