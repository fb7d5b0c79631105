import Testing

@testable import Intake

@Suite("Chunks give back what was put into them")
struct ChunkTests {
  private static let edges: [UInt64] = [
    0, 1, 63, 64, 1_000_000, UInt64(UInt32.max), UInt64(UInt32.max) + 1, UInt64(Int64.max),
  ]

  @Test("timers of every width come back")
  func timers() {
    var writer = MetricWriter()
    var expected: [MetricSample] = []
    for count in Self.edges {
      for total in Self.edges {
        for longest in [nil] + Self.edges.map(Optional.some) {
          let id = MetricID(rawValue: UInt32(expected.count))
          expected.append(
            MetricSample(
              metric: id,
              value: .timer(count: count, totalNanoseconds: total, maxNanoseconds: longest)))
        }
      }
    }
    for sample in expected { writer.append(sample) }
    #expect(Self.samples(of: writer) == expected)
  }

  @Test(
    "counters of every kind come back",
    arguments: [
      0, 1, -1, 0.5, -0.5, 4_294_967_295, 4_294_967_296, 1e15, -1e15, 9_007_199_254_740_992,
    ])
  func counters(value: Double) {
    var writer = MetricWriter()
    writer.appendCounter(MetricID(rawValue: MetricWord.idLimit - 1), value: value)
    writer.appendCounter(MetricID(rawValue: 0), value: 7)
    #expect(
      Self.samples(of: writer) == [
        MetricSample(metric: MetricID(rawValue: MetricWord.idLimit - 1), value: .counter(value)),
        MetricSample(metric: MetricID(rawValue: 0), value: .counter(7)),
      ])
  }

  private static func samples(of writer: MetricWriter) -> [MetricSample] {
    let words = writer.words
    var position = 0
    var samples: [MetricSample] = []
    while position < words.count {
      samples.append(MetricSample(reading: words.span, at: &position))
    }
    return samples
  }

  @Test("columns that few rows need are empty or whole", arguments: 0..<16)
  func sparseColumns(mask: Int) {
    func value(_ row: Int, _ bit: Int) -> Bool { row % 4 == bit && mask & (1 << bit) != 0 }
    var lines: [String] = []
    var expected: [String] = []
    for row in 0..<9 {
      var line = "{\"scope\":\"s\",\"dur\":\(row)"
      var words = "s | \(row) s"
      if value(row, 3) {
        line += ",\"counters\":{\"c\":\(row)}"
        words += " | c \(row)"
      }
      if value(row, 0) {
        line += ",\"error\":\"E\""
        words += " | error E"
      }
      if value(row, 1) {
        line += ",\"weight\":2"
        words += " | weight 2.0"
      }
      if value(row, 2) {
        line += ",\"id\":\"i\(row)\""
        words += " | id i\(row)"
      }
      lines.append(line + "}\n")
      expected.append(words)
    }
    let delivery = Sink.delivery(of: lines.joined())
    var catalog = Catalog()
    catalog.append(delivery.additions)
    #expect(ReadScope.all(in: delivery.chunk, catalog).map(\.description) == expected)
    var copy = ChunkBuilder()
    if let chunk = delivery.chunk {
      for rows in [0..<2, 2..<3, 3..<9] { copy.append(Array(rows), of: chunk) }
    }
    #expect(ReadScope.all(in: copy.seal(), catalog).map(\.description) == expected)
  }

  @Test("the next chunk starts anew, and only what is new comes with it")
  func nextChunk() {
    var intake = LineIntake(seed: 1)
    intake.take("{\"scope\":\"a\",\"dur\":1,\"error\":\"E\",\"weight\":2,\"id\":\"i\"}")
    let first = intake.seal()
    intake.take("{\"scope\":\"a\",\"dur\":2}")
    let second = intake.seal()
    #expect(first.additions.strings == ["…other", "a", "E"])
    #expect(second.additions.strings.isEmpty)
    #expect(second.additions.series.isEmpty)
    #expect(second.chunk?.durationNanoseconds == [2_000_000_000])
    #expect(second.chunk?.error.isEmpty == true)
    #expect(second.chunk?.idBytes.isEmpty == true)
    #expect(first.chunk?.count == 1)
    #expect(intake.seal().chunk == nil)
  }

  @Test("tag sets are the same in any order and spelling, and not with other kinds")
  func tagOrder() {
    let scopes = [
      #"{"scope":"s","dur":1,"tags":{"b":"2","a":"1"}}"#,
      #"{"scope":"s","dur":1,"tags":{"a":"1","b":"2"}}"#,
      #"{"scope":"s","dur":1,"tags": { "\u0061":"1" , "b":"2" } }"#,
      #"{"scope":"s","dur":1,"tags":{"a":"0","b":"2","a":"1"}}"#,
      #"{"scope":"s","dur":1,"tags":{"a":1,"b":"2"}}"#,
      #"{"scope":"s","dur":1,"tags":{"a":"1","b":"2"}}"#,
    ]
    let delivery = Sink.delivery(of: scopes.joined(separator: "\n"))
    #expect(delivery.chunk?.series == [0, 0, 0, 0, 1, 0])
  }
}
