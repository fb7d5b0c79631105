import Testing

@testable import Intake

@Suite("Whatever comes in, nothing traps and the sums hold")
struct MutationTests {
  private static let small: Limits = {
    var limits = Limits()
    limits.strings = 40
    limits.tagSets = 12
    limits.series = 12
    limits.metrics = 12
    limits.tagsPerSet = 3
    limits.metricsPerScope = 6
    limits.textBytes = 24
    limits.senders = 3
    return limits
  }()

  @Test(
    "spoilt datagrams of several lines leave ids that are known, text that is safe, and true sums",
    arguments: [Limits(), small], 0..<4 as Range<UInt64>)
  func datagrams(limits: Limits, seed: UInt64) {
    var generator = LineGenerator(seed: 1_000 + seed)
    var intake = LineIntake(limits: limits, seed: seed)
    var catalog = Catalog()
    var rowCount = 0
    for round in 0..<1_500 {
      var datagram: [UInt8] = []
      for _ in 0..<Int(generator.random.next() % 4) {
        let line = Array(generator.line().utf8)
        datagram += generator.random.chance(50) ? line : generator.mutated(line)
        datagram.append(0x0A)
      }
      if generator.random.chance(20) { datagram.removeLast(min(9, datagram.count)) }
      intake.take(datagram, isCut: generator.random.chance(5))
      guard round % 10 == 9 else { continue }
      let delivery = intake.seal()
      catalog.append(delivery.additions)
      let scopes = ReadScope.all(in: delivery.chunk, catalog)
      rowCount += scopes.count
      #expect(delivery.tally.accepted == UInt64(rowCount))
      #expect(delivery.tally.lines == delivery.tally.accepted + delivery.tally.rejectedCount)
      #expect(scopes.allSatisfy { $0.durationNanoseconds <= UInt64(Int64.max) && $0.weight >= 1 })
    }
    #expect(rowCount > 1_000)
    #expect(catalog.strings.allSatisfy { $0.utf8.count <= limits.textBytes })
    #expect(
      catalog.strings.allSatisfy { text in
        text.unicodeScalars.allSatisfy { !CleanTextTests.isUnsafe($0) }
      })
    #expect(catalog.strings.count <= limits.strings)
    #expect(catalog.tagSets.count <= limits.tagSets)
    #expect(catalog.metrics.count <= limits.metrics + 2)
  }

  @Test("bytes that are no lines at all are rejected one by one", arguments: 0..<4 as Range<UInt64>)
  func noise(seed: UInt64) {
    var random = SplitMix(seed: seed)
    var intake = LineIntake(seed: seed)
    for length in 0..<300 {
      let noise = (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      intake.take(noise)
    }
    let delivery = intake.seal()
    #expect(delivery.chunk == nil)
    #expect(delivery.tally.lines == delivery.tally.rejectedCount)
    #expect(delivery.tally.datagrams == 300)
  }
}
