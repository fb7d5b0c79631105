import Intake
import Store

/// The moment at which the screen stands still while intake goes on underneath, and the earlier one
/// that may have been stepped back to.
///
/// It keeps the chunks of that moment alive, and no catalog: the live one only grows, so it names
/// everything in them, and a second copy of it would cost as much as it takes.
///
/// What only the freeze still holds counts against the memory budget, so the store keeps less of
/// what comes in. Past half of the budget the frozen moment gives up its own oldest chunks instead,
/// and the screen says so: a screen left frozen over night must not end the collecting.
///
///     oldest held ──────────── now ◀─── steps ───▶ began          the clock
///     ▏   ▏   ▏   ▏  ▏ ▏ ▏ ▏ ▏ ▏│▏▏▏▏▏▏▏▏▏▏▏▏▏▏▏▏▏▏▏│              …
///     shown ────────────────────┘                   │
///     chunks ───────────────────────────────────────┘
struct Freeze: Sendable {
  /// When the screen was frozen.
  let began: Timestamp
  /// The moment that is shown: that of the freeze, or the end of an earlier second.
  private(set) var now: Timestamp
  /// What was held when it began. Oldest first.
  private(set) var chunks: [Chunk]
  /// What is shown of it, cut where the window begins.
  private var shown: [Chunk]
  private var window: Window
  /// How many scopes had come in when it began.
  private let acceptedThen: UInt64
  /// How many scopes of the freeze are later than what is shown.
  private var laterCount: UInt64 = 0
  /// What the freeze alone keeps in memory: chunks, as of the last `settle`, and pieces of chunks.
  var ownBytes: Int { chunkBytes + pieceBytes }
  private var chunkBytes = 0
  private var pieceBytes = 0
  /// Whether it had to give up its oldest scopes.
  private(set) var isShortened = false

  init(_ moment: Moment, accepted: UInt64, window: Window) {
    began = moment.now
    now = began
    chunks = moment.chunks
    shown = chunks
    self.window = window
    acceptedThen = accepted
  }

  /// Whether an earlier moment than that of the freeze is shown.
  var isSteppedBack: Bool { now < began }

  /// The moment that is shown, with the names that are known by now.
  func moment(namedBy live: Moment) -> Moment {
    Moment(now: now, chunks: shown, catalog: live.catalog, seriesSince: live.seriesSince)
  }

  /// How many scopes came after the moment that is shown, of so many that came at all.
  func countSince(accepted: UInt64) -> UInt64 { accepted &- acceptedThen &+ laterCount }

  /// The second in which the oldest scope finished that can be stepped back to.
  private var oldest: Int64 { min(began.second, chunks.first?.earliest.second ?? began.second) }

  /// How far back it can be stepped in all.
  var reach: Duration { .seconds(began.second - oldest) }

  /// Steps so many seconds forward, or back where they are negative, as far as scopes are held and
  /// not beyond the moment of the freeze.
  ///
  /// - Returns: whether it went all the way.
  mutating func step(by seconds: Int64) -> Bool {
    let second = now.second + seconds
    show(second: second)
    return oldest...began.second ~= second
  }

  /// Looks at the same moment through another window.
  mutating func look(through window: Window) {
    guard window != self.window else { return }
    self.window = window
    show(second: now.second)
  }

  private mutating func show(second: Int64) {
    guard second < began.second else {
      now = began
      shown = chunks
      (laterCount, pieceBytes) = (0, 0)
      return
    }
    // A second that is over is shown to its end, so that rates are over what was counted.
    now = Timestamp(microseconds: (max(oldest, second) + 1) * 1_000_000 - 1)
    shown = chunks.rewound(to: now, for: window)
    laterCount = UInt64(chunks.reduce(0) { $0 + $1.count(after: now) })
    let ids = Set(chunks.lazy.map(\.id))
    pieceBytes = shown.reduce(0) { $0 + (ids.contains($1.id) ? 0 : $1.byteCount) }
  }

  /// Counts what the store has let go of since, and gives up the oldest past a limit.
  ///
  /// - Returns: whether chunks were given up, so that figures have to be brought up to date.
  mutating func settle(heldByStore held: [Chunk], limitBytes: Int) -> Bool {
    let ids = Set(held.lazy.map(\.id))
    chunkBytes = chunks.reduce(0) { $0 + (ids.contains($1.id) ? 0 : $1.byteCount) }
    var dropped = 0
    while ownBytes > limitBytes, dropped < chunks.count {
      if !ids.contains(chunks[dropped].id) { chunkBytes -= chunks[dropped].byteCount }
      dropped += 1
    }
    guard dropped > 0 else { return false }
    chunks.removeFirst(dropped)
    isShortened = true
    show(second: now.second)
    return true
  }
}
