/// Where a group comes in an order: what is less comes first.
struct RankingPlace: Comparable {
  let figure: Double
  let second: Double
  /// Where the group's name stands among all names: no two are equal.
  let name: Int32
  let group: Int32

  static func < (a: Self, b: Self) -> Bool {
    if a.figure != b.figure { return a.figure < b.figure }
    return a.second != b.second ? a.second < b.second : a.name < b.name
  }
}

/// The first few of many, in order, without putting all in order.
///
/// Twice as many as are asked for are kept; when that is full, the better half stays, and its last
/// one is what others have to come before. Cost: one comparison for each that is not among the first
/// by then, which of many are nearly all.
struct Chosen {
  private let limit: Int
  private var kept: [RankingPlace] = []
  private var last: RankingPlace?

  init(limit: Int) { self.limit = limit }

  /// Whether a place with this figure can still be among the first.
  func mayTake(_ figure: Double) -> Bool { last.map { figure <= $0.figure } ?? true }

  mutating func offer(_ place: RankingPlace) {
    if let last, last < place { return }
    kept.append(place)
    guard kept.count / 2 >= limit else { return }
    kept = sorted()
    last = kept.last
  }

  /// As many as were asked for, the first one first.
  func sorted() -> [RankingPlace] { Array(kept.sorted().prefix(limit)) }
}
