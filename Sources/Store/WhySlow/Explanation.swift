import Intake

/// Why scopes of a group are slow: what tells them from the others, the likeliest cause first.
///
/// Worked out once, for one moment, from the scopes held in the query's window; two passes over
/// their columns. Nothing is claimed on fewer than 5 slow scopes, nor on what chance does as well
/// (see `Evidence`): of scopes that are slow for no reason that they tell, it says that nothing
/// differs. Figures are weighted; `rows` count what was really received.
package struct Explanation: Sendable {
  /// What came of the question.
  package enum Verdict: Hashable, Sendable {
    case explained
    /// Slow and other scopes are alike but for their durations.
    case nothingDiffers
    /// No scope of the group is in the window.
    case noScopes
    /// Those asked about are held as summaries only, which do not tell why.
    case onlySummaries
    /// Fewer slow scopes than `scopesMin`.
    case tooFewSlow
    /// Fewer others than `scopesMin` to hold them against.
    case tooFewOthers
    /// All of them took nearly the same time.
    case allAlike
    /// Those asked about took no longer than the others, and differ in nothing else.
    case notSlower
    /// The instance is held no longer.
    case gone
  }

  /// Of fewer scopes nothing is claimed.
  package static let scopesMin = 5
  /// More findings than these are not listed.
  static let findingsMax = 12

  package let key: GroupKey
  package let query: Query
  package let slowSet: SlowSet
  /// The moment it is about.
  package let now: Timestamp
  package internal(set) var verdict = Verdict.explained
  /// The likeliest cause first.
  package internal(set) var findings: [Finding] = []

  /// How many slow scopes, and how many others, weighted.
  package internal(set) var slowCount = 0.0
  package internal(set) var otherCount = 0.0
  /// The same as rows.
  package internal(set) var slowRows = 0
  package internal(set) var otherRows = 0
  /// The mean durations.
  package internal(set) var slowMean = Duration.zero
  package internal(set) var otherMean = Duration.zero
  /// From which duration on scopes are slow; nil unless it was asked about the slowest.
  package internal(set) var slowFrom: Duration?
  /// Up to when scopes of the window are held as summaries only, and left out; nil where none are.
  package internal(set) var summarisedUntil: Timestamp?
  /// Where most of the time of all the scopes goes, if one timer has more than half of it. Only of
  /// scopes that cannot be told apart.
  package internal(set) var mostTime: MostTime?

  /// Where most time goes.
  package struct MostTime: Sendable {
    /// Nil for the time in no timer.
    package var timer: MetricName?
    package var share: Double
  }

  /// The mean time that a slow scope takes beyond another one.
  package var extra: Duration { slowMean - otherMean }

  package init(of key: GroupKey, in query: Query, slow: SlowSet, at moment: Moment) {
    self.key = key
    self.query = query
    slowSet = slow
    now = moment.now
    let split = SlowSplit(of: key, in: query, slow: slow, at: moment)
    if slow == .slowest {
      slowFrom = split.figures.slowBorder.map { .nanoseconds($0.nanoseconds) }
    }
    summarisedUntil = split.summarisedUntil
    let tags = TagTally(split, moment.catalog)
    let candidates = TagFinder.candidates(tags)
    let times = TimeTally(split, tags, candidates: candidates, moment.catalog)
    count(times)
    if let verdict = Self.verdict(before: times, split, slow) {
      self.verdict = verdict
      if verdict != .notSlower { mostTime = MostTime(times, tags, moment.catalog) }
      return
    }
    var question = Question(of: key.scope, split, tags, times, candidates, moment.catalog, slow)
    if question.isInstance {
      question.ofGroup = Explanation(of: key, in: query, slow: .slowest, at: moment).findings
    }
    findings = find(question)
    guard findings.isEmpty else { return }
    verdict = extra > .zero ? .nothingDiffers : .notSlower
    if verdict == .nothingDiffers { mostTime = MostTime(times, tags, moment.catalog) }
  }

  private mutating func count(_ times: TimeTally) {
    slowCount = times.slow.weight
    otherCount = times.other.weight
    slowRows = times.slow.rows
    otherRows = times.other.rows
    slowMean = Duration(nanoseconds: times.slow.mean)
    otherMean = Duration(nanoseconds: times.other.mean)
  }

  /// Why there is nothing to look for, where that is so.
  private static func verdict(
    before times: TimeTally, _ split: SlowSplit, _ slow: SlowSet
  ) -> Verdict? {
    if split.isInstanceGone { return .gone }
    if times.slow.rows + times.other.rows == 0 {
      return split.summarisedUntil == nil ? .noScopes : .onlySummaries
    }
    switch slow {
    case .box(let box) where split.summarisedUntil.map { box.end <= $0 } == true:
      return .onlySummaries
    case .slowest where split.figures.slowBorder == nil && !split.figures.isFew: return .allAlike
    case .slowest, .box: if times.slow.rows < scopesMin { return .tooFewSlow }
    case .instance: break
    }
    return times.other.rows < scopesMin ? .tooFewOthers : nil
  }

  private func find(_ question: Question) -> [Finding] {
    let tags = TagFinder(question)
    let times = TimeFinder(question, significant: tags.singles)
    var findings = times.findings + tags.findings
    if let errors = tags.errors { findings.append(errors) }
    Self.rank(&findings, symptoms: tags.symptoms)
    return Array(findings.prefix(Self.findingsMax))
  }
}

