/// What an intake thread hands over: a sealed chunk, the catalog entries that are new with it, and
/// the running totals. Deliveries have to be taken in order, none left out, for ids to have names.
/// Names that come early do no harm.
package struct Delivery: Sendable {
  /// Nil when no scope came.
  package let chunk: Chunk?
  package let additions: CatalogAdditions
  package let tally: IntakeTally

  package init(chunk: Chunk?, additions: CatalogAdditions, tally: IntakeTally) {
    self.chunk = chunk
    self.additions = additions
    self.tally = tally
  }

  /// The same with further names behind its own.
  package func adding(names: CatalogAdditions) -> Delivery {
    var additions = additions
    additions.append(names)
    return Delivery(chunk: chunk, additions: additions, tally: tally)
  }

  /// The same with other totals.
  package func with(tally: IntakeTally) -> Delivery {
    Delivery(chunk: chunk, additions: additions, tally: tally)
  }
}
