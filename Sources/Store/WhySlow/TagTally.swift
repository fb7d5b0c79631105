import Intake

/// How many slow and how many other scopes have each tag value, themselves or on a metric.
///
/// The first of two passes over the rows. It reads only the heads of metrics, and numbers what it
/// meets: tag values, their keys, metrics.
struct TagTally {
  /// A number for each of two sides; `Side.neither` goes nowhere.
  struct Sides {
    var slow = 0.0
    var other = 0.0
    var slowRows = 0
    var otherRows = 0

    mutating func add(_ weight: Double, to side: SlowSplit.Side) {
      switch side {
      case .slow:
        slow += weight
        slowRows += 1
      case .other:
        other += weight
        otherRows += 1
      case .neither: break
      }
    }

    mutating func add(_ sides: Sides) {
      slow += sides.slow
      other += sides.other
      slowRows += sides.slowRows
      otherRows += sides.otherRows
    }
  }

  struct Value {
    let tag: Tag
    /// Which of `keys`.
    let key: Int
    var sides = Sides()
    /// The number of the last row that was counted for it, so that none counts twice.
    var lastRow = 0
  }

  struct Key {
    var isOnScopes = false
    /// Rows with any value of it on a metric.
    var sides = Sides()
    var lastRow = 0
  }

  struct MetricEntry {
    let id: MetricID
    /// Numbers of the values among its own tags.
    let values: [Int]
    var sides = Sides()
    var lastRow = 0
  }

  struct SeriesEntry {
    let id: SeriesID
    let values: [Int]
    var sides = Sides()
  }

  private(set) var values: [Value] = []
  private(set) var keys: [Key] = []
  private(set) var metrics: [MetricEntry] = []
  private(set) var series: [SeriesEntry] = []
  /// By id: the place in `metrics` or `series`, -1 where none was met.
  private(set) var placeOfMetric: [Int32]
  private(set) var placeOfSeries: [Int32]
  /// All rows.
  private(set) var all = Sides()
  private(set) var errors = Sides()
  /// Sums of squared weights, for the effective number of scopes.
  private var squares = Sides()

  private var numbers: [Tag: Int] = [:]
  private var keyNumbers: [StringID: Int] = [:]
  private var rowNumber = 0

  init(_ split: SlowSplit, _ catalog: Catalog) {
    placeOfMetric = Array(repeating: -1, count: catalog.metrics.count)
    placeOfSeries = Array(repeating: -1, count: catalog.series.count)
    for part in split.parts { count(part, catalog) }
    for entry in series {
      for value in entry.values {
        values[value].sides.add(entry.sides)
        keys[values[value].key].isOnScopes = true
      }
    }
  }

  /// How many equally weighted scopes those on either side are worth (Kish 1965).
  var effective: (slow: Double, other: Double) {
    (
      squares.slow > 0 ? all.slow * all.slow / squares.slow : 0,
      squares.other > 0 ? all.other * all.other / squares.other : 0
    )
  }

  private mutating func count(_ part: SlowSplit.Part, _ catalog: Catalog) {
    let chunk = part.chunk
    let metrics = chunk.metrics
    let words = metrics.span
    for (row, side) in zip(part.rows, part.sides) where side != .neither {
      let row = Int(row)
      let weight = chunk.weight(ofRow: row)
      rowNumber += 1
      all.add(weight, to: side)
      squares.add(weight * weight, to: side)
      if !chunk.error.isEmpty, chunk.error[row] != 0 { errors.add(weight, to: side) }
      let place = place(ofSeries: Int(chunk.series[row]), catalog)
      series[place].sides.add(weight, to: side)
      for value in series[place].values { values[value].lastRow = rowNumber }
      countMetrics(words, chunk.metricsRange(ofRow: row), weight, side, catalog)
    }
  }

  private mutating func countMetrics(
    _ words: Span<UInt32>, _ range: Range<Int>, _ weight: Double, _ side: SlowSplit.Side,
    _ catalog: Catalog
  ) {
    var position = range.lowerBound
    while position < range.upperBound {
      let head = words[position]
      position &+= MetricWord.length(ofHead: head)
      let place = place(ofMetric: Int(MetricWord.metric(ofHead: head).rawValue), catalog)
      if metrics[place].lastRow != rowNumber {
        metrics[place].lastRow = rowNumber
        metrics[place].sides.add(weight, to: side)
      }
      for value in metrics[place].values where values[value].lastRow != rowNumber {
        values[value].lastRow = rowNumber
        values[value].sides.add(weight, to: side)
      }
      for value in metrics[place].values {
        let key = values[value].key
        if keys[key].lastRow != rowNumber {
          keys[key].lastRow = rowNumber
          keys[key].sides.add(weight, to: side)
        }
      }
    }
  }

  private mutating func place(ofSeries id: Int, _ catalog: Catalog) -> Int {
    if placeOfSeries[id] >= 0 { return Int(placeOfSeries[id]) }
    placeOfSeries[id] = Int32(series.count)
    let numbers = catalog[catalog.series[id].tags].map { number(of: $0) }
    series.append(SeriesEntry(id: SeriesID(rawValue: UInt32(id)), values: numbers))
    return series.count - 1
  }

  private mutating func place(ofMetric id: Int, _ catalog: Catalog) -> Int {
    if placeOfMetric[id] >= 0 { return Int(placeOfMetric[id]) }
    placeOfMetric[id] = Int32(metrics.count)
    let numbers = catalog[catalog.metrics[id].tags].map { number(of: $0) }
    metrics.append(MetricEntry(id: MetricID(rawValue: UInt32(id)), values: numbers))
    return metrics.count - 1
  }

  /// Values are told apart by their text alone, as in filters.
  private mutating func number(of tag: Tag) -> Int {
    let plain = Tag(key: tag.key, value: tag.value)
    if let number = numbers[plain] { return number }
    if keyNumbers[tag.key] == nil {
      keyNumbers[tag.key] = keys.count
      keys.append(Key())
    }
    numbers[plain] = values.count
    values.append(Value(tag: tag, key: keyNumbers[tag.key] ?? 0))
    return values.count - 1
  }
}
