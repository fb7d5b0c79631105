import Intake

/// The slowest few rows of each series, found in one pass, and how many scopes each series has.
///
/// A series keeps one row of eight, four at most, and its slowest one always: so a maximum stays exact.
struct SlowestOfSeries {
  /// Rows of a series that are kept at most.
  static let rowsMax = 4
  /// Of so many scopes one more is kept.
  static let scopesPerRow = 8.0

  private struct Entry {
    let series: UInt32
    var scopes = 0.0
    var count = 0
    /// What a row has to be slower than to get in while there are as many as may be.
    var least: UInt64 = 0

    /// Counts a scope. Returns whether it is among the slowest so far.
    @inline(__always)
    mutating func count(_ nanoseconds: UInt64) -> Bool {
      scopes += 1
      return count < SlowestOfSeries.rowsMax || nanoseconds > least
    }
  }

  /// By series: its place in `entries` plus one, 0 while it has none.
  private var places: [UInt32]
  private var entries: [Entry] = []
  /// `rowsMax` a series, slowest first.
  private var nanoseconds: [UInt64] = []
  private var rows: [UInt32] = []

  /// - Parameter seriesEnd: above the ids of all series that will be added.
  init(seriesEnd: Int) { places = Array(repeating: 0, count: seriesEnd) }

  /// Counts a row that may be kept.
  ///
  /// - Parameter number: what it is called in `kept`.
  @inline(__always)
  mutating func add(series: UInt32, nanoseconds duration: UInt64, row number: Int) {
    let place = place(of: series)
    if entries[place].count(duration) { insert(duration, number, at: place) }
  }

  /// Counts scopes that have been folded before.
  @inline(__always)
  mutating func add(series: UInt32, folded weight: Double) {
    entries[place(of: series)].scopes += weight
  }

  @inline(__always)
  private mutating func place(of series: UInt32) -> Int {
    let place = places[Int(series)]
    if place != 0 { return Int(place) &- 1 }
    return append(series)
  }

  private mutating func append(_ series: UInt32) -> Int {
    entries.append(Entry(series: series))
    places[Int(series)] = UInt32(truncatingIfNeeded: entries.count)
    nanoseconds.append(contentsOf: repeatElement(0, count: Self.rowsMax))
    rows.append(contentsOf: repeatElement(0, count: Self.rowsMax))
    return entries.count - 1
  }

  private mutating func insert(_ duration: UInt64, _ number: Int, at place: Int) {
    let start = place * Self.rowsMax
    var index = start + min(entries[place].count, Self.rowsMax - 1)
    while index > start, nanoseconds[index - 1] < duration {
      nanoseconds[index] = nanoseconds[index - 1]
      rows[index] = rows[index - 1]
      index -= 1
    }
    nanoseconds[index] = duration
    rows[index] = UInt32(truncatingIfNeeded: number)
    entries[place].count = min(entries[place].count + 1, Self.rowsMax)
    entries[place].least = nanoseconds[start + Self.rowsMax - 1]
  }

  /// Which rows are kept.
  ///
  /// - Parameter count: above the numbers of all rows that were added.
  func kept(of count: Int) -> [Bool] {
    var kept = [Bool](repeating: false, count: count)
    for place in entries.indices {
      let share = Int(min(entries[place].scopes / Self.scopesPerRow, Double(Self.rowsMax)))
      let start = place * Self.rowsMax
      for index in start..<start + min(entries[place].count, max(1, share)) {
        kept[Int(rows[index])] = true
      }
    }
    return kept
  }
}
