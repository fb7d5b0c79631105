import Intake

extension FilterMatcher {
  /// What a row has in the counters and timers that one term compares.
  private struct Figure {
    var hasCounter = false
    var hasTimer = false
    var sum = 0.0
    var calls = 0.0
    var nanoseconds = 0.0

    mutating func add(_ value: MetricSample.Value) {
      switch value {
      case .counter(let value):
        hasCounter = true
        sum += value
      case .timer(let count, let total, _):
        hasTimer = true
        calls += Double(count)
        nanoseconds += Double(total)
      }
    }

    func passes(_ condition: FilterCondition) -> Bool {
      switch condition {
      case .number(_, let comparison, let bound):
        hasCounter
          ? comparison.holds(sum, bound) : hasTimer && comparison.holds(calls, bound)
      case .time(_, let comparison, let bound):
        hasTimer && comparison.holds(nanoseconds, bound)
      default: false
      }
    }
  }

  /// Whether a row passes the terms that its series leaves undecided.
  ///
  /// - Parameter words: the chunk's metrics.
  mutating func passes(
    row: Int, of chunk: Chunk, words: Span<UInt32>, series: SeriesMask, catalog: Catalog
  ) -> Bool {
    let simple = series.undecided & rowTerms
    if simple != 0 {
      let bits = rowBits(simple, row: row, of: chunk, catalog: catalog)
      if (bits ^ negated) & simple != simple { return false }
    }
    let rest = series.undecided & ~rowTerms
    if rest == 0 { return true }
    let bits = metricBits(rest, in: chunk.metricsRange(ofRow: row), words, own: series.own)
    return (bits ^ negated) & rest == rest
  }

  private mutating func rowBits(
    _ terms: UInt64, row: Int, of chunk: Chunk, catalog: Catalog
  ) -> UInt64 {
    var bits: UInt64 = 0
    var left = terms
    while left != 0 {
      let term = left.trailingZeroBitCount
      left &= left &- 1
      let holds: Bool
      switch conditions[term] {
      case .duration(let comparison, let bound):
        holds = comparison.holds(Double(chunk.durationNanoseconds[row]), bound)
      case .text(.error, _):
        holds = chunk.error(ofRow: row).map { self.holds(term, for: $0, in: catalog) } ?? false
      default:
        holds = chunk.id(ofRow: row).map { self.holds(term, for: $0) } ?? false
      }
      if holds { bits |= 1 << UInt64(term) }
    }
    return bits
  }

  /// Which tag and figure terms a row's metrics make hold. One pass over them; most metrics are of
  /// no interest to any term and cost a load and a test.
  private func metricBits(
    _ terms: UInt64, in range: Range<Int>, _ words: Span<UInt32>, own: UInt64
  ) -> UInt64 {
    let masks = metrics.span
    var position = range.lowerBound
    var bits: UInt64 = 0
    var first = Figure()
    var others: [Int: Figure] = [:]
    let figures = terms & figureTerms
    let firstTerm = figures.trailingZeroBitCount
    while position < range.upperBound {
      let head = words[position]
      let mask = masks[Int(MetricWord.metric(ofHead: head).rawValue)]
      bits |= mask.yes
      var wanted = mask.figure & figures
      guard wanted != 0, shows(mask, own: own) else {
        position &+= MetricWord.length(ofHead: head)
        continue
      }
      let sample = MetricSample(reading: words, at: &position)
      if wanted & (1 << UInt64(firstTerm)) != 0 { first.add(sample.value) }
      wanted &= ~(1 << UInt64(firstTerm))
      while wanted != 0 {
        others[wanted.trailingZeroBitCount, default: Figure()].add(sample.value)
        wanted &= wanted &- 1
      }
    }
    if figures != 0, first.passes(conditions[firstTerm]) { bits |= 1 << UInt64(firstTerm) }
    for (term, figure) in others where figure.passes(conditions[term]) {
      bits |= 1 << UInt64(term)
    }
    return bits
  }
}
