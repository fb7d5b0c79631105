import Foundation
import Testing

@testable import Intake

@Suite("The decoder against Foundation's JSON reader")
struct DifferentialTests {
  @Test(
    "lines that are right are accepted by both, with equal values",
    arguments: 0..<8 as Range<UInt64>)
  func valid(seed: UInt64) {
    var generator = LineGenerator(seed: seed)
    var judge = Judge()
    for _ in 0..<400 { judge.compare(Array(generator.line().utf8)) }
    #expect(judge.differences.isEmpty)
    #expect(judge.acceptedCount > 390)
  }

  @Test("spoilt lines are accepted by both or by neither", arguments: 100..<112 as Range<UInt64>)
  func mutated(seed: UInt64) {
    var generator = LineGenerator(seed: seed)
    var judge = Judge()
    for _ in 0..<700 {
      let line = Array(generator.line().utf8)
      judge.compare(generator.mutated(line))
    }
    #expect(judge.differences.isEmpty)
    #expect(judge.acceptedCount > 100)
    #expect(judge.rejectedCount > 200)
    #expect(judge.skippedCount < 100)
  }

  @Test("numbers of every spelling are read alike", arguments: 200..<204 as Range<UInt64>)
  func numbers(seed: UInt64) {
    var random = SplitMix(seed: seed)
    var judge = Judge()
    for _ in 0..<500 {
      func digits(_ most: Int) -> String {
        (0..<Int.random(in: 1...most, using: &random)).map { _ in
          String(Int.random(in: 0...9, using: &random))
        }.joined()
      }
      var number = random.chance(20) ? "-" : ""
      number += random.chance(50) ? String(Int.random(in: 0...9, using: &random)) : digits(22)
      if random.chance(70) { number += "." + digits(22) }
      if random.chance(30) { number += ["e", "E", "e+", "e-"][Int(random.next() % 4)] + digits(2) }
      judge.compare(
        Array(
          """
          {"scope":"s","dur":\(number.hasPrefix("-") ? "1" : number),"counters":{"c":\(number)},\
          "timers":{"t":{"count":1,"total_dur":\(number.drop { $0 == "-" })}}}
          """.utf8))
    }
    #expect(judge.differences.isEmpty)
  }
}

/// Gives lines to both readers, and keeps what they do not agree on.
private struct Judge {
  private(set) var differences: [String] = []
  private(set) var acceptedCount = 0
  private(set) var rejectedCount = 0
  private(set) var skippedCount = 0

  mutating func compare(_ line: [UInt8]) {
    let delivery = Sink.delivery(of: line, clock: .recorded)
    let isAccepted = delivery.tally.accepted == 1
    guard !Self.isAside(line, delivery) else { return skippedCount += 1 }
    let json = try? JSONDecoder().decode(JSONValue.self, from: Data(Self.withoutHalves(line)))
    let keys = Self.keyCount(line)
    if let json, json.memberCount != keys { return skippedCount += 1 }
    let reference = json.flatMap { try? ReferenceReader.scope(of: $0) }
    if isAccepted { acceptedCount += 1 } else { rejectedCount += 1 }
    guard isAccepted == (reference != nil) else {
      let reasons = delivery.tally.rejected.keys.map(\.rawValue)
      return differences.append("accepted \(isAccepted) \(reasons): \(Self.text(line))")
    }
    guard let reference else { return }
    let found = Self.differences(reference, delivery)
    if !found.isEmpty { differences.append("\(found): \(Self.text(line))") }
  }

  private static func text(_ line: [UInt8]) -> String { String(decoding: line, as: UTF8.self) }

