import Intake

/// Finds the timers and counters that tell slow scopes from others, and the time in no timer.
///
/// Slow scopes were chosen for their time, so some timer always has more of it in them. That is no
/// finding while all of them are longer alike: what counts is time *beyond* the common measure.
/// Three things make a timer one:
///
/// - it takes a larger part of slow scopes than of others;
/// - it is called more often;
/// - it is nearly all there is, and the slow ones stand apart from the others instead of being the
///   end of an even spread.
struct TimeFinder {
  /// A timer has to explain so much of the extra time.
  private static let shareMin = 0.1
  /// It is beyond the common measure when it grows so many times as much as all other time does.
  private static let growthMin = 2.0
  /// It is called more often when it is called so many times as often.
  private static let callsMin = 1.3
  /// It is nearly all there is when it explains so much of the extra time.
  private static let dominantShare = 0.8
  /// It is around everything when it has so much of all time.
  private static let wholePart = 0.9
  /// What is inside says more than a timer around everything when it explains so much.
  private static let insideShare = 0.3
  /// Tags are named with a timer when slow scopes spend so much of their time in it with them.
  private static let placeShare = 0.6
  /// How many times as long slow scopes take as the end of an even spread would.
  private static let excessMin = 1.6
  /// A counter has to count so many times as much, and by so many of its standard deviations.
  private static let ratioMin = 1.25
  private static let effectMin = 0.5
  /// Of one instance, what is further off the mean than so many standard deviations.
  private static let unusualDeviations = 2.0
  private static let unusualGrowth = 1.5

  private(set) var findings: [Finding] = []
  private let question: Question
  private let needed: Double
  private let hasExcess: Bool
  /// Of each timer and of the time in none.
  private let growths: [Growth]

  /// Time per scope among the slow and among the others, in nanoseconds.
  private struct Growth {
    var slow: Double
    var other: Double

    var factor: Double { (slow + 1) / (other + 1) }

    static func - (a: Self, b: Self) -> Self {
      Self(slow: max(0, a.slow - b.slow), other: max(0, a.other - b.other))
    }
  }

  /// - Parameter significant: numbers of tag values that slow scopes have more often.
  init(_ question: Question, significant: [Int]) {
    self.question = question
    needed = Evidence.needed(amongst: question.times.lines.count + 1, .low)
    hasExcess = Self.hasExcess(question)
    let (slow, other) = (question.times.slow, question.times.other)
    growths =
      question.times.lines.filter { $0.kind == .timer }.map {
        Growth(slow: slow.each($0.slow.amount), other: other.each($0.other.amount))
      } + [
        Growth(
          slow: slow.each(slow.unaccounted.amount), other: other.each(other.unaccounted.amount))
      ]
    for line in question.times.lines {
      let finding =
        line.kind == .counter ? counter(line) : timer(line, significant: significant)
      if let finding { findings.append(finding) }
    }
    if let finding = unaccounted() { findings.append(finding) }
    dropWrappers()
  }

  /// A timer around everything explains everything, and so nothing, where one inside of it does.
  private mutating func dropWrappers() {
    let isSaidInside = findings.contains { $0.timeShare >= Self.insideShare && !isWrapper($0) }
    if isSaidInside { findings = findings.filter { !isWrapper($0) } }
  }

  private func isWrapper(_ finding: Finding) -> Bool {
    guard case .timer(let timer) = finding.what else { return false }
    let usual = timer.typicalPerCall / .nanoseconds(1) * timer.typicalCalls
    return usual >= Self.wholePart * question.times.other.mean
  }

  /// Whether slow scopes take longer than the end of a spread as even as that of the faster half:
  /// a log-normal one, whose slowest 5 % are 2.06 standard deviations off on average.
  private static func hasExcess(_ question: Question) -> Bool {
    let figures = question.split.figures
    guard !figures.isFew, question.times.slow.mean > 0 else { return false }
    let (low, middle, _) = figures.histogram.buckets(at: (0.1, 0.5, 0.95))
    func logarithm(_ bucket: Int) -> Double {
      Evidence.naturalLog(Double(max(1, DurationScale.middleNanoseconds(ofBucket: bucket))))
    }
    let deviation = (logarithm(middle) - logarithm(low)) / 1.2816
    let expected = logarithm(middle) + 2.06 * deviation
    return Evidence.naturalLog(question.times.slow.mean)
      > expected + Evidence.naturalLog(excessMin)
  }

