import Intake

/// The living answer to a query: a ranking of groups, kept up to date frame by frame.
///
/// For each chunk it keeps a partial answer; the window's figures are the sum of the partials in
/// it, to which it adds what comes in and from which it takes what leaves. A frame costs what is
/// new, not what is held. Owned by the main thread.
package final class Ranking {
  package let query: Query
  private(set) var answers: ChunkAnswers
  private var inside = FigureSums()
  private var before = EarlierWindow()
  private var extraSums: ExtraSums
  private var histories = HistoryMemory()
  private(set) var span = Duration.zero
  /// The last second that is older than the window, if anything so old is held.
  private var lastSecondBefore: Int64?
  /// Whether enough is held of the window before for it to be a measure: at least half.
  private var holdsBefore = false
  private(set) var now: Timestamp?
  /// Groups, in order of their names.
  private var namesInOrder: [Int] = []
  /// By group: where its name stands among all names.
  private var nameRanks: [Int32] = []

  /// How fast scopes leave the window.
  package enum Pace: Hashable, Sendable {
    /// As they are due: the window is sharp to the second.
    case atOnce
    /// A busy second over so many steps, if that many come before the next one is due: so that no frame
    /// has to take out a second at once. Meanwhile the window is up to a second longer.
    case inSteps(Int)
  }

  /// Rows that may leave the window with one step in any case, at some 50 to 100 ns each: of fewer
  /// than 32,768 scopes/s, a second always leaves at once.
  private static let rowsPerStep = 32_768

  private let rowsPerStep: Int

  /// - Parameters:
  ///   - extras: columns of tags and metrics that rows have besides their figures.
  ///   - rowsPerStep: how many rows may leave with one step in any case.
  package init(
    _ query: Query, extras: [ExtraColumn] = [], rowsPerStep: Int = Ranking.rowsPerStep
  ) {
    self.query = query
    self.rowsPerStep = rowsPerStep
    extraSums = ExtraSums(extras)
    answers = ChunkAnswers(query, keepsBefore: query.window != .everything)
  }

  /// Brings the answer to a moment, later or earlier than the one before.
  ///
  /// - Parameter pace: whether a busy second may leave over several steps. Its span is that much
  ///   longer then.
  package func advance(to moment: Moment, pace: Pace = .atOnce) {
    let moment = answerable(moment)
    let isSettled = pace != .atOnce || answers.lingersSince == nil
    if isSettled, now == moment.now, answers.holds(moment, query.window) { return }
    let change = answers.advance(
      to: moment, query.window, pace: pace, rowsPerStep: rowsPerStep)
    let groupCount = answers.table.keys.count
    inside.change(
      leaving: change.inside.leaving, entering: change.inside.entering,
      staying: change.inside.staying, groupCount: groupCount)
    before.change(change.before, to: answers.before, groupCount: groupCount)
    extraSums.extend(to: moment.catalog, groupCount: groupCount)
    if !extras.isEmpty {
      for answer in change.inside.leaving { extraSums.change(answer, answers.table, by: .removing) }
      for answer in change.inside.entering { extraSums.change(answer, answers.table, by: .adding) }
    }
    histories.change(leaving: change.inside.leaving, entering: change.inside.entering)
    span = query.window.span(in: moment)
    if let start = answers.lingersSince { span = max(span, moment.now.since(start)) }
    now = moment.now
    let first = query.window.firstSecond(at: moment.now)
    let holdsOlder = moment.chunks.first.map { $0.earliest.second < first } ?? false
    lastSecondBefore = holdsOlder ? first - 1 : nil
    holdsBefore =
      query.window.seconds.map { seconds in
        moment.chunks.first.map { $0.earliest.second <= first - (seconds + 1) / 2 } ?? false
      } ?? false
    if nameRanks.count != groupCount { rankNames() }
  }

  /// What the filter can be decided on, of a moment.
  func answerable(_ moment: Moment) -> Moment { answers.table.answerable(moment) }

  /// The extra columns that rows have.
  package var extras: [ExtraColumn] { extraSums.columns }

  /// Has other extra columns from here on.
  ///
  /// - Parameter moment: the one that it was advanced to last.
  ///
  /// Cost: one look at the window's scopes and their metrics, where the columns are other ones.
  package func show(_ extras: [ExtraColumn], at moment: Moment) {
    guard extras != self.extras else { return }
    extraSums = ExtraSums(extras)
    extraSums.extend(to: moment.catalog, groupCount: answers.table.keys.count)
    for answer in answers.inside { extraSums.change(answer, answers.table, by: .adding) }
  }

  /// How much scopes have to tell for the filter to be decided: others are left out.
  package var precision: Precision { answers.table.matcher.precision }

  /// How much the query shows of all that is in its window.
  package var totals: RankingTotals {
    RankingTotals(
      shown: inside.shown, all: inside.all, groupsShown: inside.groupsShown,
      groupsAll: inside.groupsAll, span: span)
  }

  /// The same for a figure.
  package func rows(
    by key: SortKey, _ order: SortOrder, then second: Ordering = Ordering(.count),
    limit: Int? = nil
  ) -> [RankingRow] {
    rows(by: Ordering(key, order), then: second, limit: limit)
  }

  /// The groups in order, with all their figures; see `keys`.
  package func rows(
    by first: Ordering, then second: Ordering = Ordering(.count), limit: Int? = nil
  ) -> [RankingRow] {
    let isOrderedByChange = Self.isByChange(first, second)
    let made = min(limit ?? .max, inside.groupsShown)
    if isOrderedByChange || made > Self.comparedOneByOne {
      before.followAll(groupCount: inside.figures.count)
    }
    defer { if !isOrderedByChange { before.stopFollowing() } }
    return rows(of: order(first, then: second, limit: limit))
  }

  /// The groups in order; equal ones by a second column, in steps of some 5 %, and then by name, so
  /// that lines don't jump. Groups that have no figure in a column come last, whichever way round it is.
  ///
  /// Cost: a look at each group. Rows cost more, so many that nobody sees are best not made.
  ///
  /// - Parameters:
  ///   - second: what orders equal ones.
  ///   - limit: how many to name at most; all groups take part in the order.
  package func keys(
    by first: Ordering, then second: Ordering = Ordering(.count), limit: Int? = nil
  ) -> [GroupKey] {
    if Self.isByChange(first, second) {
      before.followAll(groupCount: inside.figures.count)
    } else {
      before.stopFollowing()
    }
    return order(first, then: second, limit: limit).map { answers.table.keys[$0] }
  }

  private static func isByChange(_ first: Ordering, _ second: Ordering) -> Bool {
    [first.key, second.key].contains(.figure(.change))
  }

  /// From so many rows on, it costs less to look at the window before as a whole.
  private static let comparedOneByOne = 200

  /// The rows of some groups, without those of which no scope is in the window, and p99 over time of each
  /// in so many cells; none where that is 0.
  package func rows(
    of keys: [GroupKey], cells: Int
  ) -> (rows: [RankingRow], histories: [[Duration?]]) {
    let groups = keys.compactMap { group(of: $0) }
    let histories = cells > 0 ? histories(of: groups.map { UInt32($0) }, cells: cells) : []
    return (rows(of: groups), histories)
  }

  /// One group's row, or nil where no scope of it is in the window.
  package func row(of key: GroupKey) -> RankingRow? { rows(of: [key], cells: 0).rows.first }

  /// One group's running figures, or nil where no scope of it is in the window.
  func figures(of key: GroupKey) -> GroupFigures? {
    group(of: key).map { inside.figures[$0] }
  }

  /// A group's number, where it has scopes in the window.
  private func group(of key: GroupKey) -> Int? {
    guard let group = answers.table.numbersByKey[key], Int(group) < inside.figures.count,
      inside.figures[Int(group)].rows > 0
    else { return nil }
    return Int(group)
  }

  /// How much it has looked at so far.
  package var work: Work { answers.work + inside.work + before.work + histories.work }

  /// What the partial answers and figures take, in bytes.
  package var byteCount: Int {
    answers.byteCount + inside.byteCount + before.byteCount + extraSums.byteCount
      + histories.byteCount
      + nameRanks.capacity * 12
  }
}

