/// The term at the cursor, which need not be whole: what is being typed, and what it is to become.
struct TypedTerm {
  enum Part: Equatable {
    /// A key, or a part of a name; `isAbsence` after `!`.
    case key(isAbsence: Bool)
    /// A value of this key, after `=` or `!=`. In quotes, the key is that of a tag whatever its name.
    case value(of: String, isQuoted: Bool)
    /// Something that cannot be completed: a number, a regular expression.
    case other
  }

  private(set) var part = Part.key(isAbsence: false)
  /// What is typed of it, up to the cursor, without quotes.
  private(set) var word = ""
  /// The characters that a completion replaces: the whole word that the cursor is in.
  private(set) var range: Range<Int>
  /// Whether an operator follows the word, so that a key needs none.
  private(set) var isBeforeOperator = false

  private let characters: [Character]

  /// Reads the text from its begin, because only from there it can be told what is in quotes.
  init(_ text: String, cursor: Int) {
    characters = Array(text)
    let cursor = max(0, min(cursor, characters.count))
    range = cursor..<cursor
    var position = 0
    while position < cursor {
      if characters[position].isWhitespace {
        position += 1
        (part, word, range) = (.key(isAbsence: false), "", position..<position)
        continue
      }
      position = readTerm(from: position, to: cursor)
    }
    isBeforeOperator = sign(at: range.upperBound) != nil
  }

  /// Reads one term, up to the cursor at most, and returns where it ends.
  private mutating func readTerm(from start: Int, to cursor: Int) -> Int {
    var position = start
    part = .key(isAbsence: false)
    if characters[position] == "!", sign(at: position) == nil {
      part = .key(isAbsence: true)
      position += 1
    }
    let isQuoted = position < characters.count && characters[position] == "\""
    position = readWord(from: position, to: cursor, endingAt: .sign)
    guard position < cursor, let sign = sign(at: position) else { return position }
    let key = word
    position += sign.count
    let isList = sign == "=" || sign == "!="
    part = isList ? .value(of: key, isQuoted: isQuoted) : .other
    position = min(position, cursor)
    word = ""
    range = position..<position
    while true {
      position = readWord(from: position, to: cursor, endingAt: isList ? .comma : .blank)
      guard position < cursor, !characters[position].isWhitespace else { return position }
      position += 1
      word = ""
      range = position..<position
    }
  }

  /// Reads a word, in quotes or without, and returns where it ends or the cursor is.
  private mutating func readWord(
    from start: Int, to cursor: Int, endingAt end: WordEnd
  ) -> Int {
    let isQuoted = start < characters.count && characters[start] == "\""
    var text = ""
    var position = isQuoted ? start + 1 : start
    while position < characters.count {
      let character = characters[position]
      if isQuoted ? character == "\"" : isEnd(position, end) { break }
      if position < cursor { text.append(character) }
      position += 1
    }
    if isQuoted, position < characters.count { position += 1 }
    word = text
    range = start..<position
    return min(position, cursor)
  }

  /// What ends a word that is not in quotes, besides a blank.
  private enum WordEnd { case blank, comma, sign }

  private func isEnd(_ position: Int, _ end: WordEnd) -> Bool {
    switch end {
    case _ where characters[position].isWhitespace: true
    case .blank: false
    case .comma: characters[position] == ","
    case .sign: sign(at: position) != nil
    }
  }

  private func sign(at position: Int) -> String? {
    guard position < characters.count else { return nil }
    let next = position + 1 < characters.count ? characters[position + 1] : " "
    switch characters[position] {
    case "!" where next == "=" || next == "~": return "!\(next)"
    case "=", "~": return String(characters[position])
    case "<", ">": return next == "=" ? "\(characters[position])=" : String(characters[position])
    default: return nil
    }
  }
}
