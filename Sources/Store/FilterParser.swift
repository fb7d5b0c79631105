/// Reads a filter's text from left to right, one term after the other.
///
///     filter   term (blanks term)*
///     term     '!' key | key operator value | word
///     operator '=' '!=' '~' '!~' '>' '>=' '<' '<='
///     value    word (',' word)*          one word after '~' and after comparisons
///     word     characters without blanks, or text in double quotes
///
/// In quotes, `dur`, `scope`, `id` and `error` are keys like any other: of a tag or a metric.
struct FilterParser {
  private let characters: [Character]
  private var position = 0

  init(_ text: String) { characters = Array(text) }

  mutating func terms() throws(FilterError) -> [FilterTerm] {
    guard characters.count <= Filter.textLimit else {
      throw FilterError(
        range: 0..<characters.count,
        message: "A filter has at most \(Filter.textLimit) characters: shorten it.")
    }
    var terms: [FilterTerm] = []
    skipBlanks()
    while position < characters.count {
      guard terms.count < Filter.termLimit else {
        throw error(
          from: position, "A filter has at most \(Filter.termLimit) terms: leave some out.")
      }
      terms.append(try term())
      skipBlanks()
    }
    return terms
  }

  private mutating func term() throws(FilterError) -> FilterTerm {
    let start = position
    if current == "!", operatorHere == nil {
      position += 1
      return try absence(from: start)
    }
    let isQuoted = current == "\""
    let key = try word(from: start, endingAtComma: false, endingAtOperator: true)
    guard let sign = takeOperator() else {
      try expectBlank(from: start)
      return wordTerm(key, isQuoted: isQuoted, from: start)
    }
    guard !key.isEmpty else {
      let example = sign.isOfNumbers ? "dur\(sign.rawValue)50ms" : "service\(sign.rawValue)api"
      throw error(from: start, "A term begins with a key and has no blanks: write \(example).")
    }
    let condition = try condition(key, isQuoted: isQuoted, sign, from: start)
    try expectBlank(from: start)
    return made(from: start, isExclusion: sign.isExclusion, condition)
  }

  /// The rest of a term that begins with `!`: a tag that has to be absent, or `!error`.
  private mutating func absence(from start: Int) throws(FilterError) -> FilterTerm {
    let isQuoted = current == "\""
    let key = try word(from: start, endingAtComma: false, endingAtOperator: true)
    guard !key.isEmpty else {
      throw error(from: start, "After ! comes the key of a tag that has to be absent: !canary.")
    }
    if let sign = takeOperator() {
      let key = isQuoted ? Filter.quotedKey(key) : key
      throw error(from: start, "To exclude a value, write \(key)!=…, not !\(key)\(sign.rawValue)….")
    }
    try expectBlank(from: start)
    return made(from: start, isExclusion: true, .text(subject(key, isQuoted: isQuoted), .isThere))
  }

  private func wordTerm(_ word: String, isQuoted: Bool, from start: Int) -> FilterTerm {
    if word == "error", !isQuoted {
      return made(from: start, isExclusion: false, .text(.error, .isThere))
    }
    return made(from: start, isExclusion: false, .namePart(word.lowercased()))
  }

  private mutating func condition(
    _ key: String, isQuoted: Bool, _ sign: Operator, from start: Int
  ) throws(FilterError) -> FilterCondition {
    if key == "dur", !isQuoted { return try duration(sign, from: start) }
    switch sign {
    case .equal, .unequal:
      return .text(
        subject(key, isQuoted: isQuoted), .isOne(of: try values(key, sign, from: start)))
    case .like, .unlike:
      return .text(
        subject(key, isQuoted: isQuoted), .matches(try pattern(key, sign, from: start)))
    case .compare(let comparison):
      return try figure(key, isQuoted: isQuoted, comparison, from: start)
    }
  }

  private func subject(_ key: String, isQuoted: Bool) -> FilterCondition.Subject {
    switch key {
    case _ where isQuoted: .tag(key)
    case "scope": .name
    case "id": .id
    case "error": .error
    default: .tag(key)
    }
  }

  private mutating func duration(
    _ sign: Operator, from start: Int
  ) throws(FilterError) -> FilterCondition {
    let comparison: Comparison
    switch sign {
    case .equal, .unequal: comparison = .equal
    case .compare(let given): comparison = given
    case .like, .unlike:
      throw error(from: start, "A duration is compared, not matched: write dur>50ms.")
    }
    let text = try word(from: start, endingAtComma: false, endingAtOperator: false)
    switch Quantity(text) {
    case .nanoseconds(let nanoseconds): return .duration(comparison, nanoseconds)
    case .number(0): return .duration(comparison, 0)
    case .number:
      throw error(
        from: start, "A duration needs a unit (ns, us, ms, s, m, h): dur\(sign.rawValue)\(text)ms.")
    case nil:
      throw error(
        from: start,
        "dur\(sign.rawValue) needs a number with a unit, such as dur\(sign.rawValue)50ms.")
    }
  }