  private func timer(_ line: TimeTally.Line, significant: [Int]) -> Finding? {
    let (slow, other) = (question.times.slow, question.times.other)
    guard question.extra > 0, line.slow.rows >= question.supportMin else { return nil }
    let finding = TimerFinding(
      name(of: line), typical: (other.each(line.other.calls), other.each(line.other.amount)),
      slow: (slow.each(line.slow.calls), slow.each(line.slow.amount)), ofExtra: question.extra)
    guard finding.share >= Self.shareMin else { return nil }
    guard isBeyondMeasure(line.slow, line.other) || isCalledMore(line, finding) else { return nil }
    var placed = finding
    let place = place(of: line, significant: significant)
    if !place.isEmpty { placed.name.tags = [] }
    placed.place = place.map { question.text(ofValue: $0) }
    placed.isElsewhereToo =
      !place.isEmpty
      && line.metrics.contains { metric in
        !place.allSatisfy(question.tags.metrics[metric].values.contains)
      }
    // Slow scopes that have the tags; a tag may be on more than this timer.
    let there = place.map { question.tags.values[$0].sides.slow }.min() ?? .infinity
    return Finding(
      what: .timer(placed), support: min(line.slow.weight, there), terms: terms(of: line, placed),
      score: score(share: finding.share, typical: line.other))
  }

  private func unaccounted() -> Finding? {
    let (slow, other) = (question.times.slow, question.times.other)
    guard question.extra > 0, question.times.hasTimers else { return nil }
    let (mine, others) = (slow.each(slow.unaccounted.amount), other.each(other.unaccounted.amount))
    let share = (mine - others) / question.extra
    guard share >= Self.shareMin, isBeyondMeasure(slow.unaccounted, other.unaccounted) else {
      return nil
    }
    return Finding(
      what: .unaccounted(
        typical: Duration(nanoseconds: others), slow: Duration(nanoseconds: mine), share: share),
      support: slow.weight, terms: durationTerms(),
      score: score(share: share, typical: other.unaccounted))
  }

  /// What explains the extra time; of two that explain as much, the one that had less of the usual
  /// time. So a timer around everything comes after the one inside that is the cause.
  private func score(share: Double, typical: TimeTally.Sum) -> Double {
    let usual =
      question.times.other.nanoseconds > 0 ? typical.amount / question.times.other.nanoseconds : 0
    return min(1, share) - min(1, usual) / 4
  }

  private func isBeyondMeasure(_ slow: TimeTally.Sum, _ other: TimeTally.Sum) -> Bool {
    let (mine, others) = (question.times.slow, question.times.other)
    if question.isInstance { return isUnusual(mine.each(slow.amount), others.spread(of: other)) }
    let part = others.mean > 0 ? min(1, others.each(other.amount) / others.mean) : 0
    let contrast = Evidence.ofMeans(
      mine.spread(of: slow, less: part), against: others.spread(of: other, less: part))
    let growth = Growth(slow: mine.each(slow.amount), other: others.each(other.amount))
    if contrast >= needed, isAhead(growth) { return true }
    let share = (growth.slow - growth.other) / question.extra
    return share >= Self.dominantShare && hasExcess
      && Evidence.ofMeans(mine.spread(of: slow), against: others.spread(of: other)) >= needed
  }

  /// Whether time grew much more than all the rest did, or than the rest without what grew as much:
  /// two timers that wait for the same disk must not hide each other.
  private func isAhead(_ growth: Growth) -> Bool {
    let whole = Growth(slow: question.times.slow.mean, other: question.times.other.mean)
    if growth.factor >= Self.growthMin * max(1, (whole - growth).factor) { return true }
    let rest = growths.reduce(whole) { rest, other in
      let isAlike = other.factor * Self.growthMin >= growth.factor
      return isAlike && other.other < Self.wholePart * whole.other ? rest - other : rest
    }
    return rest.other >= 0.02 * whole.other
      && growth.factor >= Self.growthMin * max(1, rest.factor)
  }

