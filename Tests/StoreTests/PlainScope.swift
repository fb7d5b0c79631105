import Intake

@testable import Store

/// A scope as the tests think of it, without ids or columns. What answers are held against.
struct PlainScope {
  struct Metric {
    var key: String
    var tags: [String: String] = [:]
    var value: Value

    enum Value {
      case counter(Double)
      case timer(count: UInt64, nanoseconds: UInt64, max: UInt64? = nil)
    }
  }

  var name: String
  var tags: [String: String] = [:]
  /// When it finished, in seconds from the start of the test.
  var end: Double = 0
  var nanoseconds: UInt64 = 1_000_000
  var weight: Double = 1
  var error: String?
  var id: String = ""
  var metrics: [Metric] = []
}

/// Plays the part of intake: gives out ids and makes deliveries.
struct Source {
  /// Where the tests' time begins: a round minute, so that slots begin with it.
  static let start: Int64 = 1_200_000

  private var stringIDs: [String: UInt32] = [:]
  private var tagSetIDs: [[String: String]: UInt32] = [:]
  private var seriesIDs: [Series: UInt32] = [:]
  private var metricIDs: [Metric: UInt32] = [:]
  private var additions = CatalogAdditions()
  private var builder = ChunkBuilder()

  init() {
    _ = string("…other")
    _ = tagSet([:])
    _ = tagSet(["…other": "…other"])
  }

  static func time(_ seconds: Double) -> Timestamp {
    Timestamp(microseconds: start * 1_000_000 + Int64((seconds * 1e6).rounded()))
  }

  mutating func add(_ scope: PlainScope) {
    for metric in scope.metrics { write(metric) }
    let series = Series(name: string(scope.name), tags: tagSet(scope.tags))
    let next = UInt32(seriesIDs.count)
    if seriesIDs[series] == nil {
      seriesIDs[series] = next
      additions.series.append(series)
    }
    builder.append(
      series: SeriesID(rawValue: seriesIDs[series] ?? next), end: Self.time(scope.end),
      durationNanoseconds: scope.nanoseconds, weight: scope.weight,
      error: scope.error.map { string($0) }, id: Array(scope.id.utf8))
  }

  mutating func deliver() -> Delivery {
    defer { additions = CatalogAdditions() }
    return Delivery(chunk: builder.seal(), additions: additions, tally: IntakeTally())
  }

  private mutating func write(_ metric: PlainScope.Metric) {
    let isTimer = if case .timer = metric.value { true } else { false }
    let named = Metric(
      kind: isTimer ? .timer : .counter, key: string(metric.key), tags: tagSet(metric.tags))
    let next = UInt32(metricIDs.count)
    if metricIDs[named] == nil {
      metricIDs[named] = next
      additions.metrics.append(named)
    }
    let id = MetricID(rawValue: metricIDs[named] ?? next)
    switch metric.value {
    case .counter(let value): builder.metrics.appendCounter(id, value: value)
    case .timer(let count, let nanoseconds, let max):
      builder.metrics.appendTimer(
        id, count: count, totalNanoseconds: nanoseconds, maxNanoseconds: max)
    }
  }

  private mutating func string(_ text: String) -> StringID {
    if let id = stringIDs[text] { return StringID(rawValue: id) }
    stringIDs[text] = UInt32(stringIDs.count)
    additions.strings.append(text)
    return StringID(rawValue: UInt32(stringIDs.count - 1))
  }

  private mutating func tagSet(_ tags: [String: String]) -> TagSetID {
    if let id = tagSetIDs[tags] { return TagSetID(rawValue: id) }
    let set = tags.sorted { $0.key < $1.key }.map { key, value in
      let kind: TagValueKind =
        Double(value) != nil ? .number : value == "true" ? .boolean : .string
      return Tag(key: string(key), value: string(value), kind: kind)
    }
    tagSetIDs[tags] = UInt32(tagSetIDs.count)
    additions.tagSets.append(set)
    return TagSetID(rawValue: UInt32(tagSetIDs.count - 1))
  }
}

/// A store with its source and a clock, fed by marbles: one character a second for each name.
///
///     "a": "-2-E"     nothing; 20 ms; nothing; 10 ms that failed
///
/// `1` to `9` are tens of milliseconds, letters but `E` two of 10 ms, `-` is nothing. A scope
/// finishes in the middle of its second.
struct World {
  var source = Source()
  var store: Store
  var now = 0.0

  init(budgetBytes: Int = 1 << 30) { store = Store(budgetBytes: budgetBytes) }

  init(_ marbles: [String: String], budgetBytes: Int = 1 << 30) {
    self.init(budgetBytes: budgetBytes)
    play(marbles)
  }

  var moment: Moment { store.moment(at: Source.time(now)) }

  /// Plays marbles from now on; now ends up in the last second played, near its end.
  mutating func play(_ marbles: [String: String]) {
    let length = marbles.values.map(\.count).max() ?? 0
    let begin = now.rounded(.up)
    for second in 0..<length {
      for (name, marble) in marbles.sorted(by: { $0.key < $1.key }) {
        let characters = Array(marble)
        guard second < characters.count else { continue }
        for scope in Self.scopes(name, characters[second], end: begin + Double(second) + 0.5) {
          source.add(scope)
        }
      }
      now = begin + Double(second) + 0.9
      store.take(source.deliver())
      store.advance(to: Source.time(now))
    }
  }

  mutating func take(_ scopes: [PlainScope]) {
    for scope in scopes { source.add(scope) }
    store.take(source.deliver())
  }

  mutating func advance(to seconds: Double, queryBytes: Int = 0) {
    now = seconds
    store.advance(to: Source.time(seconds), queryBytes: queryBytes)
  }

  func ranking(_ query: Query) -> Ranking {
    let ranking = Ranking(query)
    ranking.advance(to: moment)
    return ranking
  }

  func ranking(
    _ filter: String = "", groupBy: [String] = [], window: Window = .everything
  ) throws -> Ranking {
    try ranking(Query(filter: Filter(parsing: filter), groupBy: groupBy, window: window))
  }

  private static func scopes(_ name: String, _ marble: Character, end: Double) -> [PlainScope] {
    let plain = PlainScope(name: name, end: end, nanoseconds: 10_000_000)
    if marble == "-" { return [] }
    if marble == "E" {
      var failed = plain
      failed.error = "Failed"
      return [failed]
    }
    if let tens = marble.wholeNumberValue {
      var one = plain
      one.nanoseconds = UInt64(tens) * 10_000_000
      return [one]
    }
    return [plain, plain]
  }
}

extension Ranking {
  /// The histories of groups, one after another: all empty of one that has no scope in the window.
  func histories(of keys: [GroupKey], cells: Int) -> [[Duration?]] {
    let (rows, histories) = rows(of: keys, cells: cells)
    let known = Dictionary(uniqueKeysWithValues: zip(rows.map(\.key), histories))
    return keys.map { known[$0] ?? Array(repeating: nil, count: cells) }
  }

  /// The history of one group.
  func history(of key: GroupKey, cells: Int) -> [Duration?] {
    histories(of: [key], cells: cells)[0]
  }
}

extension Ranking {
  /// `name:count` of each group, by name.
  var counts: [String: Double] {
    Dictionary(
      uniqueKeysWithValues: rows(by: .scope, .ascending).map { row in
        ((([row.key.scope] + row.key.values.map { $0 ?? "–" }).joined(separator: "|")), row.count)
      })
  }
}
