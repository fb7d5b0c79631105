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

  package init(now: Timestamp, chunks: [Chunk], catalog: Catalog) {
    self.now = now
    self.chunks = chunks
    self.catalog = catalog
  }

  /// When the oldest scope held finished; nil when none is held.
  package var earliest: Timestamp? { chunks.lazy.map(\.earliest).min() }
}
