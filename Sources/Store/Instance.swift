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
  package var counters: [Counter]
  package var timers: [Timer]

  package struct Counter: Sendable {
    package var name: MetricName
    package var value: Double
  }

  package struct Timer: Sendable {
    package var name: MetricName
    package var count: UInt64
    package var total: Duration
    package var max: Duration?
  }

  package init(row: Int, of chunk: Chunk, catalog: Catalog) { fatalError("BUG: not built") }

  /// The duration less the sum of all timers, not below zero.
  package var unaccounted: Duration { fatalError("BUG: not built") }

  /// The scope as one line of the wire format, without the line's end.
  package var wireJSON: String { fatalError("BUG: not built") }
}
