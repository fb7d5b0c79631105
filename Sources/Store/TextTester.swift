import Intake

/// The test of one term about a text, with the answers it gave for strings of the catalog.
struct TextTester {
  private enum Test {
    case isThere
    case isOne(of: Set<String>)
    case matches(Pattern)
    case contains(String)
  }

  private enum Answer: UInt8 { case unknown, no, yes }

  private let test: Test
  private var answers: [Answer] = []

  var byteCount: Int { answers.capacity }

  /// Nil for terms that are not about a text.
  init?(_ condition: FilterCondition) {
    switch condition {
    case .namePart(let part): test = .contains(part)
    case .text(_, .isThere): test = .isThere
    case .text(_, .isOne(let values)): test = .isOne(of: Set(values))
    case .text(_, .matches(let text)):
      do throws(Pattern.Fault) {
        test = .matches(try Pattern(text))
      } catch {
        preconditionFailure("BUG: a pattern that was accepted does not compile")
      }
    case .duration, .number, .time: return nil
    }
  }

  /// The test is made once for each distinct string.
  mutating func holds(for id: StringID, in catalog: Catalog) -> Bool {
    let index = Int(id.rawValue)
    if index >= answers.count {
      let missing = catalog.strings.count - answers.count
      answers.append(contentsOf: repeatElement(.unknown, count: missing))
    }
    if answers[index] == .unknown {
      answers[index] = holds(for: catalog[id]) ? .yes : .no
    }
    return answers[index] == .yes
  }

  func holds(for text: String) -> Bool {
    switch test {
    case .isThere: true
    case .isOne(let values): values.contains(text)
    case .matches(let pattern): pattern.matches(text)
    case .contains(let part): text.lowercased().contains(part)
    }
  }
}
