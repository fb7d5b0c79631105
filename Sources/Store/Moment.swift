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
  /// So figures of that window are sharp to the second, however old. Cost: a copy of the rows of the
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

extension Chunk {
  /// The chunk in pieces, earliest first, of which none holds rows from both before and after the
  /// begin of one of these seconds.
  ///
  /// - Parameter seconds: ascending.
  func cut(at seconds: [Int64]) -> [Chunk] {
    let microseconds = seconds.map { $0 * 1_000_000 }
    func part(_ row: Int) -> Int {
      var part = 0
      for start in microseconds where start <= endMicroseconds[row] { part += 1 }
      return part
    }
    var builders = (0...seconds.count).map { _ in ChunkBuilder() }
    var row = 0
    while row < count {
      let piece = part(row)
      var end = row + 1
      while end < count, part(end) == piece { end += 1 }
      builders[piece].append(rows: row..<end, of: self)
      row = end
    }
    return builders.indices.compactMap { builders[$0].seal() }
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
