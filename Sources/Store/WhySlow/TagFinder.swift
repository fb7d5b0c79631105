import Intake

/// Finds tags, and pairs of tags, that slow scopes have more often than others do.
///
/// A tag of metrics alone is looked at among scopes that have its key at all: else `table=orders`
/// would be found wherever a call is made that the others don't make, which the timer says already.
struct TagFinder {
  /// A tag has to be so many times as common, and by so much of all scopes.
  private static let liftMin = 1.5
  private static let differenceMin = 0.1
  /// A pair has to say so many times more than either of its tags does.
  private static let pairGain = 1.5
  /// … and to hold for so much of what the rarer of them holds for.
  private static let pairKept = 0.8
  /// Values that pairs are made of, and whose company is looked at.
  private static let candidatesMax = 40
  /// How many times as common among the slow a value has to be to be looked at at all, and how sure that
  /// is; little, as a pair of two such values may be worth finding.
  private static let candidateLiftMin = 1.15
  private static let candidateEvidenceMin = 1.0
  /// A tag most of whose slow scopes failed is how it ended, and not why.
  private static let symptomErrors = 0.8

  /// Slow and other scopes with something, as parts of those that could have it.
  fileprivate struct Shares {
    var slow: Double
    var other: Double
    var slowCount: Double
    var otherCount: Double
    var evidence: Double

    /// How many times as common; where no other has it, as if half of one had.
    var lift: Double { slow / max(other, 0.5 / max(1, otherCount)) }
    /// The part of the slow that would not be, were the others as often slow with it as without.
    var attributable: Double { other < 1 ? (slow - other) / (1 - other) : 0 }
  }

  /// What the masks say of all scopes, or of some.
  private struct Counted {
    var with = TagTally.Sides()
    var all = TagTally.Sides()
  }

  var findings: [Finding] = []
  var errors: Finding?
  /// Numbers of the single values that are significant, listed or not.
  var singles: [Int] = []
  /// Tags that say how scopes ended.
  private(set) var symptoms: Set<[TagText]> = []
  let question: Question
  private let effectivePart: (slow: Double, other: Double)

  init(_ question: Question) {
    self.question = question
    let effective = question.tags.effective
    let all = question.tags.all
    effectivePart = (
      all.slow > 0 ? effective.slow / all.slow : 0, all.other > 0 ? effective.other / all.other : 0
    )
    if question.isInstance {
      findFacts()
    } else {
      findTags()
      findErrors()
    }
  }

  /// The values that may be in a pair, or be found: more common among the slow, likeliest first.
  static func candidates(_ tags: TagTally) -> [Int] {
    let all = tags.all
    guard all.slow > 0, all.other > 0 else { return [] }
    let rated = tags.values.indices.compactMap { number -> (number: Int, evidence: Double)? in
      let value = tags.values[number]
      guard value.sides.slowRows >= Explanation.scopesMin else { return nil }
      let base = tags.base(of: number)
      let (slow, other) = (value.sides.slow / base.slow, value.sides.other / max(base.other, 1e-9))
      guard slow > candidateLiftMin * other || base.other == 0 else { return nil }
      let evidence = Evidence.ofShares(slow, of: base.slow, against: other, of: base.other)
      return evidence > candidateEvidenceMin ? (number, evidence) : nil
    }
    return rated.sorted { ($0.evidence, $1.number) > ($1.evidence, $0.number) }
      .prefix(candidatesMax).map(\.number)
  }

  private mutating func findTags() {
    let looked = question.tags.values.count
    let needed = Evidence.needed(amongst: looked)
    let counts = question.candidates.indices.map { bit in
      counted(1 << bit, base: ownBase(of: bit))
    }
    let shares = counts.map(shares)
    let significant = shares.indices.filter { bit in
      shares[bit].evidence >= needed && shares[bit].lift >= Self.liftMin
        && shares[bit].slow - shares[bit].other >= Self.differenceMin
    }
    singles = significant.map { question.candidates[$0] }
    let pairs = pairs(shares, needed: Evidence.needed(amongst: looked + pairCount))
    var listed: [(bits: UInt64, shares: Shares)] = []
    for pair in pairs where listed.allSatisfy({ isNews(pair.bits, pair.shares, beside: $0) }) {
      listed.append(pair)
    }
    let order = significant.sorted { shares[$0].rating > shares[$1].rating }
    for bit in order {
      let bits: UInt64 = 1 << bit
      guard listed.allSatisfy({ isNews(bits, shares[bit], beside: $0) }) else { continue }
      listed.append((bits, shares[bit]))
    }
    for (bits, shares) in listed { list(bits, shares) }
  }