extension Ranking {
  /// The groups with rows, in order.
  private func order(_ first: Ordering, then second: Ordering, limit: Int?) -> [Int] {
    let figures = places(first)
    let secondPlaces = extraPlaces(second)
    var chosen = Chosen(limit: max(0, limit ?? .max))
    for group in figures.indices where inside.figures[group].rows > 0 {
      // Most of many groups are not among the first, and it takes no second look to tell.
      guard chosen.mayTake(figures[group]) else { continue }
      chosen.offer(
        RankingPlace(
          figure: figures[group],
          second: Self.coarse(secondPlaces?[group] ?? place(second, of: group), second.key),
          name: nameRanks[group], group: Int32(group)))
    }
    return chosen.sorted().map { Int($0.group) }
  }

  /// By group, a number that is the lower the earlier it comes.
  private func places(_ ordering: Ordering) -> [Double] {
    if let places = extraPlaces(ordering) { return places }
    return inside.figures.indices.map { group in
      inside.figures[group].rows > 0 ? place(ordering, of: group) : .infinity
    }
  }

  /// The same in an extra column; nil for a figure.
  private func extraPlaces(_ ordering: Ordering) -> [Double]? {
    guard case .extra(let column) = ordering.key else { return nil }
    let places = extraSums.places(
      in: column, counts: { self.inside.figures[$0].count }, groupCount: inside.figures.count)
    return places.map { $0.map { ordering.sign * $0 } ?? .infinity }
  }

  private func place(_ ordering: Ordering, of group: Int) -> Double {
    guard case .figure(let key) = ordering.key, let figure = figure(key, of: group) else {
      return .infinity
    }
    return ordering.sign * figure
  }