/// What is known of slow and other scopes once all were looked at: what findings are made from.
struct Question {
  /// The name of the scopes.
  let scope: String
  let split: SlowSplit
  let tags: TagTally
  let times: TimeTally
  /// Numbers of the tag values that the masks of `times` are about.
  let candidates: [Int]
  let catalog: Catalog
  /// One scope is asked about: what is said of it are facts, for one scope proves nothing.
  let isInstance: Bool
  /// Of an instance: what tells all slow scopes of its group from the others.
  var ofGroup: [Finding] = []

  init(
    of scope: String, _ split: SlowSplit, _ tags: TagTally, _ times: TimeTally, _ candidates: [Int],
    _ catalog: Catalog, _ slow: SlowSet
  ) {
    self.scope = scope
    self.split = split
    self.tags = tags
    self.times = times
    self.candidates = candidates
    self.catalog = catalog
    if case .instance = slow { isInstance = true } else { isInstance = false }
  }

  /// How many slow rows a finding needs.
  var supportMin: Int { isInstance ? 1 : Explanation.scopesMin }

  /// The mean time of a slow scope beyond that of another one, in nanoseconds.
  var extra: Double { times.slow.mean - times.other.mean }

  func text(ofValue number: Int) -> TagText { TagText(tags.values[number].tag, in: catalog) }

  func name(ofMetric place: Int) -> MetricName {
    MetricName(catalog[tags.metrics[place].id], in: catalog)
  }
}

extension Explanation.MostTime {
  /// Of all scopes, slow or not; nil where there are too few of them, or no timer, or no timer has
  /// more than half of the time.
  init?(_ times: TimeTally, _ tags: TagTally, _ catalog: Catalog) {
    let all = times.slow.nanoseconds + times.other.nanoseconds
    guard times.slow.rows + times.other.rows >= Explanation.scopesMin, times.hasTimers, all > 0
    else { return nil }
    let unaccounted = times.slow.unaccounted.amount + times.other.unaccounted.amount
    var most = (name: nil as MetricName?, nanoseconds: unaccounted)
    for line in times.lines where line.kind == .timer {
      let nanoseconds = line.slow.amount + line.other.amount
      guard nanoseconds > most.nanoseconds else { continue }
      let name = MetricName(catalog[tags.metrics[line.metrics[0]].id], in: catalog)
      most = (line.metrics.count == 1 ? name : MetricName(key: name.key, tags: []), nanoseconds)
    }
    guard most.nanoseconds > all / 2 else { return nil }
    timer = most.name
    share = most.nanoseconds / all
  }
}
