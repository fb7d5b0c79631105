extension Filter {
  /// How a term that a key press makes holds a tag against a value.
  package enum TermKind: Sendable {
    case includes, excludes
  }

  /// A term about a tag as it would be typed, in quotes where it needs them.
  package static func term(_ kind: TermKind, key: String, value: String) -> String {
    quotedKey(key) + (kind == .includes ? "=" : "!=") + quotedIfNeeded(value)
  }

  /// The filter with another term at its end. A term that is already there is not put in twice.
  ///
  /// - Parameter opposite: a term that gives way to it.
  /// - Throws: `FilterError` when the new text does not parse.
  package func appending(
    _ term: String, insteadOf opposite: String? = nil
  ) throws(FilterError) -> Filter {
    if let index = terms.firstIndex(where: { $0.text == opposite }) {
      return try removing(termAt: index).appending(term)
    }
    if terms.contains(where: { $0.text == term }) { return self }
    return try Filter(parsing: isEmpty ? term : text + " " + term)
  }

  /// The filter without one of its terms; the others stand with one space between them.
  package func removing(termAt index: Int) -> Filter {
    var remaining = terms
    remaining.remove(at: index)
    var start = 0
    let moved = remaining.map { term in
      defer { start += term.range.count + 1 }
      return FilterTerm(
        range: start..<start + term.range.count, text: term.text, isExclusion: term.isExclusion,
        condition: term.condition)
    }
    return Filter(terms: moved, text: moved.map(\.text).joined(separator: " "))
  }

  /// A word as it has to stand in a filter to be read as it is.
  package static func quotedIfNeeded(_ word: String) -> String {
    let needsQuotes = word.isEmpty || word.contains { $0.isWhitespace || "\"=~<>!,\\".contains($0) }
    return needsQuotes ? quoted(word) : word
  }

  /// The keys that mean something of their own where they are not in quotes.
  static let ownKeys: Set<String> = ["dur", "error", "id", "scope"]

  /// The key of a tag or a metric as it has to stand in a filter; in quotes where it would mean
  /// something else without.
  package static func quotedKey(_ key: String) -> String {
    ownKeys.contains(key) ? quoted(key) : quotedIfNeeded(key)
  }

  private static func quoted(_ word: String) -> String {
    var quoted = "\""
    for character in word {
      if character == "\"" || character == "\\" { quoted.append("\\") }
      quoted.append(character)
    }
    return quoted + "\""
  }
}
