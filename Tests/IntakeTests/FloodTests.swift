import Testing

@testable import Intake

@Suite("Floods of what is new fold, and stay within bounds")
struct FloodTests {
  private static let small: Limits = {
    var limits = Limits()
    limits.strings = 50
    limits.tagSets = 40
    limits.series = 32
    limits.metrics = 30
    limits.senders = 8
    return limits
  }()

  private static func take(
    _ count: Int, limits: Limits = small, line: (Int) -> String
  ) -> (Catalog, Delivery) {
    var intake = LineIntake(limits: limits, seed: 7)
    for index in 0..<count { intake.take(line(index)) }
    let delivery = intake.seal()
    var catalog = Catalog()
    catalog.append(delivery.additions)
    return (catalog, delivery)
  }

  @Test("names past the limit become …other, and those known stay known")
  func names() {
    let (catalog, delivery) = Self.take(200) { "{\"scope\":\"s\($0 % 100)\",\"dur\":1}" }
    let names = ReadScope.all(in: delivery.chunk, catalog).map(\.name)
    #expect(catalog.strings.count == 50)
    #expect(names[..<49] == names[100..<149])
    #expect(names[49..<100].allSatisfy { $0 == "…other" })
    #expect(names[149...].allSatisfy { $0 == "…other" })
    #expect(delivery.tally.folded.count >= 102)
    #expect(delivery.tally.folded.lastSample == "s99")
    #expect(delivery.tally.accepted == 200)
  }

  @Test("sets of many tags fill the table by their tags, before there are many sets")
  func tagsInSets() {
    var limits = Limits()
    limits.tagsInSets = 1_000
    let (catalog, delivery) = Self.take(100, limits: limits) { index in
      let tags = (0..<64).map { "\"k\($0)\":\(index >> ($0 % 7) & 1)" }.joined(separator: ",")
      return "{\"scope\":\"s\",\"dur\":1,\"tags\":{\(tags)}}"
    }
    #expect(catalog.tagSets.reduce(0) { $0 + $1.count } <= 1_000)
    #expect(catalog.tagSets.count == 2 + 999 / 64)
    #expect(delivery.tally.folded.count == 100 - 999 / 64)
    #expect(ReadScope.all(in: delivery.chunk, catalog).last?.tags == ["…other=…other"])
  }

  @Test("tag sets past the limit become …other=…other")
  func tagSets() {
    let (catalog, delivery) = Self.take(200) {
      "{\"scope\":\"s\",\"dur\":1,\"tags\":{\"a\":\"\($0 % 15)\",\"b\":\"\($0 / 15)\"}}"
    }
    let scopes = ReadScope.all(in: delivery.chunk, catalog)
    #expect(catalog.tagSets.count == 40)
    #expect(catalog.series.count <= 34)
    #expect(scopes.last?.tags == ["…other=…other"])
    #expect(scopes.first?.tags == ["a=0", "b=0"])
  }

  @Test("series past the limit become their name's of …other, then the one of all")
  func series() {
    var limits = Limits()
    limits.series = 32
    let (catalog, delivery) = Self.take(200, limits: limits) {
      "{\"scope\":\"s\($0 % 5)\",\"dur\":1,\"tags\":{\"n\":\($0)}}"
    }
    let scopes = ReadScope.all(in: delivery.chunk, catalog)
    #expect(catalog.series.count == 32 + 2 + 1)
    #expect(scopes[32].name == "s2")
    #expect(scopes[32].tags == ["…other=…other"])
    #expect(scopes[33].name == "s3")
    #expect(scopes[34].name == "…other")
    #expect(scopes[37].name == "s2")
  }

  @Test("metrics past the limit become one counter and one timer, and still add up")
  func metrics() {
    let counters = (0..<45).map { "\"c\($0)\":1" }.joined(separator: ",")
    let timers = (0..<45).map { "\"c\($0)\":{\"count\":1,\"total_dur\":1}" }.joined(separator: ",")
    let (catalog, delivery) = Self.take(2) { _ in
      "{\"scope\":\"s\",\"dur\":1,\"counters\":{\(counters)},\"timers\":{\(timers)}}"
    }
    let scope = ReadScope.all(in: delivery.chunk, catalog).last
    #expect(catalog.metrics.count == 32)
    #expect(scope?.metrics.suffix(2) == ["…other 15", "…other 45 × 45 s"])
  }

  @Test("bytes of strings are bounded, too")
  func stringBytes() {
    var limits = Limits()
    limits.stringBytes = 1_000
    let (catalog, delivery) = Self.take(100, limits: limits) {
      "{\"scope\":\"\(String(repeating: "x", count: 100))\($0)\",\"dur\":1}"
    }
    #expect(catalog.strings.reduce(0) { $0 + $1.utf8.count } <= 1_000)
    #expect(delivery.tally.folded.count > 80)
  }

  @Test("senders past the limit push out the one heard longest ago")
  func senders() {
    let (_, delivery) = Self.take(100) {
      "{\"scope\":\"s\",\"dur\":1,\"src\":\"p\($0)\",\"seq\":1}"
    }
    #expect(delivery.tally.senders == 8)
  }

  @Test("a raw tag object that is new each time does not grow the memory of them for ever")
  func rawObjects() {
    let limits = Limits()
    var table = TagSetTable(hash: SeededHash(seed: 3), limits: limits)
    var most = 0
    for index in 0..<(limits.rawTagSets + 1_000) {
      let object = Array("{\"key\":\"value \(index)\"}".utf8)
      let bytes = object.span.bytes
      table.remember(
        table.raw.key(bytes, from: 0, length: object.count), in: bytes, as: .empty)
      most = max(most, table.raw.byteCount)
    }
    #expect(table.raw.count <= 1_000)
    #expect(most < 64 << 20)
  }
}
