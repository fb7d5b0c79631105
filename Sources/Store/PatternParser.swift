/// Reads a regular expression.
///
///     pattern   '(?i)'? branches
///     branches  sequence ('|' sequence)*
///     sequence  (atom ('*' | '+' | '?' | '{' n (',' n?)? '}')?)*     a '?' after it changes nothing
///     atom      character | '.' | '^' | '$' | '\' escape | '[' set ']' | '(' branches ')'
struct PatternParser {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var ignoresCase = false

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  mutating func pattern() throws(Pattern.Fault) -> PatternNode {
    if take("(?i)") { ignoresCase = true }
    let node = try branches()
    guard position == scalars.count else {
      throw Pattern.Fault(message: "A ) in the regular expression has no (: write \\) for itself.")
    }
    return node
  }

  private mutating func branches() throws(Pattern.Fault) -> PatternNode {
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .either(branches)
  }

  private mutating func sequence() throws(Pattern.Fault) -> PatternNode {
    var nodes: [PatternNode] = []
    while let scalar = current, scalar != "|", scalar != ")" {
      let atom = try atom()
      nodes.append(try repetition(of: atom))
    }
    return .sequence(nodes)
  }

  private mutating func repetition(of atom: PatternNode) throws(Pattern.Fault) -> PatternNode {
    let (least, most): (Int, Int?)
    if take("*") {
      (least, most) = (0, nil)
    } else if take("+") {
      (least, most) = (1, nil)
    } else if take("?") {
      (least, most) = (0, 1)
    } else if current == "{" {
      (least, most) = try bounds()
    } else {
      return atom
    }
    _ = take("?")
    if let current, "*+?{".unicodeScalars.contains(current) {
      throw Pattern.Fault(
        message: "A \(current) in the regular expression repeats nothing: write \\\(current).")
    }
    return .repeated(atom, least: least, most: most)
  }

  private mutating func bounds() throws(Pattern.Fault) -> (Int, Int?) {
    position += 1
    let least = number()
    let most = take(",") ? number() : least
    guard let least, take("}"), (most ?? least) >= least, (most ?? 0) <= 1_000, least <= 1_000
    else {
      throw Pattern.Fault(
        message: "A { in the regular expression needs numbers up to 1000: {2}, {2,} or {2,5}.")
    }
    return (least, most)
  }

  private mutating func number() -> Int? {
    var digits = ""
    while let scalar = current, ("0"..."9").contains(scalar), digits.count < 6 {
      digits.unicodeScalars.append(scalar)
      position += 1
    }
    return Int(digits)
  }

  private mutating func atom() throws(Pattern.Fault) -> PatternNode {
    guard let scalar = current else { return .sequence([]) }
    position += 1
    switch scalar {
    case ".": return .take(.any)
    case "^": return .check(.start)
    case "$": return .check(.end)
    case "(": return try group()
    case "[": return .take(try set())
    case "\\": return try escape()
    case "*", "+", "?", "{":
      throw Pattern.Fault(
        message: "A \(scalar) in the regular expression repeats nothing: write \\\(scalar).")
    default: return .take(single(scalar))
    }
  }

  private mutating func group() throws(Pattern.Fault) -> PatternNode {
    if take("?"), !take(":") {
      throw Pattern.Fault(
        message: "Of groups that begin with (?, only (?:…) and a leading (?i) are known.")
    }
    let node = try branches()
    guard take(")") else {
      throw Pattern.Fault(
        message: "A ( in the regular expression is not closed: add ), or write \\( for itself.")
    }
    return node
  }

  private mutating func escape() throws(Pattern.Fault) -> PatternNode {
    if take("b") { return .check(.wordBorder) }
    if take("B") { return .check(.insideWord) }
    return .take(try escapedSet())
  }

  /// What follows a backslash, as a set.
  private mutating func escapedSet() throws(Pattern.Fault) -> CharacterSet {
    guard let scalar = current else {
      throw Pattern.Fault(message: "A \\ ends the regular expression: write \\\\ for itself.")
    }
    position += 1
    switch scalar {
    case "d": return .digit
    case "w": return .word
    case "s": return .blank
    case "D": return CharacterSet(ranges: CharacterSet.digit.ranges, isNegated: true)
    case "W": return CharacterSet(ranges: CharacterSet.word.ranges, isNegated: true)
    case "S": return CharacterSet(ranges: CharacterSet.blank.ranges, isNegated: true)
    case "t": return single("\t")
    case "n": return single("\n")
    case "r": return single("\r")
    case _ where CharacterSet.word.contains(scalar):
      throw Pattern.Fault(message: "\\\(scalar) is not known in a regular expression.")
    default: return single(scalar)
    }
  }

  /// What stands between `[` and `]`. A `]` in front, or a `-` at either end, stands for itself.
  private mutating func set() throws(Pattern.Fault) -> CharacterSet {
    var set = CharacterSet(ignoresCase: ignoresCase)
    set.isNegated = take("^")
    var isFirst = true
    while let scalar = current, scalar != "]" || isFirst {
      isFirst = false
      let first = try setMember()
      guard current == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
        set.formUnion(first)
        continue
      }
      position += 1
      let last = try setMember()
      guard let low = first.only, let high = last.only, low <= high else {
        throw Pattern.Fault(
          message: "A range in […] goes from a lower to a higher character: [a-z].")
      }
      set.ranges.append(low...high)
    }
    guard take("]") else {
      throw Pattern.Fault(
        message: "A [ in the regular expression is not closed: add ], or write \\[ for itself.")
    }
    return set
  }

  private mutating func setMember() throws(Pattern.Fault) -> CharacterSet {
    if take("\\") { return try escapedSet() }
    defer { position += 1 }
    return CharacterSet(ranges: [scalars[position].value...scalars[position].value])
  }

  private func single(_ scalar: Unicode.Scalar) -> CharacterSet {
    CharacterSet(ranges: [scalar.value...scalar.value], ignoresCase: ignoresCase)
  }

  private var current: Unicode.Scalar? {
    position < scalars.count ? scalars[position] : nil
  }

  private mutating func take(_ text: String) -> Bool {
    guard scalars[position...].starts(with: text.unicodeScalars) else { return false }
    position += text.unicodeScalars.count
    return true
  }
}

extension CharacterSet {
  /// The one character of a set that has no other.
  fileprivate var only: UInt32? {
    guard !isNegated, ranges.count == 1, ranges[0].count == 1 else { return nil }
    return ranges[0].lowerBound
  }
}
