import Intake

/// What could stand at the cursor of the filter line: tag keys, values of a key, names of scopes.
package struct Completion: Sendable, Hashable {
  /// What is offered, as it would stand in the filter, quoted where it needs quotes.
  package var text: String
  /// What it is, in a word or two, dim beside it: "tag", "412 scopes".
  package var note: String
  /// The characters of the filter's text that it replaces.
  package var range: Range<Int>
}

extension Catalog {
  /// Completions for the term at the cursor, best first, at most `limit`.
  ///
  /// - Parameter cursor: an offset in characters.
  package func completions(of text: String, cursor: Int, limit: Int = 8) -> [Completion] {
    fatalError("BUG: not built")
  }
}
