import Intake

/// What each series means to one query: which group it goes to, and whether its rows pass.
///
/// A series is resolved once, when the catalog brings it. Only a term that comes alive, because the
/// first metric it can hold for has turned up, makes all be decided anew; rows that came before had
/// no such metric, so answers already given stay right.
struct SeriesTable {
  /// Names a group by ids: the scope's name, then the value of each tag it is grouped by.
  private struct Identity: Hashable {
    let name: StringID
    let values: [StringID?]
  }

  enum Verdict: UInt8 {
    case excluded, included
    /// A row passes when its duration lies in `durations`.
    case byDuration
    case undecided
  }

  let groupBy: [String]
  /// Only this group's series are let in; nil for all.
  let only: GroupKey?
  /// From which duration on a scope does harm, as the query says.
  let slowAboveNanoseconds: UInt64
  private(set) var matcher: FilterMatcher
  private(set) var verdicts: [Verdict] = []
  private(set) var groups: [UInt32] = []
  private(set) var masks: [FilterMatcher.SeriesMask] = []
  /// Names of the groups, in order of their numbers.
  private(set) var keys: [GroupKey] = []
  /// The earliest second in which a series of the group was seen.
  private(set) var since: [Int64] = []
  /// Groups by identity, where they are named by tags too; where not, by the id of the name, plus one,
  /// 0 where there is none.
  private var numbers: [Identity: UInt32] = [:]
  private var numbersByName: [UInt32] = []
  private(set) var numbersByKey: [GroupKey: UInt32] = [:]

  var byteCount: Int {
    verdicts.capacity * 29 + keys.count * 160 + numbersByName.capacity * 4 + matcher.byteCount
  }

  init(_ query: Query, only: GroupKey? = nil) {
    matcher = FilterMatcher(query.filter)
    groupBy = query.groupBy
    slowAboveNanoseconds = query.slowAboveNanoseconds
    self.only = only
  }

  /// The durations that the filter leaves, in nanoseconds.
  var durations: DurationRange { matcher.durations }

  /// Takes in what is new in the catalog.
  mutating func extend(to moment: Moment) {
    let catalog = moment.catalog
    if matcher.extend(to: catalog) {
      for index in verdicts.indices { decide(index, catalog) }
    }
    let missing = catalog.series.count - verdicts.count
    if missing > verdicts.count { reserve(missing) }
    for index in verdicts.count..<max(verdicts.count, catalog.series.count) {
      let series = catalog.series[index]
      let since = index < moment.seriesSince.count ? moment.seriesSince[index] : .min
      groups.append(group(of: series, since: since, catalog))
      verdicts.append(.excluded)
      masks.append(FilterMatcher.SeriesMask())
      decide(index, catalog)
    }
  }

  /// Makes room for so many more series at once, where they are many.
  private mutating func reserve(_ missing: Int) {
    let count = verdicts.count + missing
    verdicts.reserveCapacity(count)
    groups.reserveCapacity(count)
    masks.reserveCapacity(count)
    // There are hardly more groups than series, and often as many.
    if !groupBy.isEmpty { numbers.reserveCapacity(count) }
    numbersByKey.reserveCapacity(count)
  }

  /// What a query is answered from at a moment: chunks that tell enough for its filter to be decided.
  /// Takes in what is new in the catalog.
  mutating func answerable(_ moment: Moment) -> Moment {
    extend(to: moment)
    return moment.keeping(matcher.precision)
  }

  private mutating func decide(_ index: Int, _ catalog: Catalog) {
    if let only, keys[Int(groups[index])] != only { return }
    let mask = matcher.decide(catalog.series[index], in: catalog)
    masks[index] = mask
    verdicts[index] =
      mask.isExcluded
      ? .excluded
      : mask.undecided == 0
        ? .included : mask.undecided == matcher.rangeTerms ? .byDuration : .undecided
  }

  private mutating func group(of series: Series, since second: Int64, _ catalog: Catalog) -> UInt32
  {
    let tags = groupBy.isEmpty ? [] : catalog[series.tags]
    let values = groupBy.map { key in tags.first { catalog[$0.key] == key }?.value }
    let identity = Identity(name: series.name, values: values)
    if let number = number(of: identity) {
      since[Int(number)] = min(since[Int(number)], second)
      return number
    }
    let key = GroupKey(
      scope: catalog[series.name], values: values.map { value in value.map { catalog[$0] } })
    let number = UInt32(keys.count)
    note(number, of: identity)
    numbersByKey[key] = number
    keys.append(key)
    since.append(second)
    return number
  }

  private func number(of identity: Identity) -> UInt32? {
    guard groupBy.isEmpty else { return numbers[identity] }
    let name = Int(identity.name.rawValue)
    return name < numbersByName.count && numbersByName[name] > 0 ? numbersByName[name] - 1 : nil
  }

  private mutating func note(_ number: UInt32, of identity: Identity) {
    guard groupBy.isEmpty else {
      numbers[identity] = number
      return
    }
    let missing = max(0, Int(identity.name.rawValue) + 1 - numbersByName.count)
    numbersByName.append(contentsOf: repeatElement(0, count: missing))
    numbersByName[Int(identity.name.rawValue)] = number + 1
  }

  /// Whether a row of an undecided series passes.
  mutating func passes(
    row: Int, of chunk: Chunk, words: Span<UInt32>, series: Int, catalog: Catalog
  ) -> Bool {
    matcher.passes(row: row, of: chunk, words: words, series: masks[series], catalog: catalog)
  }
}
