import Intake

/// A filter made ready to be asked: what can be decided once a series, a metric or a distinct
/// string is decided once and kept as bits, so that few rows have to be looked at.
///
/// Bit `t` of every mask stands for term `t`, without its `!`; `negated` turns the bits round.
///
///     a series   own        the term holds for the scope's own name and tags
///                undecided  only the row can tell: duration, error, id, metrics
///     a metric   carries    its own tags have the term's key
///                yes        … with a value that passes
///                figure     it has the key that the term compares
///
/// The effective tags of a metric pass `yes | own & ~carries`. Owned by one query, which tells it
/// of a grown catalog before any row that needs it.
struct FilterMatcher {
  /// The bits of one metric.
  struct MetricMask {
    var carries: UInt64 = 0
    var yes: UInt64 = 0
    var figure: UInt64 = 0
  }

  /// The bits of one series.
  struct SeriesMask {
    var own: UInt64 = 0
    var undecided: UInt64 = 0
    /// Whether no row of the series can pass.
    var isExcluded = false
  }

  let conditions: [FilterCondition]
  let negated: UInt64
  /// Terms about tags.
  let tagTerms: UInt64
  /// Terms that compare a counter or a timer.
  let figureTerms: UInt64
  /// Terms about the row alone: duration, error, id.
  let rowTerms: UInt64
  /// Terms about the duration that leave one range of it, and what all of them leave together.
  let rangeTerms: UInt64
  let durations: DurationRange
  /// Tag terms that some metric's own tags pass, and figure terms whose key some metric has.
  private(set) var alive: UInt64 = 0
  private(set) var metrics: [MetricMask] = []
  private var tests: [TextTester?]
  /// Bits of tag sets already seen, by id, as own tags: `carries` and `yes`.
  private var tagSets: [MetricMask?] = []

  var byteCount: Int {
    metrics.capacity * 24 + tagSets.capacity * 32
      + tests.reduce(0) { $0 + ($1?.byteCount ?? 0) }
  }

  init(_ filter: Filter) {
    conditions = filter.terms.map(\.condition)
    tests = filter.terms.map { TextTester($0.condition) }
    negated = Self.mask(filter.terms) { $0.isExclusion }
    (rangeTerms, durations) = Self.ranges(of: filter.terms)
    tagTerms = Self.mask(filter.terms) {
      if case .text(.tag, _) = $0.condition { true } else { false }
    }
    figureTerms = Self.mask(filter.terms) {
      switch $0.condition {
      case .number, .time: true
      default: false
      }
    }
    rowTerms = Self.mask(filter.terms) {
      switch $0.condition {
      case .duration, .text(.error, _), .text(.id, _): true
      default: false
      }
    }
  }

  private static func ranges(of terms: [FilterTerm]) -> (mask: UInt64, DurationRange) {
    var (mask, durations) = (UInt64(0), DurationRange.all)
    for (index, term) in terms.enumerated() {
      guard case .duration(let comparison, let bound) = term.condition,
        let left = DurationRange(comparison, bound, isTurned: term.isExclusion)
      else { continue }
      mask |= 1 << UInt64(index)
      durations.narrow(to: left)
    }
    return (mask, durations)
  }

  /// How much chunks have to tell for the filter to be decided on them: metrics are known of exact ones
  /// alone, ids of whole scopes.
  var precision: Precision {
    if figureTerms != 0 || alive & tagTerms != 0 { return .exact }
    let asksForID = conditions.contains { if case .text(.id, _) = $0 { true } else { false } }
    return asksForID ? .slowest : .summary
  }

  private static func mask(_ terms: [FilterTerm], _ test: (FilterTerm) -> Bool) -> UInt64 {
    terms.indices.reduce(0) { test(terms[$1]) ? $0 | 1 << UInt64($1) : $0 }
  }

  /// Takes in new metrics. Returns whether a term has come alive, so that series which were decided
  /// before have to be decided again. Cost: proportional to what is new.
  mutating func extend(to catalog: Catalog) -> Bool {
    let before = alive
    for index in metrics.count..<max(metrics.count, catalog.metrics.count) {
      let metric = catalog.metrics[index]
      var mask = bits(of: metric.tags, in: catalog)
      mask.figure = figureBits(of: metric, in: catalog)
      alive |= mask.yes | mask.figure
      metrics.append(mask)
    }
    return alive != before
  }

  /// What can be said of a series without looking at its rows.
  mutating func decide(_ series: Series, in catalog: Catalog) -> SeriesMask {
    var mask = SeriesMask()
    mask.own = bits(of: series.tags, in: catalog).yes | nameBits(of: series.name, in: catalog)
    mask.undecided = rowTerms | (alive & (tagTerms | figureTerms) & ~mask.own)
    let all = conditions.count == 64 ? UInt64.max : (1 << UInt64(conditions.count)) - 1
    mask.isExcluded = (mask.own ^ negated ^ all) & all & ~mask.undecided != 0
    return mask
  }

  /// Whether a metric of a series is among those that the filter's tag terms leave.
  @inline(__always)
  func shows(_ metric: MetricMask, own: UInt64) -> Bool {
    ((metric.yes | (own & ~metric.carries)) ^ negated) & tagTerms == tagTerms
  }

  private func figureBits(of metric: Metric, in catalog: Catalog) -> UInt64 {
    guard figureTerms != 0 else { return 0 }
    let key = catalog[metric.key]
    var bits: UInt64 = 0
    for (index, condition) in conditions.enumerated() {
      switch condition {
      case .number(key, _, _): bits |= 1 << UInt64(index)
      case .time(key, _, _) where metric.kind == .timer: bits |= 1 << UInt64(index)
      default: break
      }
    }
    return bits
  }

  private mutating func nameBits(of name: StringID, in catalog: Catalog) -> UInt64 {
    var bits: UInt64 = 0
    for (index, condition) in conditions.enumerated() {
      switch condition {
      case .namePart, .text(.name, _):
        if tests[index]?.holds(for: name, in: catalog) == true { bits |= 1 << UInt64(index) }
      default: break
      }
    }
    return bits
  }

  private mutating func bits(of tagSet: TagSetID, in catalog: Catalog) -> MetricMask {
    guard tagTerms != 0 else { return MetricMask() }
    let index = Int(tagSet.rawValue)
    if index >= tagSets.count {
      let missing = catalog.tagSets.count - tagSets.count
      tagSets.append(contentsOf: repeatElement(nil, count: missing))
    }
    if let known = tagSets[index] { return known }
    var mask = MetricMask()
    for tag in catalog[tagSet] {
      let key = catalog[tag.key]
      for (term, condition) in conditions.enumerated() {
        guard case .text(.tag(key), _) = condition else { continue }
        mask.carries |= 1 << UInt64(term)
        if tests[term]?.holds(for: tag.value, in: catalog) == true { mask.yes |= 1 << UInt64(term) }
      }
    }
    tagSets[index] = mask
    return mask
  }

  /// Whether a text term holds for a string of the catalog.
  mutating func holds(_ term: Int, for string: StringID, in catalog: Catalog) -> Bool {
    tests[term]?.holds(for: string, in: catalog) ?? false
  }

  /// Whether a text term holds for a string that is in no catalog: a request id.
  func holds(_ term: Int, for text: String) -> Bool { tests[term]?.holds(for: text) ?? false }
}
