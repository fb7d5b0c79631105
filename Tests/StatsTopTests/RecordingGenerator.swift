import Foundation

@testable import stats_top

/// Recordings in which everything happens that a report has to be right about: gaps, late lines and
/// ones that come twice, rejects, weights, errors, equal durations, names that look alike.
struct RecordingGenerator {
  private var random: SplitMix64
  private var next = [UInt64](repeating: 0, count: 5)
  private var time = 1_763_800_000.0

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func lines(_ count: Int) -> String {
    (0..<count).map { _ in line() + "\n" }.joined()
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }

  private mutating func one<Element>(of choices: [Element]) -> Element {
    choices[Int.random(in: 0..<choices.count, using: &random)]
  }

  private mutating func line() -> String {
    if chance(1) { return one(of: ["not json", "", "{\"scope\":\"x\"}", "[1,2]", "{\"dur\":1}"]) }
    time += 0.01
    let name = one(of: ["GET /users", "POST /pay", "job", "caf\u{E9}", "cafe\u{301}", "…other"])
    let duration = chance(30) ? one(of: [0.1, 0.5, 2]) : Double.random(in: 0..<3, using: &random)
    var line = "{\"scope\":\"\(name)\",\"dur\":\(duration),\"end\":\(time)"
    line += sender() + metrics(duration)
    if chance(50) {
      line += ",\"tags\":{\"host\":\"h\(one(of: [1, 2, 3]))\",\"n\":\(one(of: ["1", "\"1\""]))}"
    }
    if chance(20) { line += ",\"weight\":\(one(of: ["2", "3.3333333", "1.1", "10"]))" }
    if chance(5) { line += ",\"error\":\"\(one(of: ["Timeout", "Refused"]))\"" }
    if chance(40) { line += ",\"id\":\"r\(Int.random(in: 0..<10_000, using: &random))\"" }
    if chance(1) { line += ",\"v\":2" }
    return line + "}"
  }

  private mutating func sender() -> String {
    guard chance(90) else { return "" }
    let sender = Int.random(in: 0..<next.count, using: &random)
    next[sender] += chance(2) ? .random(in: 2...300, using: &random) : 1
    let late = chance(5) ? min(next[sender], .random(in: 0...300, using: &random)) : 0
    let dropped = chance(2) ? ",\"dropped\":\(next[sender] / 50)" : ""
    return ",\"src\":\"p\(sender)\",\"seq\":\(next[sender] - late)" + dropped
  }

  private mutating func metrics(_ duration: Double) -> String {
    let rows = one(of: ["1", "7", "0.1", "-2.7", "1e-9", "9007199254740991"])
    let calls = Int.random(in: 0..<9, using: &random)
    let timer = "{\"count\":\(calls),\"total_dur\":\(duration / 3),\"max_dur\":\(duration / 5)}"
    let counters =
      ",\"counters\":{\"rows\":\(rows),\"hits\":[{\"value\":\(calls),"
      + "\"tags\":{\"type\":\"\(one(of: ["redis", "memory"]))\"}}]}"
    return (chance(80) ? counters : "") + (chance(80) ? ",\"timers\":{\"db\":\(timer)}" : "")
  }
}
