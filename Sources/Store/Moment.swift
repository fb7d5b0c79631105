import Intake

/// All that a query can see: the chunks held at an instant, and the instant.
///
/// A live screen asks for a new one each frame; a frozen screen keeps the one it was frozen at.
/// Copying one copies a reference.
package struct Moment: Sendable {
  package let now: Timestamp
  /// Oldest first.
  package let chunks: [Chunk]
  package let catalog: Catalog
  /// By series id: the second in which the first scope of the series finished. Where it is too
  /// short, the rest are taken to be old.
  package let seriesSince: [Int64]

  package init(now: Timestamp, chunks: [Chunk], catalog: Catalog, seriesSince: [Int64] = []) {
    self.now = now
    self.chunks = chunks
    self.catalog = catalog
    self.seriesSince = seriesSince
  }

  /// When the oldest scope held finished; nil when none is held.
  package var earliest: Timestamp? { chunks.lazy.map(\.earliest).min() }

  /// The same scopes as they were seen at an earlier time: without those of later seconds.
  package func rewound(to earlier: Timestamp) -> Moment {
    let end = chunks.partitioningIndex { $0.earliest.second > earlier.second }
    return Moment(
      now: earlier, chunks: Array(chunks[..<end]), catalog: catalog, seriesSince: seriesSince)
  }
}

extension Array {
  /// The first index from which on a test holds, if it holds for a tail. Cost: logarithmic.
  func partitioningIndex(where isInTail: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isInTail(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
