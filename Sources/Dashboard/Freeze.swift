import Intake
import Store

/// The moment at which the screen stands still while intake goes on underneath.
///
/// It keeps the chunks of that moment alive, and no catalog: the live one only grows, so it names
/// everything in them, and a second copy of it would cost as much as it takes.
///
/// What only the freeze still holds counts against the memory budget, so the store keeps less of
/// what comes in. Past half of the budget the frozen moment gives up its own oldest chunks instead,
/// and the screen says so: a screen left frozen over night must not end the collecting.
struct Freeze: Sendable {
  let now: Timestamp
  /// Oldest first.
  private(set) var chunks: [Chunk]
  /// How many scopes had come in when it began.
  let acceptedThen: UInt64
  /// What the freeze alone keeps in memory, as of the last `settle`.
  private(set) var ownBytes = 0
  /// Whether it had to give up its oldest scopes.
  private(set) var isShortened = false

  init(_ moment: Moment, accepted: UInt64) {
    now = moment.now
    chunks = moment.chunks
    acceptedThen = accepted
  }

  /// The frozen moment, with the names that are known by now.
  func moment(namedBy live: Moment) -> Moment {
    Moment(now: now, chunks: chunks, catalog: live.catalog, seriesSince: live.seriesSince)
  }

  /// Counts what the store has let go of since, and gives up the oldest past a limit.
  ///
  /// - Returns: whether chunks were given up, so that figures have to be brought up to date.
  mutating func settle(heldByStore held: [Chunk], limitBytes: Int) -> Bool {
    let ids = Set(held.lazy.map(\.id))
    ownBytes = chunks.reduce(0) { $0 + (ids.contains($1.id) ? 0 : $1.byteCount) }
    var dropped = 0
    while ownBytes > limitBytes, dropped < chunks.count {
      if !ids.contains(chunks[dropped].id) { ownBytes -= chunks[dropped].byteCount }
      dropped += 1
    }
    guard dropped > 0 else { return false }
    chunks.removeFirst(dropped)
    isShortened = true
    return true
  }
}
