import Intake

/// One scope in full, with names in place of ids.
package struct Instance: Sendable {
  /// Where it lies: the chunk's id and the row.
  package struct Place: Hashable, Sendable {
    package var chunk: UInt64
    package var row: Int
  }

  package var place: Place
  package var scope: String
  package var duration: Duration
  package var end: Timestamp
  package var id: String?
  package var tags: [TagText]
  package var error: String?
  package var weight: Double
  /// In the order in which they were sent; what was sent twice under one name is added up.
  package var counters: [Counter]
  package var timers: [Timer]

  /// One counter of the scope, under its own tags.
  package struct Counter: Sendable {
    package var name: MetricName
    package var value: Double
  }

  /// One timer of the scope, under its own tags.
  package struct Timer: Sendable {
    package var name: MetricName
    package var count: UInt64
    package var total: Duration
    package var max: Duration?
  }

  package init(row: Int, of chunk: Chunk, catalog: Catalog) {
    let series = catalog.series[Int(chunk.series[row])]
    place = Place(chunk: chunk.id, row: row)
    scope = catalog[series.name]
    duration = .nanoseconds(chunk.durationNanoseconds[row])
    end = Timestamp(microseconds: chunk.endMicroseconds[row])
    id = chunk.id(ofRow: row)
    tags = catalog[series.tags].map { TagText($0, in: catalog) }
    error = chunk.error(ofRow: row).map { catalog[$0] }
    weight = chunk.weight(ofRow: row)
    counters = []
    timers = []
    for sample in chunk.metrics(ofRow: row) {
      add(sample.value, named: MetricName(catalog[sample.metric], in: catalog))
    }
  }

  private mutating func add(_ value: MetricSample.Value, named name: MetricName) {
    switch value {
    case .counter(let value):
      if let known = counters.firstIndex(where: { $0.name == name }) {
        counters[known].value += value
      } else {
        counters.append(Counter(name: name, value: value))
      }
    case .timer(let count, let total, let longest):
      let longest = longest.map { Duration.nanoseconds($0) }
      if let known = timers.firstIndex(where: { $0.name == name }) {
        let (sum, overflows) = timers[known].count.addingReportingOverflow(count)
        timers[known].count = overflows ? .max : sum
        timers[known].total += .nanoseconds(total)
        timers[known].max = [timers[known].max, longest].compactMap(\.self).max()
      } else {
        timers.append(
          Timer(name: name, count: count, total: .nanoseconds(total), max: longest))
      }
    }
  }

  /// The duration less the sum of all timers, not below zero.
  package var unaccounted: Duration {
    max(.zero, duration - timers.reduce(.zero) { $0 + $1.total })
  }
}

extension TagText {
  init(_ tag: Tag, in catalog: Catalog) {
    self.init(key: catalog[tag.key], value: catalog[tag.value], kind: tag.kind)
  }
}
