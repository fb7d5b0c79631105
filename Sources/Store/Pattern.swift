/// A regular expression of a filter, compiled once and asked once for each distinct string.
struct Pattern {
  /// A pattern that cannot be used, in one sentence.
  struct Fault: Error {
    let message: String
  }

  /// A longer pattern is refused, in characters.
  static let lengthLimit = 200

  private let regex: Regex<AnyRegexOutput>

  init(_ text: String) throws(Fault) {
    guard text.count <= Self.lengthLimit else {
      throw Fault(
        message: "A regular expression has at most \(Self.lengthLimit) characters: shorten it.")
    }
    do {
      regex = try Regex(text)
    } catch {
      throw Fault(message: "This is no regular expression: \(text).")
    }
  }

  /// Whether the pattern matches any part of the text.
  func matches(_ text: String) -> Bool {
    (try? regex.firstMatch(in: text)) != nil
  }
}