  private mutating func figure(
    _ key: String, isQuoted: Bool, _ comparison: Comparison, from start: Int
  ) throws(FilterError) -> FilterCondition {
    guard case .tag = subject(key, isQuoted: isQuoted) else {
      throw error(from: start, "\(key) is text and cannot be compared so: write \(key)=….")
    }
    let text = try word(from: start, endingAtComma: false, endingAtOperator: false)
    switch Quantity(text) {
    case .number(let number): return .number(key: key, comparison, number)
    case .nanoseconds(let nanoseconds): return .time(key: key, comparison, nanoseconds)
    case nil:
      let sign = comparison.rawValue
      let key = Filter.quotedKey(key)
      throw error(
        from: start,
        "\(key)\(sign) needs a number (\(key)\(sign)10) or a time (\(key)\(sign)20ms).")
    }
  }

  private mutating func values(
    _ key: String, _ sign: Operator, from start: Int
  ) throws(FilterError) -> [String] {
    var values: [String] = []
    repeat {
      if !values.isEmpty { position += 1 }
      let isQuoted = current == "\""
      let value = try word(from: start, endingAtComma: true, endingAtOperator: false)
      guard isQuoted || !value.isEmpty else {
        let missing = values.isEmpty ? "needs a value" : "needs another value after the comma"
        throw error(
          from: start, "\(key)\(sign.rawValue) \(missing), such as \(key)\(sign.rawValue)api.")
      }
      values.append(value)
    } while current == ","
    return values
  }

  private mutating func pattern(
    _ key: String, _ sign: Operator, from start: Int
  ) throws(FilterError) -> String {
    let text = try word(from: start, endingAtComma: false, endingAtOperator: false)
    guard !text.isEmpty else {
      throw error(
        from: start,
        "\(key)\(sign.rawValue) needs a regular expression, such as \(key)\(sign.rawValue)^/users.")
    }
    do throws(Pattern.Fault) {
      _ = try Pattern(text)
    } catch {
      throw self.error(from: start, error.message)
    }
    return text
  }
}

extension FilterParser {
  private enum Operator {
    case equal, unequal, like, unlike
    case compare(Comparison)

    var isOfNumbers: Bool { if case .compare = self { true } else { false } }

    var rawValue: String {
      switch self {
      case .equal: "="
      case .unequal: "!="
      case .like: "~"
      case .unlike: "!~"
      case .compare(let comparison): comparison.rawValue
      }
    }

    var isExclusion: Bool {
      switch self {
      case .unequal, .unlike: true
      case .equal, .like, .compare: false
      }
    }
  }

  private var current: Character? { position < characters.count ? characters[position] : nil }
  private var next: Character? {
    position + 1 < characters.count ? characters[position + 1] : nil
  }

  /// The operator that begins at the position.
  private var operatorHere: Operator? {
    switch (current, next) {
    case ("!", "="): .unequal
    case ("!", "~"): .unlike
    case ("=", _): .equal
    case ("~", _): .like
    case (">", "="): .compare(.greaterOrEqual)
    case (">", _): .compare(.greater)
    case ("<", "="): .compare(.lessOrEqual)
    case ("<", _): .compare(.less)
    default: nil
    }
  }

  private mutating func takeOperator() -> Operator? {
    guard let sign = operatorHere else { return nil }
    position += sign.rawValue.count
    return sign
  }

  private mutating func skipBlanks() {
    while let character = current, character.isWhitespace { position += 1 }
  }

  /// Reads a word, in quotes or without; empty where none stands here.
  private mutating func word(
    from start: Int, endingAtComma: Bool, endingAtOperator: Bool
  ) throws(FilterError) -> String {
    if current == "\"" { return try quoted(from: start) }
    var word = ""
    while let character = current, !character.isWhitespace {
      if endingAtComma, character == "," { break }
      if endingAtOperator, operatorHere != nil { break }
      word.append(character)
      position += 1
    }
    return word
  }

  private mutating func quoted(from start: Int) throws(FilterError) -> String {
    position += 1
    var text = ""
    while let character = current, character != "\"" {
      if character == "\\", next == "\"" || next == "\\" { position += 1 }
      text.append(characters[position])
      position += 1
    }
    guard current == "\"" else {
      throw FilterError(
        range: start..<characters.count, message: "The quote is not closed: add a \" at its end.")
    }
    position += 1
    return text
  }

  private func expectBlank(from start: Int) throws(FilterError) {
    guard let character = current, !character.isWhitespace else { return }
    throw error(from: start, "After a closing quote comes a space or the end.")
  }

  private func made(
    from start: Int, isExclusion: Bool, _ condition: FilterCondition
  ) -> FilterTerm {
    FilterTerm(
      range: start..<position, text: String(characters[start..<position]),
      isExclusion: isExclusion, condition: condition)
  }

  /// An error about the term that begins at `start`, up to the next blank.
  private func error(from start: Int, _ message: String) -> FilterError {
    var end = max(position, min(start + 1, characters.count))
    while end < characters.count, !characters[end].isWhitespace { end += 1 }
    return FilterError(range: start..<end, message: message)
  }
}
