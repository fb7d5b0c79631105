/// The groups of several chunks, each group once, with its places in all of them.
///
/// The figures of many groups are spread over more memory than is near the processor: to go through
/// the chunks one by one would fetch a group's figures as often as there are chunks with it.
///
///     chunk 0   groups   3  7  12
///     chunk 1   groups   3  9  12            3: 0, 1   7: 0   9: 1   12: 0, 1
struct GroupSweep {
  /// Chunks at most in one sweep: each step looks at the next group of every one.
  static let chunkLimit = 16
  private static let none = UInt32.max

  private let groups: [[UInt32]]
  private var heads: [UInt32]
  private var next: [Int]
  /// Of the group in hand: the numbers of the chunks that have it, ascending, and its places there.
  private(set) var hits: [(chunk: Int, place: Int)] = []

  init(_ answers: ArraySlice<ChunkAnswer>) {
    groups = answers.map(\.index.groups)
    heads = groups.map { $0.first ?? Self.none }
    next = groups.map { _ in 0 }
    hits.reserveCapacity(groups.count)
  }

  /// Goes on to the next group and returns it, nil when there is none. They come ascending.
  mutating func advance() -> Int? {
    var least = Self.none
    for head in heads { least = min(least, head) }
    guard least != Self.none else { return nil }
    hits.removeAll(keepingCapacity: true)
    for chunk in heads.indices where heads[chunk] == least {
      let place = next[chunk]
      hits.append((chunk, place))
      next[chunk] = place &+ 1
      heads[chunk] = place &+ 1 < groups[chunk].count ? groups[chunk][place &+ 1] : Self.none
    }
    return Int(least)
  }
}
