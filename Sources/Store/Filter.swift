/// A filter as typed: terms, all of which have to hold. An empty one holds for every scope.
///
///     service=api             status=500,503 (either)     status!=200
///     endpoint~^/users        endpoint!~^/users           !canary (tag absent)
///     dur>50ms                db.queries>10               db.query>20ms
///     error  !error           error=Timeout               scope="GET /users"  id=b1f0
///     users (part of the scope's name)                    "quoted text"
///
/// What exactly a term means:
///
/// - `key=a,b`, `key~regex`: the scope has the tag with such a value, or one of its metrics has it
///   among its effective tags. Values are compared as text, upper and lower case apart. A regular
///   expression may match any part of the value.
/// - `key!=a,b`, `key!~regex`, `!key`: the exact opposite. A scope is taken unless it, or one of
///   its metrics, has the tag with such a value; a scope without the tag is taken.
/// - `scope`, `id` and `error` before an operator mean the name, the request id and the kind of
///   error, not tags of these names. `error!=x` takes scopes that did not fail, too.
/// - `dur` compares the duration and needs a unit: `ns us ms s m h`.
/// - `key>n`: with a unit, the time in the scope's timer of that key; without one, the sum of its
///   counter or, where it has no such counter, the calls of its timer. Only entries count whose
///   effective tags pass the filter's tag terms. A scope without the key never passes. `key=n`
///   is about tags.
/// - A word by itself is a part of the scope's name, upper and lower case alike.
///
/// In quotes, `\"` is a quote and `\\` a backslash; any other backslash stands for itself.
package struct Filter: Hashable, Sendable {
  package static let all = Filter(terms: [], text: "")

  /// More terms than this are refused: a set of terms is a 64-bit mask while scopes are looked at.
  static let termLimit = 64
  /// A longer text is refused, in characters.
  static let textLimit = 4_096

  package let terms: [FilterTerm]
  /// The filter as typed.
  package let text: String

  init(terms: [FilterTerm], text: String) {
    self.terms = terms
    self.text = text
  }

  package var isEmpty: Bool { terms.isEmpty }

  /// The terms about tags, which decide what metrics are shown, as typed.
  package var tagTerms: [String] {
    terms.compactMap { if case .text(.tag, _) = $0.condition { $0.text } else { nil } }
  }

  /// Reads a filter.
  ///
  /// - Throws: `FilterError`, with the place of the first term that does not parse and one sentence.
  package init(parsing text: String) throws(FilterError) {
    var parser = FilterParser(text)
    self.init(terms: try parser.terms(), text: text)
  }
}

/// One term of a filter, with the place where it stands in the text.
package struct FilterTerm: Hashable, Sendable {
  /// Offsets in characters.
  package let range: Range<Int>
  /// The term as typed: what its chip shows.
  package let text: String
  /// Whether the term takes scopes away (`!=`, `!`), so that its chip can look different.
  package let isExclusion: Bool
  let condition: FilterCondition
}

/// A filter that does not parse.
package struct FilterError: Error, Hashable, Sendable {
  /// The term at fault, as offsets in characters.
  package let range: Range<Int>
  /// One sentence that says what is wrong and what would be right.
  package let message: String
}
