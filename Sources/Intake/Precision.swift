/// How much the rows of a chunk tell.
package enum Precision: UInt8, Comparable, Sendable {
  /// Every scope of its time, whole.
  case exact
  /// Only the slowest scopes of its time, but those whole: what they count and spend is no measure of
  /// the others.
  case slowest
  /// All other scopes of its time, many to a row: how many, how long, of which series, failed how. No
  /// metrics, no ids.
  case summary

  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