  /// A place in steps of some 5 %: as a second column, so that lines with equal figures in the first
  /// don't change places each time that one of them has a scope more than another. Names and values of
  /// tags have ranks, which stand still.
  private static func coarse(_ place: Double, _ key: OrderKey) -> Double {
    switch key {
    case .figure(.scope), .extra(.tag): return place
    case .figure, .extra: break
    }
    guard place.isFinite else { return place }
    // The first four bits of the fraction are left: sixteen steps an octave.
    return Double(bitPattern: place.bitPattern & (.max << 48))
  }

  /// What a group is ordered by, as a number; nil where it has none.
  private func figure(_ key: SortKey, of group: Int) -> Double? {
    switch key {
    case .scope: return Double(nameRanks[group])
    case .rate, .count: return inside.figures[group].count
    case .p50: return Double(inside.quantiles(of: group).p50Nanoseconds)
    case .p90: return Double(inside.quantiles(of: group).p90Nanoseconds)
    case .p99: return Double(inside.p99Nanoseconds(of: group))
    case .max: return Double(inside.figures[group].longestNanoseconds)
    case .mean: return inside.figures[group].totalNanoseconds / inside.figures[group].count
    case .total: return inside.figures[group].totalNanoseconds
    case .above: return inside.figures[group].aboveNanoseconds.rounded()
    case .change: return change(of: group)
    case .errors: return inside.figures[group].errors
    }
  }

  /// Rows held against the window before, which is looked at for all of them together.
  private func rows(of groups: [Int]) -> [RankingRow] {
    if holdsBefore {
      before.look(for: groups.filter { !inside.figures[$0].isFew }.map { UInt32($0) })
    }
    return groups.map { group in
      let quantile = inside.quantiles(of: group)
      let change = change(of: group)
      var row = RankingRow(
        key: answers.table.keys[group], inside.figures[group], quantile, span: span,
        allNanoseconds: inside.totalNanoseconds, change: change, mark: mark(of: group, change))
      row.extras = extras.map { extraSums.figure($0, of: group, count: row.count) }
      return row
    }
  }

  /// p99 as a multiple of that of the window before, of groups with at least 20 scopes in both; nil
  /// while less than half of that window is held.
  private func change(of group: Int) -> Double? {
    guard holdsBefore, !inside.figures[group].isFew, let earlier = before.p99Nanoseconds(of: group)
    else {
      return nil
    }
    return earlier > 0 ? Double(inside.p99Nanoseconds(of: group)) / Double(earlier) : nil
  }

  /// New is what was first seen in the window, if older scopes are held at all; slower is what has
  /// at least twice the p99 of the window before.
  private func mark(of group: Int, _ change: Double?) -> RankingRow.Mark? {
    if let lastSecondBefore, answers.table.since[group] > lastSecondBefore { return .new }
    return change.map { $0 >= 2 } == true ? .slower : nil
  }

  /// Puts the names that are new among the others, whose order stays.
  private func rankNames() {
    let keys = answers.table.keys
    let fresh = (namesInOrder.count..<keys.count).sorted { keys[$0] < keys[$1] }
    var merged: [Int] = []
    merged.reserveCapacity(keys.count)
    var taken = 0
    for group in fresh {
      let place = namesInOrder.partitioningIndex { keys[group] < keys[$0] }
      merged += namesInOrder[taken..<place]
      merged.append(group)
      taken = place
    }
    namesInOrder = merged + namesInOrder[taken...]
    nameRanks = Array(repeating: 0, count: keys.count)
    for (rank, group) in namesInOrder.enumerated() { nameRanks[group] = Int32(rank) }
  }

  /// p99 over time of some groups, none of them twice: for each, one entry a cell of the window, oldest
  /// first, nil where no scope finished.
  ///
  /// Cells are cut at fixed moments, so that they move on as a whole and do not shimmer. Their
  /// length is a whole number of seconds; the last holds the running second. A window that the
  /// cells don't divide evenly leaves the first ones empty.
  private func histories(of groups: [UInt32], cells: Int) -> [[Duration?]] {
    guard let now else { return groups.map { _ in Array(repeating: nil, count: cells) } }
    let oldest = inside.groupsAll > 0 ? answers.inside.first?.second ?? now.second : now.second
    let length = query.window.cellSeconds(cells, from: oldest, to: now.second)
    return histories.histories(
      of: groups, cells: cells, length: length,
      upTo: now.second.flooredQuotient(by: length), in: answers.inside)
  }
}

extension GroupKey: Comparable {
  package static func < (a: GroupKey, b: GroupKey) -> Bool {
    if a.scope != b.scope { return a.scope < b.scope }
    for (left, right) in zip(a.values, b.values) where left != right {
      guard let left else { return true }
      guard let right else { return false }
      return left < right
    }
    return a.values.count < b.values.count
  }
}
