import Intake

/// What has changed from one moment to another: the same query, asked of both.
///
/// A claim is made where there is enough to rest it on, and chance alone would hardly do it:
///
/// - both moments have at least 20 scopes of the group, and a percentile differs by half or more;
/// - of the slower one a larger part lies beyond a border between the two, by three standard errors
///   where medians are compared, by two and a half where 99th percentiles are;
/// - for the 99th percentile, that part is at least 5 scopes: of fewer than 100, the longest alone
///   decides it.
///
/// A value: it keeps nothing of the moments, and stands until it is asked for anew.
package struct MomentComparison: Sendable {
  /// How many times as slow, or as fast, is worth a line.
  package static let factorMin = 1.5
  /// Scopes that a claim rests on at least, in both moments.
  package static let scopesMin = Quantile.exactBelowRows
  /// Scopes that a claim about the 99th percentile has beyond what it is held against.
  static let tailMin = 5.0
  /// Standard errors that the parts beyond the border are apart.
  static let medianErrorsMin = 3.0
  static let tailErrorsMin = 2.5

  /// What changed about a group.
  package enum Kind: Hashable, Sendable {
    /// No scope of it finished then; none does now.
    case new, gone
    /// How many times as much its percentile is now, or was then: 1.5 or more.
    case slower(Double), faster(Double)
  }

  /// One group that changed.
  package struct Change: Sendable {
    package let key: GroupKey
    package let kind: Kind
    /// Its figures of each moment; nil where no scope of it finished.
    package let then: RankingRow?
    package let now: RankingRow?
    /// How much more time all scopes of now take than as many did then; negative for less. Of a
    /// group that is new or gone, all of its time.
    package let extra: Duration
    /// The percentile whose factor is told, `p50` or `p99`; nil of a group that is new or gone.
    package var percentile: String?
    /// Whether it is of too few scopes to build on.
    package var isFew: Bool { (now ?? then)?.isFew ?? true }
  }

  /// Most harm first: what is slower or new, by the time that it costs; then what is gone; then what
  /// is faster, by the time that it saves. What rests on few scopes is last.
  package let changes: [Change]
  /// How many groups were held against themselves.
  package let comparedCount: Int
  /// How many of the groups in both moments have too few scopes in either.
  package let fewCount: Int

  /// - Parameters: rankings of the same query, each at its moment.
  package init(then: Ranking, now: Ranking) {
    var (changes, compared, few) = ([Change](), 0, 0)
    let before = then.rows(by: .scope, .ascending)
    let after = Dictionary(
      uniqueKeysWithValues: now.rows(by: .scope, .ascending).map { ($0.key, $0) })
    for old in before {
      guard let new = after[old.key] else {
        changes.append(
          Change(key: old.key, kind: .gone, then: old, now: nil, extra: .zero - old.total))
        continue
      }
      if old.isFew || new.isFew {
        few += 1
        continue
      }
      compared += 1
      if let change = Self.change(from: old, to: new, then, now) { changes.append(change) }
    }
    let known = Set(before.map(\.key))
    for (key, row) in after where !known.contains(key) {
      changes.append(Change(key: key, kind: .new, then: nil, now: row, extra: row.total))
    }
    self.changes = changes.sorted { $0.isBefore($1) }
    comparedCount = compared
    fewCount = few
  }
}

extension MomentComparison {
  private static func change(
    from old: RankingRow, to new: RankingRow, _ then: Ranking, _ now: Ranking
  ) -> Change? {
    guard let before = then.figures(of: old.key), let after = now.figures(of: new.key) else {
      return nil
    }
    let p99 = Claim(old.p99, new.p99) { slower, far in
      let border = bucket(of: far)
      return (slower == .now ? after : before).rowCount(from: border) >= tailMin
        && errors(before, after, apartAt: border) >= tailErrorsMin
    }
    let p50 = Claim(old.p50, new.p50) { _, _ in
      let border = (bucket(of: old.p50) + bucket(of: new.p50) + 1) / 2
      return errors(before, after, apartAt: border) >= medianErrorsMin
    }
    let claims = [("p99", p99), ("p50", p50)].compactMap { name, claim in
      claim.map { (percentile: name, factor: $0.factor) }
    }
    let factors = claims.map(\.factor)
    // Where the percentiles part, all the time of the scopes says which way it went.
    let isSlower =
      factors.contains { $0 > 1 } && factors.contains { $0 < 1 }
      ? new.mean > old.mean : factors.contains { $0 > 1 }
    guard let factor = isSlower ? factors.max() : factors.min() else { return nil }
    return Change(
      key: new.key, kind: isSlower ? .slower(factor) : .faster(1 / factor), then: old, now: new,
      extra: Duration(nanoseconds: (new.mean - old.mean) / .nanoseconds(1) * new.count),
      percentile: claims.first { $0.factor == factor }?.percentile)
  }

  /// By how many standard errors the parts of two groups differ that lie above a border. Between
  /// their medians, this is nearly Mood's median test.
  private static func errors(
    _ before: GroupFigures, _ after: GroupFigures, apartAt border: Int
  ) -> Double {
    let (first, second) = (Double(before.rows), Double(after.rows))
    let (a, b) = (before.rowCount(from: border), after.rowCount(from: border))
    let part = (a + b) / (first + second)
    let error = (part * (1 - part) * (1 / first + 1 / second)).squareRoot()
    return error > 0 ? abs(a / first - b / second) / error : 0
  }

  private static func bucket(of duration: Duration) -> Int {
    let nanoseconds = min(max(0, duration / .nanoseconds(1)), 1.8e19)
    return Int(DurationScale.bucket(ofNanoseconds: UInt64(nanoseconds)))
  }
}

/// That a percentile is another one now: how many times as long it is, 1.5 times or more apart.
private struct Claim {
  enum Side { case then, now }

  let factor: Double

  /// Nil where it is too near, or the scopes do not bear it out.
  ///
  /// - Parameter isBorneOut: told which moment is the slower one, and the duration from which on a
  ///   scope of it lies as far out as the claim says.
  init?(_ old: Duration, _ new: Duration, isBorneOut: (Side, Duration) -> Bool) {
    guard old > .zero, new > .zero else { return nil }
    factor = new / old
    let far = min(old, new) * MomentComparison.factorMin
    guard max(factor, 1 / factor) >= MomentComparison.factorMin,
      isBorneOut(new > old ? .now : .then, far)
    else { return nil }
  }
}

extension GroupFigures {
  /// About how many rows lie in a bucket and all above it: weights are shared out evenly.
  fileprivate func rowCount(from bucket: Int) -> Double {
    count > 0 ? histogram.weight(from: bucket) * Double(rows) / count : 0
  }
}

extension MomentComparison.Change {
  private var rank: Int {
    if isFew { return 3 }
    return switch kind {
    case .slower, .new: 0
    case .gone: 1
    case .faster: 2
    }
  }

  fileprivate func isBefore(_ other: Self) -> Bool {
    if rank != other.rank { return rank < other.rank }
    let (mine, others) = rank == 0 ? (extra, other.extra) : (.zero - extra, .zero - other.extra)
    if rank == 3 { return (extra.magnitude, other.key) > (other.extra.magnitude, key) }
    return mine == others ? key < other.key : mine > others
  }
}

extension Duration {
  fileprivate var magnitude: Duration { self < .zero ? .zero - self : self }
}
