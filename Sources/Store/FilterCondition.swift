/// What a term asks of a scope, before `!` or `!=` turns it round.
enum FilterCondition: Hashable, Sendable {
  /// The scope's name contains this, in lower case; upper and lower case are one.
  case namePart(String)
  /// A text of the scope passes a test.
  case text(Subject, TextTest)
  /// The duration, in nanoseconds.
  case duration(Comparison, Double)
  /// The scope's counter of that key or, where it has none, the calls of its timer.
  case number(key: String, Comparison, Double)
  /// The time in the scope's timer of that key, in nanoseconds.
  case time(key: String, Comparison, Double)

  /// Whose text it is.
  enum Subject: Hashable, Sendable {
    case name, id, error
    /// A tag of the scope, or an effective tag of one of its metrics.
    case tag(String)
  }

  enum TextTest: Hashable, Sendable {
    case isThere
    case isOne(of: [String])
    case matches(String)
  }
}
