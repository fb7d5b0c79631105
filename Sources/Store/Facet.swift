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
  /// Which part of all scopes has it, 0 to 1.
  package var part = 0.0
  /// Which part of the slowest 5 % of all scopes has it; nil where there are fewer than 20 scopes, or
  /// all are alike.
  package var slowPart: Double?
  /// How many of the slowest have it, weighted.
  package var slowCount = 0.0
}

extension FacetValue {
  /// Of fewer slow scopes nothing is claimed.
  private static let slowMin = 5.0
  /// How many times as common among the slow a value has to be to be pointed at.
  private static let noticeable = 2.0

  /// Whether it is at least twice as common among the slowest as among all.
  package var marksSlow: Bool {
    slowPart.map { slowCount >= Self.slowMin && $0 >= part * Self.noticeable } ?? false
  }
}
