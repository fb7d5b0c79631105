import Intake

/// What slow and other scopes spent in each timer and counted in each counter.
///
/// The second of two passes over the rows: it reads the values of metrics, and notes which of the
/// tags in question each scope has.
struct TimeTally {
  /// Sums over the scopes of one side, each times the scope's weight.
  struct Sum {
    /// Scopes that have the metric, each counted once.
    var rows = 0
    var weight = 0.0
    /// Nanoseconds of a timer, or what a counter counted.
    var amount = 0.0
    var squares = 0.0
    /// Of the amount times the scope's duration.
    var byDuration = 0.0
    var calls = 0.0
    var callSquares = 0.0
  }

  /// A timer, or a counter, with the metrics that it is made of.
  struct Line {
    let kind: Metric.Kind
    /// Places in `TagTally.metrics`.
    var metrics: [Int]
    /// Whether its key has other metrics that are lines of their own.
    var isOneOfSeveral = false
    var slow = Sum()
    var other = Sum()
  }

  /// The scopes of one side.
  struct Scopes {
    var rows = 0
    var weight = 0.0
    var weightSquares = 0.0
    var nanoseconds = 0.0
    var nanosecondSquares = 0.0
    /// The time in no timer.
    var unaccounted = Sum()
  }

  /// A timer that this part of the other scopes has is a line of its own, whatever other metrics
  /// its key has. Rarer ones are put together: where each scope asks one of eight shards, it is not
  /// *more calls of shard 2* that make it slow.
  private static let commonPart = 0.75

  private(set) var lines: [Line] = []
  private(set) var slow = Scopes()
  private(set) var other = Scopes()
  /// By place of a metric: its nanoseconds in slow scopes.
  private(set) var slowNanoseconds: [Double]
  /// How many scopes have just these of the candidates, one bit each.
  private(set) var masks: [UInt64: TagTally.Sides] = [:]

  /// The bit of a scope that failed.
  static let errorBit: UInt64 = 1 << 63

  private var lineOfMetric: [Int]
  private var metricMasks: [UInt64]
  private var seriesMasks: [UInt64]
  private var row = RowSums()

  /// What the metrics of a row add up to, line by line.
  private struct RowSums {
    var amounts: [Double] = []
    var calls: [Double] = []
    var isTouched: [Bool] = []
    var touched: [Int] = []
  }

  /// - Parameter candidates: numbers of the tag values that masks are about, at most 63.
  init(_ split: SlowSplit, _ tags: TagTally, candidates: [Int], _ catalog: Catalog) {
    slowNanoseconds = Array(repeating: 0, count: tags.metrics.count)
    lineOfMetric = Array(repeating: 0, count: tags.metrics.count)
    func mask(_ values: [Int]) -> UInt64 {
      candidates.indices.reduce(0) { values.contains(candidates[$1]) ? $0 | 1 << $1 : $0 }
    }
    metricMasks = tags.metrics.map { mask($0.values) }
    seriesMasks = tags.series.map { mask($0.values) }
    makeLines(tags, catalog)
    row.amounts = Array(repeating: 0, count: lines.count)
    row.calls = row.amounts
    row.isTouched = Array(repeating: false, count: lines.count)
    for part in split.parts { add(part, split.table, tags) }
  }

  /// Whether any scope has a timer.
  var hasTimers: Bool { lines.contains { $0.kind == .timer } }

  private mutating func makeLines(_ tags: TagTally, _ catalog: Catalog) {
    var pooled: [StringID: Int] = [:]
    var linesOfKey: [StringID: [Int]] = [:]
    for (place, entry) in tags.metrics.enumerated() {
      let metric = catalog[entry.id]
      let isCommon = entry.sides.other >= Self.commonPart * tags.all.other
      if metric.kind == .timer, !isCommon, let line = pooled[metric.key] {
        lines[line].metrics.append(place)
        lineOfMetric[place] = line
        continue
      }
      lineOfMetric[place] = lines.count
      if metric.kind == .timer {
        if !isCommon { pooled[metric.key] = lines.count }
        linesOfKey[metric.key, default: []].append(lines.count)
      }
      lines.append(Line(kind: metric.kind, metrics: [place]))
    }
    for several in linesOfKey.values where several.count > 1 {
      for line in several { lines[line].isOneOfSeveral = true }
    }
  }

  private mutating func add(_ part: SlowSplit.Part, _ table: SeriesTable, _ tags: TagTally) {
    let chunk = part.chunk
    let metrics = chunk.metrics
    let words = metrics.span
    var lastMask: UInt64 = 0
    var sides = TagTally.Sides()
    for (index, side) in zip(part.rows, part.sides) where side != .neither {
      let row = Int(index)
      let weight = chunk.weight(ofRow: row)
      let series = Int(chunk.series[row])
      var mask = seriesMasks[Int(tags.placeOfSeries[series])]
      if !chunk.error.isEmpty, chunk.error[row] != 0 { mask |= Self.errorBit }
      let inTimers = read(
        words, chunk.metricsRange(ofRow: row), table, own: table.masks[series].own, tags, &mask,
        side, weight)
      let duration = Double(chunk.durationNanoseconds[row])
      close(duration: duration, unaccounted: max(0, duration - inTimers), weight, side)
      if mask != lastMask {
        masks[lastMask, default: TagTally.Sides()].add(sides)
        lastMask = mask
        sides = TagTally.Sides()
      }
      sides.add(weight, to: side)
    }
    masks[lastMask, default: TagTally.Sides()].add(sides)
  }

  /// Reads a row's metrics. Returns the nanoseconds in all of its timers, those that the filter does
  /// not show included.
  private mutating func read(
    _ words: Span<UInt32>, _ range: Range<Int>, _ table: SeriesTable, own: UInt64,
    _ tags: TagTally, _ mask: inout UInt64, _ side: SlowSplit.Side, _ weight: Double
  ) -> Double {
    var position = range.lowerBound
    var inTimers = 0.0
    while position < range.upperBound {
      let sample = MetricSample(reading: words, at: &position)
      let id = Int(sample.metric.rawValue)
      let place = Int(tags.placeOfMetric[id])
      mask |= metricMasks[place]
      var amount = 0.0
      var calls = 0.0
      switch sample.value {
      case .counter(let value): amount = value
      case .timer(let count, let total, _):
        amount = Double(total)
        calls = Double(count)
        inTimers += amount
      }
      guard table.matcher.shows(table.matcher.metrics[id], own: own) else { continue }
      if side == .slow { slowNanoseconds[place] += amount * weight }
      let line = lineOfMetric[place]
      row.amounts[line] += amount
      row.calls[line] += calls
      if !row.isTouched[line] {
        row.isTouched[line] = true
        row.touched.append(line)
      }
    }
    return inTimers
  }

  /// Adds what the row in hand came to.
  private mutating func close(
    duration: Double, unaccounted: Double, _ weight: Double, _ side: SlowSplit.Side
  ) {
    for line in row.touched {
      let (amount, calls) = (row.amounts[line], row.calls[line])
      if side == .slow {
        lines[line].slow.add(amount, calls: calls, duration, weight)
      } else {
        lines[line].other.add(amount, calls: calls, duration, weight)
      }
      row.amounts[line] = 0
      row.calls[line] = 0
      row.isTouched[line] = false
    }
    row.touched.removeAll(keepingCapacity: true)
    if side == .slow {
      slow.add(duration, unaccounted: unaccounted, weight)
    } else {
      other.add(duration, unaccounted: unaccounted, weight)
    }
  }
}