  /// Limits are ours alone. `0e3` is a number to RFC 8259 and not to Foundation. And Foundation takes other encodings, which it tells by zero bytes and
  /// byte order marks, and a blank line is no line to us.
  private static func isAside(_ line: [UInt8], _ delivery: Delivery) -> Bool {
    delivery.tally.lines == 0 || delivery.tally.rejected[.tooDeep] != nil
      || text(line).contains(#/(^|[^0-9.])0[eE]/#)
      || line.prefix(4).contains { $0 == 0 || $0 >= 0xEF } || delivery.tally.cut.count > 0
  }

  /// Half a surrogate pair is U+FFFD to us; Foundation does not read it at all.
  private static func withoutHalves(_ line: [UInt8]) -> [UInt8] {
    var text = ""
    var rest = Substring(String(decoding: line, as: UTF8.self))
    // What is no UTF-8 has to stay so, or Foundation would be given another line.
    guard rest.utf8.elementsEqual(line) else { return line }
    while let slash = rest.firstIndex(of: "\\") {
      text += rest[..<slash]
      rest = rest[slash...]
      let first = unit(rest)
      if let first, UTF16.isLeadSurrogate(first), let second = unit(rest.dropFirst(6)),
        UTF16.isTrailSurrogate(second)
      {
        text += rest.prefix(12)
        rest = rest.dropFirst(12)
      } else if let first {
        text += first & 0xF800 == 0xD800 ? "\\ufffd" : rest.prefix(6)
        rest = rest.dropFirst(6)
      } else {
        text += rest.prefix(2)
        rest = rest.dropFirst(2)
      }
    }
    return Array((text + rest).utf8)
  }

  private static func unit(_ text: Substring) -> UInt16? {
    guard text.hasPrefix("\\u"), text.dropFirst(2).prefix(4).utf8.count == 4 else { return nil }
    let digits = text.dropFirst(2).prefix(4)
    return digits.allSatisfy(\.isHexDigit) ? UInt16(digits, radix: 16) : nil
  }

  /// How many keys a line that is JSON has: strings before a colon. Fewer in what was read means
  /// that some came twice, of which each reader may take its own.
  private static func keyCount(_ line: [UInt8]) -> Int {
    var count = 0
    var isInString = false
    var wasString = false
    var index = 0
    while index < line.count {
      let byte = line[index]
      if isInString {
        if byte == 0x5C { index += 1 }
        if byte == 0x22 { isInString = false; wasString = true }
      } else if byte == 0x22 {
        isInString = true
      } else if byte == 0x3A, wasString {
        count += 1
        wasString = false
      }
      index += 1
    }
    return count
  }

  private static func differences(
    _ reference: ReferenceReader.Scope, _ delivery: Delivery
  ) -> [String] {
    guard let chunk = delivery.chunk else { return ["no chunk"] }
    var catalog = Catalog()
    catalog.append(delivery.additions)
    let series = catalog[SeriesID(rawValue: chunk.series[0])]
    var found: [String] = []
    func check(_ isSame: Bool, _ what: String) { if !isSame { found.append(what) } }
    check(catalog[series.name] == reference.name, "scope")
    check(isNear(chunk.durationNanoseconds[0], reference.seconds), "dur")
    check(chunk.weight(ofRow: 0) == reference.weight, "weight")
    check((chunk.id(ofRow: 0) ?? "") == reference.id, "id")
    check(chunk.error(ofRow: 0).map { catalog[$0] } == reference.error, "error")
    check(tags(series.tags, catalog) == reference.tags, "tags")
    let end = reference.end.map { max(0, min($0 * 1e6, 253_402_300_799e6)) }
    let expected = end ?? Double(Sink.now.microseconds)
    let distance = abs(expected - Double(chunk.endMicroseconds[0]))
    check(distance <= max(1, abs(expected) * 4e-16), "end")
    check(areSame(chunk.metrics(ofRow: 0), reference.metrics, catalog), "metrics")
    return found
  }

  private static func tags(_ id: TagSetID, _ catalog: Catalog) -> Set<String> {
    Set(
      catalog[id].map { tag in
        let value = catalog[tag.value]
        let text = tag.kind == .number ? "\(Double(value) ?? .nan)" : value
        return "\(catalog[tag.key]) \(tag.kind) \(text)"
      })
  }

  private static func areSame(
    _ samples: [MetricSample], _ sums: [String: ReferenceReader.Sum], _ catalog: Catalog
  ) -> Bool {
    samples.count == sums.count
      && samples.allSatisfy { sample in
        let metric = catalog[sample.metric]
        let tags = tags(metric.tags, catalog).sorted()
        guard let sum = sums["\(metric.kind) \(catalog[metric.key]) \(tags)"] else { return false }
        switch sample.value {
        case .counter(let value):
          return abs(value - sum.value) <= abs(sum.value) * 1e-15
        case .timer(let count, let total, let longest):
          return Double(count) == min(sum.count, 0x1p63) && isNear(total, sum.value)
            && (longest == nil) == (sum.longest == nil) && isNear(longest ?? 0, sum.longest ?? 0)
        }
      }
  }

  /// Nanoseconds from decimals against nanoseconds from a binary fraction: one apart, or the last
  /// digit that a Double has.
  private static func isNear(_ nanoseconds: UInt64, _ seconds: Double) -> Bool {
    let expected = min(seconds * 1e9, 0x1p63)
    return abs(Double(nanoseconds) - expected) <= max(1, expected * 4e-16)
  }
}
