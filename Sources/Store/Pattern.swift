/// A regular expression of a filter, asked once for each distinct string.
///
/// The engine is our own because what is typed must never stop the screen: `(a+)+$` takes an engine
/// that backtracks years on 40 characters. This one goes over the text once and keeps the set of
/// places in the pattern that it may be at (Thompson 1968; Cox, "Regular Expression Matching Can Be
/// Simple And Fast", 2007), so the time is bounded by pattern × text.
///
/// It knows the usual: `. [a-z] [^0-9] \d \w \s \b ^ $ | ( ) * + ? {2,5}` and `(?i)` in front to
/// make upper and lower case alike. It has no look-around and no back-references.
struct Pattern {
  /// A pattern that cannot be used, in one sentence.
  struct Fault: Error {
    let message: String
  }

  /// A longer pattern is refused, in characters.
  static let lengthLimit = 200
  /// A pattern that comes to more steps, by `{1000}` within `{1000}`, is refused.
  static let stepLimit = 4_000

  /// One step of the compiled pattern.
  enum Step {
    /// One character of a set, then the next step.
    case take(CharacterSet)
    /// A place in the text, then the next step.
    case check(Place)
    /// Either of two steps.
    case fork(Int, Int)
    case jump(Int)
    case match
  }

  enum Place { case start, end, wordBorder, insideWord }

  private let steps: [Step]

  init(_ text: String) throws(Fault) {
    guard text.count <= Self.lengthLimit else {
      throw Fault(
        message: "A regular expression has at most \(Self.lengthLimit) characters: shorten it.")
    }
    var parser = PatternParser(text)
    var compiler = PatternCompiler()
    steps = try compiler.steps(for: try parser.pattern())
  }

  /// Whether the pattern matches any part of the text. Cost: the text's length times the pattern's.
  func matches(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    var here = StepSet(steps.count)
    var next = StepSet(steps.count)
    for position in 0...scalars.count {
      if enter(0, at: position, in: scalars, &here) { return true }
      guard position < scalars.count else { return false }
      next.removeAll()
      for step in here.takes {
        guard case .take(let set) = steps[step], set.contains(scalars[position]) else { continue }
        if enter(step + 1, at: position + 1, in: scalars, &next) { return true }
      }
      swap(&here, &next)
    }
    return false
  }

  /// Follows everything that needs no character. Returns whether the end of the pattern is reached.
  private func enter(
    _ start: Int, at position: Int, in scalars: [Unicode.Scalar], _ set: inout StepSet
  ) -> Bool {
    var open = [start]
    while let step = open.popLast() {
      guard set.insert(step) else { continue }
      switch steps[step] {
      case .match: return true
      case .take: set.takes.append(step)
      case .jump(let target): open.append(target)
      case .fork(let first, let second): open += [second, first]
      case .check(let place):
        if Self.holds(place, at: position, in: scalars) { open.append(step + 1) }
      }
    }
    return false
  }

  private static func holds(
    _ place: Place, at position: Int, in scalars: [Unicode.Scalar]
  ) -> Bool {
    let isWordBefore = position > 0 && CharacterSet.word.contains(scalars[position - 1])
    let isWordAfter = position < scalars.count && CharacterSet.word.contains(scalars[position])
    return switch place {
    case .start: position == 0
    case .end: position == scalars.count
    case .wordBorder: isWordBefore != isWordAfter
    case .insideWord: isWordBefore == isWordAfter
    }
  }

  /// The steps that a match may be at.
  private struct StepSet {
    private var isIn: [Bool]
    private var members: [Int] = []
    /// Those of them that wait for a character.
    var takes: [Int] = []

    init(_ count: Int) { isIn = Array(repeating: false, count: count) }

    mutating func insert(_ step: Int) -> Bool {
      guard !isIn[step] else { return false }
      isIn[step] = true
      members.append(step)
      return true
    }

    mutating func removeAll() {
      for step in members { isIn[step] = false }
      members.removeAll(keepingCapacity: true)
      takes.removeAll(keepingCapacity: true)
    }
  }
}
