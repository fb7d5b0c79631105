import Intake

/// The inside of one group: where its time goes, what it counts, which instances were slowest.
///
/// *Slow* are the scopes at or above the group's 95th percentile, *typical* are all others; with
/// fewer than 20 scopes there is no slow set. It is made of a ranking's partial answers, which know the
/// group's rows in each chunk, and kept up to date with them.
///
/// The border is the lower bound of the bucket that holds the percentile. It is moved, and the slow
/// set made anew, when the percentile is more than 3 % off it; so the border does not shimmer, and
/// a frame costs what is new. Where the percentile falls among durations that more than a fifth
/// of the scopes share or exceed, the slow ones are those above them, if there are any.
///
/// Timers, counters and the slow set are those of exact scopes; of older ones there are summaries.
package final class Profile {
  package let query: Query
  package let key: GroupKey

  private let ranking: Ranking
  /// The chunks of the window that have rows of the group, and those that have none.
  private var seen: [UInt64: ChunkAnswer] = [:]
  private var parts: [UInt64: ProfilePart] = [:]
  private var all = MetricSums()
  private var slow = MetricSums()
  private var border: SlowBorder?
  private var span = Duration.zero
  private var facetIndex: FacetIndex?
  /// How much of the window the tags are counted over, 0 to 1, as of the last look at them.
  package private(set) var facetShare = 1.0
  private(set) var moment: Moment?
  /// Latency over time, from when it is first asked for.
  var heat: HeatMap?

  /// - Parameter ranking: a group of which this is, answered for its query. It is shared: whoever else
  ///   advances it does so before the profile.
  package init(of key: GroupKey, in ranking: Ranking) {
    query = ranking.query
    self.key = key
    self.ranking = ranking
  }

  /// A profile with a ranking of its own.
  package convenience init(of key: GroupKey, in query: Query) {
    self.init(of: key, in: Ranking(query))
  }

  /// The partial answers that it is made of.
  var answers: ChunkAnswers { ranking.answers }

  /// Brings the profile to a moment, later or earlier than the one before. Cost: its own rows in the
  /// chunks that come and go, where the ranking is there already.
  package func advance(to moment: Moment) {
    // One that is shared has been brought there, and may be letting a second go in steps.
    ranking.advance(to: moment, pace: ranking.now == moment.now ? .inSteps(1) : .atOnce)
    self.moment = ranking.answerable(moment)
    span = ranking.span
    var leaving = seen
    var entering: [ChunkAnswer] = []
    for answer in ranking.answers.inside where leaving.removeValue(forKey: answer.id) == nil {
      entering.append(answer)
      seen[answer.id] = answer
    }
    for (id, answer) in leaving {
      seen[id] = nil
      remove(answer)
    }
    moveBorder()
    for answer in entering { add(answer) }
    if all.lacksMax { all.settleMax(parts.values.lazy.map(\.all)) }
  }

  /// The group's number.
  var group: Int? { answers.table.numbersByKey[key].map { Int($0) } }

  /// The group's own line, or nil when no scope of it is in the window. Its share is of all time of
  /// the group itself, and it bears no mark: both are the ranking's to know.
  package var figures: RankingRow? {
    guard var figures = ranking.figures(of: key) else { return nil }
    let quantile = figures.quantiles()
    return RankingRow(
      key: key, figures, quantile, span: span, allNanoseconds: figures.totalNanoseconds,
      change: nil, mark: nil)
  }

  /// The duration from which on a scope counts as slow; nil when there is no slow set.
  package var slowFrom: Duration? { border.map { .nanoseconds($0.nanoseconds) } }

  /// Whether the filter leaves metrics of these scopes out of the lists: by its tags.
  package var hidesMetrics: Bool { all.hidden > 0 }

  /// Timers with most time first.
  package var timers: [TimerLine] {
    named(.timer).map { metric, name in
      let total = all.byMetric[metric] ?? MetricSum()
      let slowOnes = slow.byMetric[metric] ?? MetricSum()
      return TimerLine(
        name: name, all: TimerLine.Part(total, of: all.scopes),
        typical: TimerLine.Part(total - slowOnes, of: all.scopes - slow.scopes),
        slow: border == nil ? nil : TimerLine.Part(slowOnes, of: slow.scopes),
        count: total.calls, total: Duration(nanoseconds: total.nanoseconds),
        max: total.maxNanoseconds.map { .nanoseconds($0) })
    }
    .sorted { ($1.total, $0.name) < ($0.total, $1.name) }
  }

  /// The time of the scopes that none of their timers accounts for.
  package var unaccounted: UnaccountedLine {
    UnaccountedLine(
      all: UnaccountedLine.Part(all.scopes),
      typical: UnaccountedLine.Part(all.scopes - slow.scopes),
      slow: border == nil ? nil : UnaccountedLine.Part(slow.scopes))
  }

  /// Counters by key, then by tags.
  package var counters: [CounterLine] {
    let typical = all.scopes - slow.scopes
    return named(.counter).map { metric, name in
      let total = all.byMetric[metric]?.value ?? 0
      let slowOnes = slow.byMetric[metric]?.value ?? 0
      return CounterLine(
        name: name, sum: total, perScope: all.scopes.each(total),
        typicalPerScope: typical.each(total - slowOnes),
        slowPerScope: border == nil ? nil : slow.scopes.each(slowOnes))
    }
    .sorted { $0.name < $1.name }
  }

  private func named(_ kind: Metric.Kind) -> [(UInt32, MetricName)] {
    guard let catalog = moment?.catalog else { return [] }
    return all.byMetric.keys.compactMap { id in
      let metric = catalog[MetricID(rawValue: id)]
      return metric.kind == kind ? (id, MetricName(metric, in: catalog)) : nil
    }
  }

  /// What the partial answers and the sums take, near enough for a budget.
  package var byteCount: Int {
    parts.values.reduce(seen.count * 40) { $0 + $1.byteCount }
      + (facetIndex?.byteCount ?? 0) + (heat?.byteCount ?? 0)
  }
}

