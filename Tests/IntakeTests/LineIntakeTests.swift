import Testing

@testable import Intake

@Suite("Lines go in, deliveries come out")
struct LineIntakeTests {
  @Test("the shortest useful line becomes a row")
  func shortest() throws {
    let delivery = Sink.delivery(of: "{\"scope\":\"backup\",\"dur\":3.2}\n")
    let chunk = try #require(delivery.chunk)
    #expect(chunk.count == 1)
    #expect(chunk.durationNanoseconds == [3_200_000_000])
    #expect(chunk.endMicroseconds == [Sink.now.microseconds])
    #expect(delivery.additions.strings == ["…other", "backup"])
    #expect(delivery.additions.tagSets == [[], [Tag(key: .other, value: .other)]])
    #expect(delivery.additions.series == [Series(name: StringID(rawValue: 1), tags: .empty)])
    #expect(delivery.tally.lines == 1)
    #expect(delivery.tally.accepted == 1)
    #expect(delivery.tally.weight == UInt64(IntakeTally.weightUnit))
  }

  @Test("accepted lines count for as many scopes as they stand for, and rejected ones for none")
  func weights() {
    let one = "{\"scope\":\"a\",\"dur\":1"
    let delivery = Sink.delivery(
      of: "\(one)}\n\(one),\"weight\":100}\n\(one),\"weight\":2.5}\n\(one),\"weight\":0}\n")
    #expect(delivery.tally.accepted == 3)
    #expect(delivery.tally.weight == UInt64(103.5 * IntakeTally.weightUnit))
  }

  @Test("lines of the greatest weight do no harm to the running total")
  func greatWeights() {
    let line = "{\"scope\":\"a\",\"dur\":1,\"weight\":1e300}\n"
    let delivery = Sink.delivery(of: String(repeating: line, count: 5))
    #expect(delivery.tally.accepted == 5)
  }

  @Test("many lines of a datagram are taken, whatever stands between them")
  func manyLines() {
    let one = "{\"scope\":\"a\",\"dur\":1}"
    let delivery = Sink.delivery(of: "\n \n\(one)\n\(one)\r\nnonsense\n\n\(one)")
    #expect(delivery.chunk?.count == 3)
    #expect(delivery.tally.lines == 4)
    #expect(delivery.tally.rejected[.notJSON]?.lastSample == "nonsense")
    #expect(delivery.tally.rejected[.notJSON]?.lastSender == "10.0.0.1:5000")
  }
}
