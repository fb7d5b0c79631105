import Testing

@testable import Intake

@Suite("Several intakes of one recording come to what one would")
struct IntakeLedgerTests {
  /// Lines of some senders: with gaps, late, twice, rejected, cut, of a newer version, and such.
  private static func lines(_ count: Int, _ random: inout SplitMix) -> [String] {
    var next = [UInt64](repeating: 0, count: 6)
    return (0..<count).map { _ in
      let sender = Int.random(in: 0..<next.count, using: &random)
      next[sender] += 1
      if random.chance(4) { next[sender] += .random(in: 1...400, using: &random) }
      var number = next[sender]
      if random.chance(8) { number -= min(number, .random(in: 0...300, using: &random)) }
      var line = "{\"scope\":\"s\(Int.random(in: 0..<9, using: &random))\",\"dur\":1,\"end\":5"
      if random.chance(90) { line += ",\"src\":\"p\(sender)\"" }
      if random.chance(90) { line += ",\"seq\":\(number)" }
      if random.chance(5) { line += ",\"dropped\":\(number / 3)" }
      if random.chance(3) { line += ",\"v\":2" }
      if random.chance(3) { line += ",\"error\":\"" + String(repeating: "x", count: 300) + "\"" }
      if random.chance(3) { line += ",\"weight\":\"heavy\"" }
      return random.chance(3) ? line : line + "}"
    }
  }

  private static func take(
    _ block: [String], by intake: inout LineIntake, _ ledger: inout IntakeLedger
  ) -> Delivery {
    let bytes = Array(block.map { $0 + "\n" }.joined().utf8)
    _ = intake.take(block: bytes.span.bytes, from: "file", at: Sink.now, isLast: true)
    ledger.settle(&intake, block: bytes.span.bytes, at: Sink.now)
    return intake.seal()
  }

  @Test(
    "counts, losses, their samples and senders are those of one",
    arguments: 0..<20 as Range<UInt64>)
  func same(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let lines = Self.lines(2_000, &random)
    var limits = Limits()
    limits.senders = random.chance(50) ? 4 : 4_096
    var whole = LineIntake(limits: limits, clock: .recorded, seed: 7)
    let all = Array(lines.map { $0 + "\n" }.joined().utf8)
    _ = whole.take(block: all.span.bytes, from: "file", at: Sink.now, isLast: true)
    var ledger = IntakeLedger(limits: limits, seed: 7)
    var first = LineIntake(limits: limits, clock: .recorded, role: .part, seed: 7)
    var second = LineIntake(limits: limits, clock: .recorded, role: .part, seed: 7)
    var start = 0
    while start < lines.count {
      let end = min(lines.count, start + Int.random(in: 1...50, using: &random))
      let block = Array(lines[start..<end])
      if random.chance(50) {
        _ = Self.take(block, by: &first, &ledger)
      } else {
        _ = Self.take(block, by: &second, &ledger)
      }
      start = end
    }
    let tally = ledger.makeTally(at: Sink.now)
    var expected = whole.seal(at: Sink.now).tally
    // What names take is known where they are kept, and a ledger keeps none.
    expected.nameBytes = 0
    #expect(tally == expected)
    #expect(!expected.lost.isEmpty && expected.rejectedCount > 0 && expected.cut.count > 0)
  }

  @Test("a catalog takes in another one's names, and knows what its ids are")
  func catalogs() {
    func catalog(_ lines: String) -> Catalog {
      var catalog = Catalog()
      catalog.append(Sink.delivery(of: lines).additions)
      return catalog
    }
    var first = catalog(
      """
      {"scope":"a","dur":1,"tags":{"host":"x","n":1},"counters":{"c":1}}
      {"scope":"caf\u{E9}","dur":1}
      """)
    let other = catalog(
      """
      {"scope":"cafe\u{301}","dur":1,"tags":{"n":"1"},"timers":{"c":{"count":1,"total_dur":1}}}
      {"scope":"a","dur":1,"tags":{"n":1,"host":"x"},"counters":{"c":1,"d":2}}
      """)
    let translation = first.absorb(other)
    for (index, string) in other.strings.enumerated() {
      #expect(Array(first[translation.strings[index]].utf8) == Array(string.utf8))
    }
    for (index, series) in other.series.enumerated() {
      let here = first[translation.series[index]]
      #expect(here.name == translation.strings[Int(series.name.rawValue)])
      #expect(here.tags == translation.tagSets[Int(series.tags.rawValue)])
    }
    for (index, metric) in other.metrics.enumerated() {
      #expect(first[translation.metrics[index]].kind == metric.kind)
    }
    #expect(first.series.count == 3)
    #expect(first.metrics.count == 3)
    #expect(first.strings.count == Set(first.strings.map { Array($0.utf8) }).count)
  }

  @Test("names beyond a limit are told by the union of both catalogs")
  func limits() {
    var limits = Limits()
    var first = Catalog()
    first.append(Sink.delivery(of: #"{"scope":"a","dur":1}"#).additions)
    var second = Catalog()
    second.append(Sink.delivery(of: #"{"scope":"b","dur":1}"#).additions)
    // …other, a, b.
    _ = first.absorb(second)
    limits.strings = 3
    #expect(!first.exceeds(limits))
    limits.strings = 2
    #expect(first.exceeds(limits))
    limits.strings = 3
    limits.series = 1
    #expect(first.exceeds(limits))
  }
}
