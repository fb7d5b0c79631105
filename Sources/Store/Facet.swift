import Intake

/// A tag key with its values, as they occur among the scopes in question.
package struct Facet: Sendable {
  package var key: String
  /// Whether the tag is on metrics only, and not on scopes.
  package var isOnMetrics: Bool
  /// Most scopes first; at most 1,000 values, the rest summed up in `otherValues`.
  package var values: [FacetValue]
  /// How many values are not listed.
  package var otherValues: Int

  /// Values listed for each key at most.
  static let valueLimit = 1_000
}

/// One value of a tag key, with the scopes that have it.
package struct FacetValue: Sendable {
  package var value: String
  /// Weighted scopes that have the tag with this value, themselves or on one of their metrics.
  package var count: Double
  package var p99: Duration
  package var errors: Double
}
