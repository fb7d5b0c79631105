import Dashboard
import Intake

/// A stand-in for the intake thread: it interns names and makes deliveries of what it is given.
///
/// Nothing is cleaned or cut on this way in, so that screens are seen to hold whatever comes.
struct Feed {
  struct Line {
    var scope: String
    var seconds: Double
    var end: Timestamp
    var tags: [(String, String)] = []
    var counters: [(String, Double, [(String, String)])] = []
    var timers: [(String, UInt64, Double, [(String, String)])] = []
    var id = ""
    var error: String?
    var weight = 1.0
  }

  private(set) var tally = IntakeTally()
  private var strings: [String: StringID] = [:]
  private var tagSets: [[Tag]: TagSetID] = [:]
  private var series: [Series: SeriesID] = [:]
  private var metrics: [Metric: MetricID] = [:]
  private var additions = CatalogAdditions()
  private var builder = ChunkBuilder()

  init() {
    let other = string("…other")
    _ = tagSet([])
    _ = tagSet([Tag(key: other, value: other)])
  }

  mutating func add(_ line: Line) {
    for (key, value, tags) in line.counters {
      builder.metrics.appendCounter(metric(.counter, key, tags), value: value)
    }
    for (key, count, total, tags) in line.timers {
      builder.metrics.appendTimer(
        metric(.timer, key, tags), count: count, totalNanoseconds: UInt64(total * 1e9),
        maxNanoseconds: nil)
    }
    let error = line.error.map { string($0) }
    builder.append(
      series: serial(line.scope, line.tags), end: line.end,
      durationNanoseconds: UInt64(line.seconds * 1e9), weight: line.weight, error: error,
      id: Array(line.id.utf8))
    tally.datagrams += 1
    tally.lines += 1
    tally.accepted += 1
    tally.weight &+= UInt64(line.weight * IntakeTally.weightUnit)
  }

  /// Changes the running totals, as lost and rejected lines would.
  mutating func count(_ change: (inout IntakeTally) -> Void) { change(&tally) }

  mutating func seal() -> Delivery {
    defer { additions = CatalogAdditions() }
    return Delivery(chunk: builder.seal(), additions: additions, tally: tally)
  }

  private mutating func string(_ text: String) -> StringID {
    if let known = strings[text] { return known }
    let id = StringID(rawValue: UInt32(strings.count))
    strings[text] = id
    additions.strings.append(text)
    return id
  }

  private mutating func tagSet(_ tags: [Tag]) -> TagSetID {
    if let known = tagSets[tags] { return known }
    let id = TagSetID(rawValue: UInt32(tagSets.count))
    tagSets[tags] = id
    additions.tagSets.append(tags)
    return id
  }

  private mutating func tags(_ tags: [(String, String)]) -> TagSetID {
    tagSet(tags.sorted { $0.0 < $1.0 }.map { Tag(key: string($0.0), value: string($0.1)) })
  }

  private mutating func serial(_ name: String, _ tags: [(String, String)]) -> SeriesID {
    let value = Series(name: string(name), tags: self.tags(tags))
    if let known = series[value] { return known }
    let id = SeriesID(rawValue: UInt32(series.count))
    series[value] = id
    additions.series.append(value)
    return id
  }

  private mutating func metric(
    _ kind: Metric.Kind, _ key: String, _ tags: [(String, String)]
  ) -> MetricID {
    let value = Metric(kind: kind, key: string(key), tags: self.tags(tags))
    if let known = metrics[value] { return known }
    let id = MetricID(rawValue: UInt32(metrics.count))
    metrics[value] = id
    additions.metrics.append(value)
    return id
  }
}
