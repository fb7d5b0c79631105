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

  /// When the oldest scope held finished, or one that a summary tells of; nil when none is held.
  package var earliest: Timestamp? { chunks.lazy.map { $0.earliest }.min() }

  /// From when on all scopes are held whole; nil when none is. Before that there are summaries.
  package var exactSince: Timestamp? {
    let summarised = chunks.lazy.filter { $0.precision != .exact }.map(\.latest).max()
    let exact = chunks.lazy.filter { $0.precision == .exact }
    guard let summarised else { return earliest }
    return exact.map(\.earliest).filter { $0 > summarised }.min()
      ?? (exact.isEmpty ? nil : summarised)
  }

  /// Only what tells at least so much.
  func keeping(_ precision: Precision) -> Moment {
    guard chunks.contains(where: { $0.precision > precision }) else { return self }
    return Moment(
      now: now, chunks: chunks.filter { $0.precision <= precision }, catalog: catalog,
      seriesSince: seriesSince)
  }

  /// The same scopes as they were seen at an earlier time: without those of later seconds.
  package func rewound(to earlier: Timestamp, for window: Window = .everything) -> Moment {
    Moment(
      now: earlier, chunks: chunks.rewound(to: earlier, for: window), catalog: catalog,
      seriesSince: seriesSince)
  }
}

extension [Chunk] {
  /// The chunks of an earlier time, oldest first: without the scopes of later seconds, and cut where
  /// a window and the one before it begin.
  ///
  ///     held       ▏      ▏      ▏  ▏  ▏▏▏▏▏▏
  ///     earlier                    │
  ///     cut        ▏  ▏   ▏    ▏   │
  ///                   before  window
  ///
  /// So figures of that window are sharp to the second, however old; where a summary is cut, its rows
  /// are taken to be spread evenly over its time. Cost: a copy of the rows of the
  /// few chunks that are cut, three slots at most; all others are shared, and so are the answers that
  /// queries keep for them.
  package func rewound(to earlier: Timestamp, for window: Window) -> [Chunk] {
    let edges = [
      window.firstSecondBefore(at: earlier), window.firstSecond(at: earlier), earlier.second + 1,
    ]
    var chunks: [Chunk] = []
    var isCut = false
    for chunk in self[..<partitioningIndex { $0.earliest.second > earlier.second }] {
      let (first, last) = (chunk.earliest.second, chunk.latest.second)
      let inside = edges.filter { first < $0 && $0 <= last }
      if inside.isEmpty {
        chunks.append(chunk)
      } else {
        isCut = true
        chunks += chunk.cut(at: inside).filter { $0.earliest.second <= earlier.second }
      }
    }
    // Pieces of chunks that lie in one slot have to come in order of time again.
    return isCut ? chunks.sorted { $0.earliest.second < $1.earliest.second } : chunks
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