  private mutating func list(_ bits: UInt64, _ shares: Shares) {
    let tags = question.candidates.indices.filter { bits & 1 << $0 != 0 }
      .map { question.text(ofValue: question.candidates[$0]) }
    let having = counted(bits)
    let failed = counted(bits | TimeTally.errorBit)
    // Where the others fail as often, failing says nothing of a tag.
    if failed.with.slow >= Self.symptomErrors * having.with.slow,
      self.shares(counted(TimeTally.errorBit)).lift >= Self.liftMin
    {
      symptoms.insert(tags)
    }
    findings.append(
      Finding(
        what: .tags(TagFinding(tags: tags, typicalShare: shares.other, slowShare: shares.slow)),
        support: having.with.slow, terms: FilterTerms.tags(tags), score: shares.attributable))
  }

  /// Pairs that say clearly more than either of their tags, those that say most first.
  private func pairs(
    _ singles: [Shares], needed: Double
  ) -> [(bits: UInt64, shares: Shares)] {
    var pairs: [(bits: UInt64, shares: Shares)] = []
    for first in singles.indices {
      for second in singles.indices.dropFirst(first + 1) {
        let (one, other): (UInt64, UInt64) = (1 << first, 1 << second)
        let both = shares(counted(one | other))
        let kept = min(singles[first].slow, singles[second].slow) * Self.pairKept
        let lift = max(singles[first].lift, singles[second].lift) * Self.pairGain
        guard both.slow >= kept, both.lift >= lift, both.evidence >= needed,
          both.slow - both.other >= Self.differenceMin,
          counted(one | other).with.slowRows >= Explanation.scopesMin,
          isMore(other, within: one, needed), isMore(one, within: other, needed)
        else { continue }
        pairs.append((one | other, both))
      }
    }
    return pairs.sorted { $0.shares.rating > $1.shares.rating }
  }

  private var pairCount: Int {
    question.candidates.count * max(0, question.candidates.count - 1) / 2
  }

  /// Whether a tag is more common among the slow of those scopes, too, that have another one.
  private func isMore(_ bits: UInt64, within others: UInt64, _ needed: Double) -> Bool {
    let shares = shares(counted(bits, base: { $0 & others == others }))
    return shares.slow > shares.other && shares.evidence >= needed
  }

  /// Whether something says more than what is listed already: it is more common among the slow of
  /// the scopes without that, too, or no worse a sign than that.
  private func isNews(
    _ bits: UInt64, _ mine: Shares, beside listed: (bits: UInt64, shares: Shares)
  ) -> Bool {
    if bits & listed.bits == 0, mine.lift * Self.pairGain > listed.shares.lift { return true }
    let outside = shares(counted(bits, base: { $0 & listed.bits != listed.bits }))
    return outside.slow > outside.other
      && outside.evidence >= Evidence.needed(amongst: question.tags.values.count)
  }

  private mutating func findErrors() {
    let shares = shares(counted(TimeTally.errorBit))
    let sides = question.tags.errors
    guard sides.slowRows >= Explanation.scopesMin, shares.lift >= Self.liftMin,
      shares.slow - shares.other >= Self.differenceMin,
      shares.evidence >= Evidence.needed(amongst: 1)
    else { return }
    errors = Finding(
      what: .errors(typical: shares.other, slow: shares.slow, isRarity: false), support: sides.slow,
      terms: ["error"], score: shares.attributable)
  }
}

extension TagFinder {
  /// The scopes that a tag of metrics is looked at among: those that bear its key. Nil for a tag of
  /// scopes, which is looked at among all.
  private func ownBase(of bit: Int) -> TagTally.Sides? {
    let number = question.candidates[bit]
    return question.tags.isOnMetrics(number) ? question.tags.base(of: number) : nil
  }

  private func counted(_ bits: UInt64, base: TagTally.Sides?) -> Counted {
    var counted = counted(bits)
    if let base { counted.all = base }
    return counted
  }

  /// Scopes that have all of these, of those that a condition holds for.
  private func counted(
    _ bits: UInt64, base isInBase: (UInt64) -> Bool = { _ in true }
  ) -> Counted {
    var counted = Counted()
    for (mask, sides) in question.times.masks where isInBase(mask) {
      counted.all.add(sides)
      if mask & bits == bits { counted.with.add(sides) }
    }
    return counted
  }

  private func shares(_ counted: Counted) -> Shares {
    let (with, all) = (counted.with, counted.all)
    let slow = all.slow > 0 ? with.slow / all.slow : 0
    let other = all.other > 0 ? with.other / all.other : 0
    let slowCount = all.slow * effectivePart.slow
    let otherCount = all.other * effectivePart.other
    return Shares(
      slow: slow, other: other, slowCount: slowCount, otherCount: otherCount,
      evidence: Evidence.ofShares(slow, of: slowCount, against: other, of: otherCount))
  }
}

extension TagFinder.Shares {
  /// What comes first: what holds for more of the slow, and is the better sign of them.
  fileprivate var rating: Double { attributable * Evidence.naturalLog(max(1, lift)) }
}

extension TagTally {
  /// Whether a value's key is on metrics and on no scope.
  func isOnMetrics(_ number: Int) -> Bool { !keys[values[number].key].isOnScopes }

  /// The scopes among which a value is looked at.
  func base(of number: Int) -> Sides {
    isOnMetrics(number) ? keys[values[number].key].sides : all
  }
}
