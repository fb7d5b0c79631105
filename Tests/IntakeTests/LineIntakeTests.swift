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
