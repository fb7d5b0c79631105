import Intake

/// The slowest few rows of each series, and how many scopes each series has.
///
/// A series keeps one row of eight, four at most, and its slowest one always: so a maximum stays exact.
///
/// It takes two passes: the first counts, so that the second knows how many rows each series may keep
/// and all of them lie close together.
///
///     series    7        3     9          places, in the order in which they turned up
///     scopes    17       2     40
///     starts    0        2     3     7    where its rows are: at most so many as it may keep
///     rows      ■ ■      ■     ■ ■ ■ ■    slowest first
struct SlowestOfSeries {
  /// Rows of a series that are kept at most.
  static let rowsMax = 4
  /// Of so many scopes one more is kept.
  static let scopesPerRow = 8.0

  /// By series: its place plus one, 0 while it has none.
  private var places: [UInt32]
  /// By place.
  private var scopes: [Double] = []
  private var starts: [UInt32] = []
  private var counts: [UInt8] = []
  /// By place and rank.
  private var nanoseconds: [UInt64] = []
  private var rows: [UInt32] = []

  /// - Parameter seriesEnd: above the ids of all series that will be added.
  init(seriesEnd: Int) { places = Array(repeating: 0, count: seriesEnd) }

  /// First pass: counts scopes of a series.
  @inline(__always)
  mutating func count(series: UInt32, weight: Double) {
    let place = places[Int(series)]
    if place == 0 {
      scopes.append(weight)
      places[Int(series)] = UInt32(truncatingIfNeeded: scopes.count)
    } else {
      scopes[Int(place) &- 1] += weight
    }
  }

  /// Between the passes: gives each series room for the rows that it may keep.
  mutating func allot() {
    var end: UInt32 = 0
    starts.reserveCapacity(scopes.count + 1)
    for count in scopes {
      starts.append(end)
      end += UInt32(max(1, min(count / Self.scopesPerRow, Double(Self.rowsMax))))
    }
    starts.append(end)
    counts = Array(repeating: 0, count: scopes.count)
    nanoseconds = Array(repeating: 0, count: Int(end))
    rows = Array(repeating: 0, count: Int(end))
  }

  /// Second pass: a row that may be kept.
  ///
  /// - Parameter number: what it is called in `kept`.
  @inline(__always)
  mutating func add(series: UInt32, nanoseconds duration: UInt64, row number: Int) {
    let place = Int(places[Int(series)]) &- 1
    let (start, end) = (Int(starts[place]), Int(starts[place &+ 1]))
    let count = Int(counts[place])
    if start &+ count == end, duration <= nanoseconds[end &- 1] { return }
    counts[place] = UInt8(truncatingIfNeeded: min(count &+ 1, end &- start))
    var index = min(start &+ count, end &- 1)
    while index > start, nanoseconds[index &- 1] < duration {
      nanoseconds[index] = nanoseconds[index &- 1]
      rows[index] = rows[index &- 1]
      index &-= 1
    }
    nanoseconds[index] = duration
    rows[index] = UInt32(truncatingIfNeeded: number)
  }

  /// Which rows are kept.
  ///
  /// - Parameter count: above the numbers of all rows that were added.
  func kept(of count: Int) -> [Bool] {
    var kept = [Bool](repeating: false, count: count)
    for place in counts.indices {
      let start = Int(starts[place])
      for index in start..<start + Int(counts[place]) { kept[Int(rows[index])] = true }
    }
    return kept
  }
}
