import Intake

extension TagFinder {
  /// A tag is worth a line where at most this part of the others have it.
  private static var rareShare: Double { 0.2 }

  /// What is rare about one instance: tags that few of the others have.
  mutating func findFacts() {
    let all = question.tags.all
    guard all.other > 0 else { return }
    findGroupTags()
    let known = findings.flatMap(\.tagTexts)
    for number in question.tags.values.indices {
      let value = question.tags.values[number]
      let share = value.sides.other / all.other
      guard value.sides.slowRows > 0, share <= Self.rareShare, !isName(number) else { continue }
      let tags = [question.text(ofValue: number)]
      if known.contains(tags[0]) { continue }
      findings.append(
        Finding(
          what: .tags(
            TagFinding(tags: tags, typicalShare: share, slowShare: 1, isRarity: true)),
          support: value.sides.slow, terms: FilterTerms.tags(tags), score: 0.1 * (1 - share)))
    }
    if question.tags.errors.slowRows > 0 { errors = failure }
  }

  /// That it failed, where slow scopes of its group do so more often, or few others do.
  private var failure: Finding? {
    if var fact = question.ofGroup.first(where: \.isAboutErrors) {
      fact.score = 0.15
      return fact
    }
    let share = question.tags.errors.other / question.tags.all.other
    guard share <= Self.rareShare else { return nil }
    return Finding(
      what: .errors(typical: share, slow: 1, isRarity: true), support: question.tags.errors.slow,
      terms: ["error"], score: 0.1)
  }

  /// Tags that slow scopes of its group have more often, and so has it.
  private mutating func findGroupTags() {
    let mine = question.tags.values.indices.filter { question.tags.values[$0].sides.slowRows > 0 }
    let texts = mine.map { question.text(ofValue: $0) }
    for finding in question.ofGroup where !finding.tagTexts.isEmpty {
      guard finding.tagTexts.allSatisfy(texts.contains) else { continue }
      var fact = finding
      fact.score = 0.2
      findings.append(fact)
    }
    let known = findings.flatMap(\.tagTexts)
    singles = zip(mine, texts).filter { known.contains($1) }.map(\.0)
  }

  /// Whether a tag's values are names of single scopes, as of a customer or a request: that nobody
  /// else has the value says nothing then.
  private func isName(_ number: Int) -> Bool {
    let key = question.tags.values[number].key
    let values = question.tags.values.count { $0.key == key }
    return values * 4 > question.times.other.rows
  }
}

extension Finding {
  fileprivate var isAboutErrors: Bool { if case .errors = what { true } else { false } }

  /// The tags it is about; none of any other kind.
  fileprivate var tagTexts: [TagText] {
    if case .tags(let finding) = what { finding.tags } else { [] }
  }
}
