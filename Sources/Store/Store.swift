import Intake

/// The scopes that are held: sealed chunks in order of time, within a budget of memory.
///
/// A chunk in the store covers whole seconds of end time: one second while young, more as it ages
/// and is merged with its neighbours. So a window, which is a number of whole seconds too, is a set
/// of whole chunks, and what a query knows about a chunk never changes.
///
/// Owned by the main thread. What cannot happen: a chunk that changes under a query.
package struct Store: Sendable {
  /// Chunks held, oldest first by the second in which they begin.
  package private(set) var chunks: [Chunk] = []
  /// Names for all ids in them.
  package private(set) var catalog = Catalog()
  /// The running totals of the last delivery.
  package private(set) var tally = IntakeTally()

  /// - Parameter budgetBytes: what chunks and catalog may take together; the oldest chunks go first.
  package init(budgetBytes: Int) { fatalError("BUG: not built") }

  /// Takes in what the intake thread handed over, in order.
  package mutating func take(_ delivery: Delivery) { fatalError("BUG: not built") }

  /// Merges chunks that have aged and drops the oldest while over budget.
  ///
  /// - Parameter queryBytes: what the answers kept for queries take; it counts against the budget.
  package mutating func advance(to now: Timestamp, queryBytes: Int = 0) {
    fatalError("BUG: not built")
  }

  /// The scopes held now, to be looked at now or, frozen, later.
  package func moment(at now: Timestamp) -> Moment { fatalError("BUG: not built") }

  /// What chunks and catalog take now.
  package var byteCount: Int { fatalError("BUG: not built") }
  /// How many scopes are held, each row counted once whatever its weight.
  package var scopeCount: Int { fatalError("BUG: not built") }
}
