import Foundation
import Intake

/// What a line costs to decode into columns, beside Foundation's reader of JSON.
struct DecodeBench {
  let runs: Int

  func measurements() -> [Measurement] {
    var (mine, theirs): ([Double], [Double]) = ([], [])
    for _ in 0..<runs {
      mine.append(decodeOurs(lines: 400_000))
      theirs.append(decodeFoundation(lines: 4_000))
    }
    let (ours, foundation) = (mine.median, theirs.median)
    return [
      Measurement(
        what: "decode a line of \(SampleLine.text.utf8.count) bytes",
        ours: "\(Figure.text(ours)) ns", yardstick: "JSONDecoder \(Figure.text(foundation)) ns",
        ratio: foundation / ours, target: "≤ 320 ns, ≥ 70 ×",
        isMet: ours <= 320 && foundation / ours >= 70,
        runs: [Runs("ours", "ns", mine), Runs("JSONDecoder", "ns", theirs)])
    ]
  }

  /// Nanoseconds a line, strings interned, rows appended to columns, chunks sealed.
  private func decodeOurs(lines: Int) -> Double {
    var intake = LineIntake(clock: .recorded, seed: 7)
    let datagram = SampleLine.datagram(lines: 20)
    let now = Timestamp(seconds: 1_763_800_000)
    let taken = Stopwatch.nanoseconds(a: lines) {
      for _ in 0..<(lines / 20) {
        intake.take(datagram: datagram.span.bytes, from: "bench", at: now)
        if intake.openRows >= 16_384 { _ = intake.seal() }
      }
    }
    precondition(intake.seal().tally.accepted == UInt64(lines), "BUG: lines were not accepted")
    return taken
  }

  private func decodeFoundation(lines: Int) -> Double {
    let decoder = JSONDecoder()
    let data = Data(SampleLine.text.utf8)
    var rows = 0
    let taken = Stopwatch.nanoseconds(a: lines) {
      for _ in 0..<lines where (try? decoder.decode(DecodableScope.self, from: data)) != nil {
        rows += 1
      }
    }
    precondition(rows == lines, "BUG: lines were not decoded")
    return taken
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
