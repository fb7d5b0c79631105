import Testing

@testable import Intake

@Suite("Several intakes over one registry mean the same by an id")
struct RegistryTests {
  /// What came out of several intakes, as a main thread takes it: chunks, then names.
  private static func rows(
    of intakes: borrowing Intakes, _ catalog: inout Catalog, limits: Limits
  ) -> [ReadScope] {
    catalog.append(intakes.registry.takeAdditions())
    return intakes.chunks.flatMap { ReadScope.all(in: $0, catalog) }
  }

  /// Two intakes that share a registry.
  private struct Intakes: ~Copyable {
    let registry: Registry
    var first: LineIntake
    var second: LineIntake
    var chunks: [Chunk] = []
    var tally = IntakeTally()

    init(limits: Limits = Limits()) {
      registry = Registry(limits: limits, seed: 3)
      first = LineIntake(limits: limits, seed: 1, registry: registry)
      second = LineIntake(limits: limits, seed: 2, registry: registry)
    }

    /// Hands lines to one and the other by turns, and seals both now and then.
    mutating func take(_ lines: [String]) {
      for (index, line) in lines.enumerated() {
        if index % 2 == 0 { first.take(line) } else { second.take(line) }
        // So that rows come out in the order of the lines.
        chunks += [index % 2 == 0 ? first.seal().chunk : second.seal().chunk].compactMap { $0 }
      }
      let deliveries = [first.seal(), second.seal()]
      tally = deliveries[0].tally
      tally.add(deliveries[1].tally)
      #expect(deliveries.allSatisfy { $0.additions.isEmpty })
    }
  }

  @Test("generated lines read as from one intake alone", arguments: 1...4 as ClosedRange<UInt64>)
  func sameAsAlone(seed: UInt64) {
    var generator = LineGenerator(seed: seed)
    let lines = (0..<400).map { _ in generator.line() }
    var alone = LineIntake(seed: 1)
    var aloneCatalog = Catalog()
    var expected: [ReadScope] = []
    for line in lines {
      alone.take(line)
      let delivery = alone.seal()
      aloneCatalog.append(delivery.additions)
      expected += ReadScope.all(in: delivery.chunk, aloneCatalog)
    }
    var intakes = Intakes()
    intakes.take(lines)
    var catalog = Catalog()
    #expect(Self.rows(of: intakes, &catalog, limits: Limits()) == expected)
    #expect(Set(catalog.strings) == Set(aloneCatalog.strings))
    #expect(catalog.series.count == aloneCatalog.series.count)
    #expect(catalog.metrics.count == aloneCatalog.metrics.count)
    #expect(catalog.tagSets.count == aloneCatalog.tagSets.count)
  }

  @Test("a name that both have seen has one id, and comes to the main thread once")
  func once() {
    var intakes = Intakes()
    let line =
      #"{"scope":"s","dur":1,"tags":{"k":"v"},"counters":{"c":[{"value":1,"tags":{"t":1}}]}}"#
    intakes.take(Array(repeating: line, count: 6))
    let additions = intakes.registry.takeAdditions()
    #expect(additions.strings == ["…other", "s", "k", "v", "c", "t", "1"])
    #expect(additions.series.count == 1)
    #expect(additions.metrics.count == 1)
    #expect(Set(intakes.chunks.flatMap(\.series)) == [0])
    #expect(intakes.registry.takeAdditions().isEmpty)
  }

  @Test("limits hold over all of them together, and what folds is counted where it came in")
  func limits() {
    var limits = Limits()
    (limits.strings, limits.series, limits.tagSets, limits.metrics) = (50, 32, 40, 30)
    var intakes = Intakes(limits: limits)
    intakes.take(
      (0..<200).map {
        #"{"scope":"s","dur":1,"tags":{"n":\#($0 % 60)},"counters":{"c":[{"value":1,"tags":{"m":\#($0)}}]}}"#
      })
    var catalog = Catalog()
    let rows = Self.rows(of: intakes, &catalog, limits: limits)
    #expect(catalog.strings.count == 50)
    #expect(catalog.tagSets.count <= 40)
    #expect(catalog.series.count <= 34)
    #expect(catalog.metrics.count <= 31)
    #expect(rows.count == 200)
    #expect(rows[0].tags == ["n=0 (number)"])
    #expect(rows[60].tags == rows[0].tags)
    #expect(intakes.tally.folded.count > 100)
    #expect(intakes.tally.accepted == 200)
  }

  @Test("threads that bring the same and other names at once agree about them")
  func threads() async {
    let registry = Registry(seed: 3)
    let chunks = await withTaskGroup(of: [Chunk].self) { group in
      for thread in 0..<4 {
        group.addTask {
          var intake = LineIntake(seed: UInt64(thread), registry: registry)
          var chunks: [Chunk] = []
          for number in 0..<300 {
            intake.take(
              #"{"scope":"s\#(number)","dur":1,"tags":{"thread":"\#(thread)","n":\#(number % 7)}}"#)
            if number % 50 == 49, let chunk = intake.seal().chunk { chunks.append(chunk) }
          }
          return chunks
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    var catalog = Catalog()
    catalog.append(registry.takeAdditions())
    let rows = chunks.flatMap { ReadScope.all(in: $0, catalog) }
    #expect(rows.count == 1_200)
    #expect(catalog.series.count == 1_200)
    for row in rows {
      let number = Int(row.name.dropFirst()) ?? -1
      #expect(row.tags.first == "n=\(number % 7) (number)")
    }
    #expect(Set(catalog.strings).count == catalog.strings.count)
  }
}

@Suite("Totals of several intakes")
struct TallyAddingTests {
  @Test("counts add up, and of what was seen last there is the later")
  func adds() {
    var a = LineIntake(seed: 1)
    var b = LineIntake(seed: 2)
    a.take("{}", from: "10.0.0.1:1", at: Timestamp(seconds: 7))
    a.take(
      "{\"scope\":\"s\",\"dur\":1,\"weight\":2}", from: "10.0.0.1:1", at: Timestamp(seconds: 8))
    b.take("[]", from: "10.0.0.2:1", at: Timestamp(seconds: 9))
    b.take("{\"dur\":1}", from: "10.0.0.2:1", at: Timestamp(seconds: 6))
    b.take("{\"scope\":\"s\",\"dur\":1,\"src\":\"p\"}", from: "", at: Timestamp(seconds: 9))
    a.countKernelDrops(3, at: Timestamp(seconds: 9))
    b.countShed(2, bytes: 50, at: Timestamp(seconds: 9))
    var sum = a.seal(at: Timestamp(seconds: 9)).tally
    sum.add(b.seal(at: Timestamp(seconds: 9)).tally)
    #expect(sum.datagrams == 5)
    #expect(sum.lines == 5)
    #expect(sum.accepted == 2)
    #expect(sum.weight == UInt64(3 * IntakeTally.weightUnit))
    #expect(sum.rejected[.missingScope]?.count == 2)
    #expect(sum.rejected[.missingScope]?.lastSender == "10.0.0.1:1")
    #expect(sum.rejected[.notJSON]?.lastSender == "10.0.0.2:1")
    #expect(sum.rejectedCount == 3)
    #expect(sum.shortfall.lostDatagrams == 5)
    #expect(sum.shedBytes == 50)
    #expect(sum.senders == 2)
  }
}