extension Profile {
  /// Rows that the tags of a group may cost in one call.
  private static let facetRows = 50_000

  /// Tags of the group's scopes and of their metrics. Of a window of many scopes, the newest are
  /// looked at first and the older ones by the calls that follow.
  package var facets: [Facet] {
    guard let moment else { return [] }
    let index = facetIndex ?? FacetIndex(query, only: key)
    facetIndex = index
    facetShare = index.advance(to: moment, rowLimit: Self.facetRows)
    return index.facets
  }

  /// The slowest instances in the window, slowest first, at most `limit` (100 are kept).
  /// Of equally slow ones, the later first.
  package func slowest(_ limit: Int) -> [Instance] {
    guard let catalog = moment?.catalog else { return [] }
    var best = SlowestRows(limit: min(limit, SlowestRows.kept))
    for answer in answers.inside {
      guard let part = parts[answer.chunk.id] else { continue }
      for row in part.slowest.rows where !best.offer(row) { break }
    }
    var chunks: [UInt64: Chunk] = [:]
    for answer in answers.inside { chunks[answer.chunk.id] = answer.chunk }
    return best.rows.compactMap { row in
      chunks[row.chunk].map { Instance(row: row.row, of: $0, catalog: catalog) }
    }
  }

  private func add(_ answer: ChunkAnswer) {
    guard let group, let place = answer.index.place(of: UInt32(group)) else { return }
    let rows = Array(answer.index.rows[answer.index.range(at: place)])
    let part = ProfilePart(
      answer.chunk, rows: rows, answers.table, slowFrom: border?.nanoseconds)
    parts[answer.chunk.id] = part
    all.add(part.all)
    slow.add(part.slow)
    heat?.add(rows[...], of: answer.chunk)
  }

  private func remove(_ answer: ChunkAnswer) {
    guard let part = parts.removeValue(forKey: answer.chunk.id) else { return }
    all.remove(part.all)
    slow.remove(part.slow)
    heat?.remove(rows(in: answer), of: answer.chunk)
  }

  /// Moves the border of the slow set when the 95th percentile has left it behind.
  private func moveBorder() {
    guard let group else { return }
    let moved = ranking.figures(of: key)?.slowBorder
    if let border, let moved, border.isNear(moved) { return }
    if border == nil, moved == nil { return }
    border = moved
    slow = MetricSums()
    for answer in answers.inside {
      guard let place = answer.index.place(of: UInt32(group)),
        parts[answer.chunk.id] != nil
      else { continue }
      let rows = answer.index.rows[answer.index.range(at: place)]
      parts[answer.chunk.id]?.makeSlow(
        answer.chunk, rows: rows, answers.table, from: moved?.nanoseconds)
      if let part = parts[answer.chunk.id] { slow.add(part.slow) }
    }
  }
}
