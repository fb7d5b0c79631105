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

  @Test("the line of the contract is read in full")
  func sample() throws {
    let scopes = Sink.scopes(
      of: #"""
        {"v":1,"scope":"GET /users","dur":0.01234,"end":1763800000.123,"id":"b1f0","tags":{"service":"api","host":"web-1"},"counters":{"requests":1,"cache.hits":[{"value":12,"tags":{"type":"redis"}},{"value":3,"tags":{"type":"memory"}}]},"timers":{"render":{"count":1,"total_dur":0.0031},"db.query":[{"count":3,"total_dur":0.0081,"max_dur":0.006,"tags":{"shard":"2"}}]},"src":"5f3a9c","seq":1042}
        """#, clock: .recorded)
    let scope = try #require(scopes.first)
    #expect(scope.name == "GET /users")
    #expect(scope.durationNanoseconds == 12_340_000)
    #expect(scope.endMicroseconds == 1_763_800_000_123_000)
    #expect(scope.id == "b1f0")
    #expect(scope.tags == ["host=web-1", "service=api"])
    #expect(
      scope.metrics == [
        "requests 1.0", "cache.hits type=redis 12.0", "cache.hits type=memory 3.0",
        "render 1 3100000", "db.query shard=2 3 8100000 6000000",
      ])
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
