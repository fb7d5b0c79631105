import Intake

/// The tallies of all tag values, numbered as they turn up.
///
///     a series, a metric ─▶ numbers of the values among its own tags ─▶ tallies
struct FacetTable {
  enum Direction { case adding, removing }

  private struct Value {
    let key: Int
    let text: String
    var tally = FacetTally()
    /// The number of the last row that was counted for it, so that none counts twice.
    var lastRow = 0
  }

  private struct Pair: Hashable {
    let key: StringID
    let value: StringID
  }

  private var values: [Value] = []
  private var numbers: [Pair: Int] = [:]
  private var keys: [String] = []
  private var keyNumbers: [StringID: Int] = [:]
  /// By key: rows whose scope has it.
  private var scopeRows: [Int] = []
  private var bySeries: [[Int]] = []
  private var byMetric: [[Int]] = []
  private var rowNumber = 0
  /// All rows, each once.
  private var all = FacetTally()
  /// Those of which all metrics are known: what tags of metrics are a part of.
  private var exact = FacetTally()

  var byteCount: Int {
    values.reduce(numbers.count * 40) { $0 + 120 + $1.tally.byteCount }
      + bySeries.count * 72 + byMetric.count * 40
  }

  /// Takes in what is new in the catalog.
  mutating func extend(to catalog: Catalog) {
    for series in catalog.series.dropFirst(bySeries.count) {
      bySeries.append(catalog[series.tags].map { number(of: $0, catalog) })
    }
    for metric in catalog.metrics.dropFirst(byMetric.count) {
      byMetric.append(catalog[metric.tags].map { number(of: $0, catalog) })
    }
  }

  private mutating func number(of tag: Tag, _ catalog: Catalog) -> Int {
    let pair = Pair(key: tag.key, value: tag.value)
    if let number = numbers[pair] { return number }
    if keyNumbers[tag.key] == nil {
      keyNumbers[tag.key] = keys.count
      keys.append(catalog[tag.key])
      scopeRows.append(0)
    }
    let number = values.count
    numbers[pair] = number
    values.append(Value(key: keyNumbers[tag.key] ?? 0, text: catalog[tag.value]))
    return number
  }

  /// Adds all rows that an answer names, or takes them away.
  mutating func change(_ answer: ChunkAnswer, by direction: Direction) {
    let chunk = answer.chunk
    let metrics = chunk.metrics
    let words = metrics.span
    for row in answer.index.rows {
      let row = Int(row)
      rowNumber += 1
      Self.count(row, of: chunk, by: direction, in: &all)
      if chunk.precision == .exact { Self.count(row, of: chunk, by: direction, in: &exact) }
      for number in bySeries[Int(chunk.series[row])] {
        scopeRows[values[number].key] += direction == .adding ? 1 : -1
        count(number, row, of: chunk, by: direction)
      }
      guard chunk.precision == .exact else { continue }
      let range = chunk.metricsRange(ofRow: row)
      var position = range.lowerBound
      while position < range.upperBound {
        let head = words[position]
        position &+= MetricWord.length(ofHead: head)
        for number in byMetric[Int(MetricWord.metric(ofHead: head).rawValue)] {
          count(number, row, of: chunk, by: direction)
        }
      }
    }
  }

  private mutating func count(
    _ number: Int, _ row: Int, of chunk: Chunk, by direction: Direction
  ) {
    guard values[number].lastRow != rowNumber else { return }
    values[number].lastRow = rowNumber
    Self.count(row, of: chunk, by: direction, in: &values[number].tally)
  }

  private static func count(
    _ row: Int, of chunk: Chunk, by direction: Direction, in tally: inout FacetTally
  ) {
    let sample = Sample(
      nanoseconds: chunk.durationNanoseconds[row], weight: chunk.weight(ofRow: row))
    let isError = !chunk.error.isEmpty && chunk.error[row] != 0
    switch direction {
    case .adding: tally.add(sample, bucket: chunk.bucket[row], isError: isError)
    case .removing: tally.remove(sample, bucket: chunk.bucket[row], isError: isError)
    }
  }

  /// By key, those on scopes first.
  ///
  /// - Parameter longest: the longest duration of all scopes.
  func facets(longestNanoseconds longest: UInt64) -> [Facet] {
    var byKey = [[Int]](repeating: [], count: keys.count)
    for number in values.indices where values[number].tally.rows > 0 {
      byKey[values[number].key].append(number)
    }
    let (whole, onMetrics) = (Whole(all), Whole(exact))
    return keys.indices.filter { !byKey[$0].isEmpty }
      .map { facet($0, byKey[$0], of: scopeRows[$0] == 0 ? onMetrics : whole, longest) }
      .sorted { ($0.isOnMetrics ? 1 : 0, $0.key) < ($1.isOnMetrics ? 1 : 0, $1.key) }
  }

  /// What the values of a key are parts of.
  private struct Whole {
    let count: Double
    let slow: (from: Int, count: Double)?

    init(_ tally: FacetTally) {
      count = tally.count
      slow = tally.slowBucket.map { (from: $0, count: tally.weight(from: $0)) }
    }
  }

  private func facet(
    _ key: Int, _ numbers: [Int], of whole: Whole, _ longest: UInt64
  ) -> Facet {
    let slow = whole.slow
    let sorted = numbers.sorted {
      (values[$1].tally.count, values[$0].text) < (values[$0].tally.count, values[$1].text)
    }
    let listed = sorted.prefix(Facet.valueLimit).map { number in
      let tally = values[number].tally
      let slowCount = slow.map { tally.weight(from: $0.from) } ?? 0
      return FacetValue(
        value: values[number].text, count: tally.count,
        p99: .nanoseconds(tally.p99Nanoseconds(atMost: longest)), errors: tally.errors,
        part: whole.count > 0 ? tally.count / whole.count : 0,
        slowPart: slow.map { slowCount / $0.count }, slowCount: slowCount)
    }
    return Facet(
      key: keys[key], isOnMetrics: scopeRows[key] == 0, values: listed,
      otherValues: numbers.count - listed.count)
  }
}
