/// What the intake thread hands over: a sealed chunk, the catalog entries that are new with it, and
/// the running totals. Deliveries have to be taken in order, none left out, for ids to have names.
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
}
