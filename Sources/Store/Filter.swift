/// A filter as typed: terms, all of which have to hold. An empty one holds for every scope.
///
///     service=api             status=500,503 (either)     status!=200
///     endpoint~^/users        !canary (tag absent)        dur>50ms
///     db.queries>10           db.query>20ms               error
///     users (part of the scope's name)                    "quoted text"
package struct Filter: Hashable, Sendable {
  package static let all = Filter(terms: [], text: "")

  package let terms: [FilterTerm]
  /// The filter as typed.
  package let text: String

  init(terms: [FilterTerm], text: String) {
    self.terms = terms
    self.text = text
  }

  package var isEmpty: Bool { terms.isEmpty }

  /// Reads a filter.
  ///
  /// - Throws: `FilterError`, with the place of the first term that does not parse and one sentence.
  package init(parsing text: String) throws(FilterError) { fatalError("BUG: not built") }
}

/// One term of a filter, with the place where it stands in the text.
package struct FilterTerm: Hashable, Sendable {
  /// Offsets in characters.
  package let range: Range<Int>
  /// The term as typed: what its chip shows.
  package let text: String
  /// Whether the term takes scopes away (`!=`, `!`), so that its chip can look different.
  package let isExclusion: Bool
}

/// A filter that does not parse.
package struct FilterError: Error, Hashable, Sendable {
  /// The term at fault, as offsets in characters.
  package let range: Range<Int>
  /// One sentence that says what is wrong and what would be right.
  package let message: String
}
