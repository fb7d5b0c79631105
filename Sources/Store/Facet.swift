import Intake

/// A tag key with its values, as they occur among the scopes in question.
package struct Facet: Sendable {
  package var key: String
  /// Whether the tag is on metrics only, and not on scopes.
  package var isOnMetrics: Bool
  /// Most scopes first; at most 1,000 values, the rest summed up in `otherValues`.
  package var values: [FacetValue]
  package var otherValues: Int
}

package struct FacetValue: Sendable {
  package var value: String
  /// Weighted scopes that have the tag with this value, themselves or on one of their metrics.
  package var count: Double
  package var p99: Duration
  package var errors: Double
}

/// All tags of the scopes that a query holds for: what the screen of tags shows.
package final class FacetIndex {
  package let query: Query

  package init(_ query: Query) { fatalError("BUG: not built") }

  /// Takes in chunks, newest first, until `rowLimit` rows have been looked at. Returns how much of
  /// the window has been seen, 0 to 1, so that the screen can say so.
  package func advance(to moment: Moment, rowLimit: Int) -> Double { fatalError("BUG: not built") }

  /// By key, those on scopes first.
  package var facets: [Facet] { fatalError("BUG: not built") }
  package var byteCount: Int { fatalError("BUG: not built") }
}