  private func isCalledMore(_ line: TimeTally.Line, _ finding: TimerFinding) -> Bool {
    // At what a call takes in slow scopes: where all calls are slower, more of them weigh more.
    let more = (finding.slowCalls - finding.typicalCalls) * finding.slowPerCall.nanosecondsValue
    guard more >= Self.shareMin * question.extra,
      finding.slowCalls >= Self.callsMin * finding.typicalCalls
    else { return false }
    if question.isInstance {
      return isUnusual(finding.slowCalls, question.times.other.callSpread(of: line.other))
    }
    return Evidence.ofMeans(
      question.times.slow.callSpread(of: line.slow),
      against: question.times.other.callSpread(of: line.other)) >= needed
  }

  private func isUnusual(_ value: Double, _ typical: Spread) -> Bool {
    value >= Self.unusualGrowth * typical.mean
      && value - typical.mean > Self.unusualDeviations * typical.deviation
  }

  private func counter(_ line: TimeTally.Line) -> Finding? {
    let (slow, other) = (question.times.slow, question.times.other)
    let (mine, others) = (slow.each(line.slow.amount), other.each(line.other.amount))
    let spread = other.spread(of: line.other)
    guard line.slow.rows >= question.supportMin, mine > 0, others >= 0,
      mine >= Self.ratioMin * others
    else { return nil }
    if question.isInstance {
      guard isUnusual(mine, spread) else { return nil }
    } else {
      let evidence = Evidence.ofMeans(slow.spread(of: line.slow), against: spread)
      guard mine - others >= Self.effectMin * spread.deviation, evidence >= needed else {
        return nil
      }
    }
    let name = question.name(ofMetric: line.metrics[0])
    // Counters explain no time: they come after what does, those with the larger factor first.
    return Finding(
      what: .counter(name, typical: others, slow: mine), support: line.slow.weight,
      terms: FilterTerms.counter(name, typical: others, slow: mine),
      score: 0.1 * (1 - others / mine))
  }
}

extension TimeFinder {
  private func name(of line: TimeTally.Line) -> MetricName {
    let name = question.name(ofMetric: line.metrics[0])
    return line.metrics.count == 1 ? name : MetricName(key: name.key, tags: [])
  }

  /// The tags with which slow scopes spend most of their time in a timer of several metrics, and those
  /// of a timer of one: as numbers of values.
  private func place(of line: TimeTally.Line, significant: [Int]) -> [Int] {
    guard line.metrics.count > 1 else {
      let values = question.tags.metrics[line.metrics[0]].values
      return significant.contains(where: values.contains) ? values : []
    }
    func nanoseconds(with value: Int?) -> Double {
      line.metrics.reduce(0) { sum, metric in
        if let value, !question.tags.metrics[metric].values.contains(value) { return sum }
        return sum + question.times.slowNanoseconds[metric]
      }
    }
    let all = nanoseconds(with: nil)
    let shares = significant.map { value -> (value: Int, share: Double) in
      (value, all > 0 ? nanoseconds(with: value) / all : 0)
    }
    let best = shares.map(\.share).max() ?? 0
    guard best >= Self.placeShare else { return [] }
    return shares.filter { $0.share >= best - 0.05 }.map(\.value)
  }

  /// The filter for scopes that spend long in a timer: half way, by factors, between what others and
  /// slow ones do.
  private func terms(of line: TimeTally.Line, _ finding: TimerFinding) -> [String] {
    let typical = question.times.other.each(line.other.amount)
    let slow = question.times.slow.each(line.slow.amount)
    let isOneOfSeveral = line.isOneOfSeveral && line.metrics.count == 1
    let tags = isOneOfSeveral ? finding.name.tags : finding.place
    return FilterTerms.tags(tags)
      + FilterTerms.timer(finding.name.key, typical: typical, slow: slow)
  }

  /// The filter for scopes as slow as these.
  private func durationTerms() -> [String] {
    let typical = question.times.other.mean
    let border = question.split.figures.slowBorder.map { Double($0.nanoseconds) }
    let from = border ?? (typical * question.times.slow.mean).squareRoot()
    return FilterTerms.duration(
      of: question.scope, from: question.isInstance ? question.times.slow.mean : from)
  }
}

extension Finding {
  /// What it explains of the extra time; nothing where it is not about time.
  fileprivate var timeShare: Double {
    switch what {
    case .timer(let timer): timer.share
    case .unaccounted(_, _, let share): share
    case .tags, .counter, .errors: 0
    }
  }
}

extension Duration {
  fileprivate var nanosecondsValue: Double { self / .nanoseconds(1) }
}
