import Intake

/// The sums of all metrics of all groups of a report.
///
/// They lie in one list, and a dictionary knows where. Since that is asked once a metric of a scope,
/// a table in front of it remembers the answer for most: a pair of group and metric has one place
/// there, which the last pair that was looked up holds.
///
///     group, metric ─▶ recent │ pair, number │   else   numbers   ─▶ sums[number]
struct TabulationMetrics: Sendable {
  /// What one metric of one group has come to.
  struct Sum: Sendable {
    let group: UInt32
    let metric: UInt32
    /// Of a counter, its values; of a timer, its calls.
    var amount = ExactSum()
    var nanoseconds = ExactSum()
    /// The longest call plus one, 0 where no scope said so.
    var longestPlusOne: UInt64 = 0
  }

  private struct Recent {
    var pair = UInt64.max
    var number = 0
  }

  private(set) var sums: [Sum] = []
  private var numbers: [UInt64: Int] = [:]
  private var recent = [Recent](repeating: Recent(), count: 256)

  /// How many pairs are remembered at most: 4 MiB of them.
  private static let recentMax = 1 << 18

  /// Adds the metrics of a scope.
  ///
  /// - Parameters:
  ///   - words: the chunk's metrics, of which the scope's are a range.
  ///   - own: what the scope's series says to the filter's terms.
  @inline(__always)
  mutating func add(
    _ range: Range<Int>, of words: Span<UInt32>, group: UInt32, weight: Double, own: UInt64,
    _ matcher: borrowing FilterMatcher
  ) {
    let showsAll = matcher.tagTerms == 0
    var position = range.lowerBound
    while position < range.upperBound {
      let head = words[position]
      let metric = MetricWord.metric(ofHead: head).rawValue
      guard showsAll || matcher.shows(matcher.metrics[Int(metric)], own: own) else {
        position &+= MetricWord.length(ofHead: head)
        continue
      }
      let number = number(group: group, metric: metric)
      if weight == 1, MetricWord.isNarrow(head) {
        sums[number].add(narrow: words, at: position, MetricWord.isTimer(head))
        position &+= MetricWord.length(ofHead: head)
      } else {
        sums[number].add(MetricSample(reading: words, at: &position).value, weight: weight)
      }
    }
  }

  @inline(__always)
  private mutating func number(group: UInt32, metric: UInt32) -> Int {
    let pair = UInt64(group) &<< 32 | UInt64(metric)
    let place = Self.place(of: pair) & (recent.count &- 1)
    if recent[place].pair == pair { return recent[place].number }
    return look(up: pair, at: place)
  }

  /// Groups and metrics are numbered densely: a multiple keeps the pairs of a scope apart.
  @inline(__always)
  private static func place(of pair: UInt64) -> Int {
    Int(truncatingIfNeeded: (pair &* 0x9E37_79B9_7F4A_7C15) &>> 40)
  }

  @inline(never)
  private mutating func look(up pair: UInt64, at place: Int) -> Int {
    if let number = numbers[pair] {
      recent[place] = Recent(pair: pair, number: number)
      return number
    }
    let number = sums.count
    numbers[pair] = number
    sums.append(
      Sum(
        group: UInt32(truncatingIfNeeded: pair >> 32), metric: UInt32(truncatingIfNeeded: pair)))
    if sums.count * 4 > recent.count, recent.count < Self.recentMax {
      recent = Array(repeating: Recent(), count: recent.count * 4)
    } else {
      recent[place] = Recent(pair: pair, number: number)
    }
    return number
  }

  /// Adds what another worker came to.
  mutating func add(
    _ other: TabulationMetrics, groups: [UInt32], _ translation: CatalogTranslation
  ) {
    for sum in other.sums {
      let metric = translation.metrics[Int(sum.metric)].rawValue
      let number = number(group: groups[Int(sum.group)], metric: metric)
      sums[number].add(sum)
    }
  }
}

extension TabulationMetrics.Sum {
  /// Adds a sample of a single scope whose values take a word each, as nearly all do.
  @inline(__always)
  fileprivate mutating func add(narrow words: Span<UInt32>, at position: Int, _ isTimer: Bool) {
    amount.add(UInt64(words[position &+ 1]))
    guard isTimer else { return }
    nanoseconds.add(UInt64(words[position &+ 2]))
    if MetricWord.hasLongest(words[position]) {
      longestPlusOne = max(longestPlusOne, UInt64(words[position &+ 3]) &+ 1)
    }
  }

  fileprivate mutating func add(_ value: MetricSample.Value, weight: Double) {
    switch value {
    case .counter(let value): amount.add(value * weight)
    case .timer(let count, let total, let longest):
      if weight == 1 {
        amount.add(count)
        nanoseconds.add(total)
      } else {
        amount.add(Double(count) * weight)
        nanoseconds.add(Double(total) * weight)
      }
      // Nanoseconds stay below 2^63.
      if let longest { longestPlusOne = max(longestPlusOne, longest + 1) }
    }
  }

  fileprivate mutating func add(_ other: Self) {
    amount.add(other.amount)
    nanoseconds.add(other.nanoseconds)
    longestPlusOne = max(longestPlusOne, other.longestPlusOne)
  }

  var longest: Duration? {
    longestPlusOne == 0 ? nil : Duration(nanoseconds: Double(longestPlusOne - 1))
  }
}
