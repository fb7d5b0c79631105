/// Who sends, and what of it did not arrive: up to `Limits.senders`, the least recently seen forgotten.
///
/// A sender is known by a seeded 64-bit fingerprint of its `src`, or of its address where its lines
/// have none. For each, the last 256 line numbers are remembered as bits, in a ring:
///
///     numbers   … 1039 1040 1041 1042 │ 1043 …
///     bits      …   1    1    0    1  │               1041 is missing, and counted as lost
///                                  └ highest so far
///
/// A number past the next one counts those between as lost at once. One of them that comes late is
/// taken off again; one that comes twice, or from before the ring or the first line heard, changes
/// nothing. So duplicates and a reordering within 256 lines are no loss.
struct SenderMemory {
  private struct Sender {
    var fingerprint: UInt64
    var newer = -1
    var older = -1
    var lastSeenMicroseconds: Int64 = 0
    var highest: UInt64?
    var first: UInt64 = 0
    var dropped: UInt64?
    var seen: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
  }

  /// What a line's numbers say about lines that did not come.
  struct News {
    /// Lines missing before this one.
    var gap: UInt64 = 0
    /// The number that came before the gap.
    var previous: UInt64 = 0
    /// This line was counted as lost before.
    var isLate = false
    /// Scopes that the sender dropped itself since its line before.
    var dropped: UInt64 = 0

    @inline(__always)
    var isNone: Bool { gap == 0 && dropped == 0 && !isLate }
  }

  private let limit: Int
  private var senders: [Sender] = []
  private var index: WordTable
  private var newest = -1
  private var oldest = -1

  /// Numbers remembered of each sender.
  static let ringBits: UInt64 = 256

  init(limit: Int, hash: SeededHash) {
    self.limit = max(limit, 1)
    index = WordTable(hash: hash)
  }

  var count: Int { senders.count }

  /// Notes that a sender was heard, and what its numbers say.
  @inline(__always)
  mutating func note(
    _ fingerprint: UInt64, sequence: UInt64?, dropped: UInt64?, at now: Timestamp
  ) -> News {
    var place = newest
    if place < 0 || senders[place].fingerprint != fingerprint {
      place = moveToFront(fingerprint)
    }
    senders[place].lastSeenMicroseconds = now.microseconds
    var news = News()
    if let sequence { Self.note(sequence, of: &senders[place], news: &news) }
    if let dropped { Self.noteDropped(dropped, of: &senders[place], news: &news) }
    return news
  }

  @inline(__always)
  private static func note(_ sequence: UInt64, of sender: inout Sender, news: inout News) {
    guard let highest = sender.highest else {
      sender.highest = sequence
      sender.first = sequence
      mark(sequence, in: &sender)
      return
    }
    if sequence > highest {
      news.gap = sequence &- highest &- 1
      news.previous = highest
      if news.gap > 0 { forget(after: highest, upTo: sequence, in: &sender) }
      sender.highest = sequence
      mark(sequence, in: &sender)
    } else {
      guard highest &- sequence < ringBits, sequence > sender.first else { return }
      news.isLate = mark(sequence, in: &sender)
    }
  }

  /// The first count of a sender that was heard from its beginning is news as a whole. That of one
  /// which had been sending before is only where counting begins.
  private static func noteDropped(_ dropped: UInt64, of sender: inout Sender, news: inout News) {
    if let before = sender.dropped {
      news.dropped = dropped > before ? dropped &- before : 0
    } else if sender.highest == nil || sender.first < ringBits {
      news.dropped = dropped
    }
    sender.dropped = max(dropped, sender.dropped ?? 0)
  }

  /// Sets a number's bit, and says whether it was clear.
  @discardableResult
  @inline(__always)
  private static func mark(_ sequence: UInt64, in sender: inout Sender) -> Bool {
    let bit: UInt64 = 1 &<< (sequence & 63)
    switch sequence &>> 6 & 3 {
    case 0: return mark(bit, in: &sender.seen.0)
    case 1: return mark(bit, in: &sender.seen.1)
    case 2: return mark(bit, in: &sender.seen.2)
    default: return mark(bit, in: &sender.seen.3)
    }
  }

  @inline(__always)
  private static func mark(_ bit: UInt64, in word: inout UInt64) -> Bool {
    defer { word |= bit }
    // The ring comes round: the bit of a number 256 earlier is this number's as well, so the bits
    // ahead of the highest number are cleared before they are used.
    return word & bit == 0
  }

  /// Clears the bits of the numbers after one up to another: they have not been seen.
  private static func forget(after highest: UInt64, upTo sequence: UInt64, in sender: inout Sender)
  {
    guard sequence &- highest < ringBits else {
      sender.seen = (0, 0, 0, 0)
      return
    }
    var number = highest &+ 1
    while number != sequence &+ 1 {
      clear(number, in: &sender)
      number &+= 1
    }
  }

  private static func clear(_ sequence: UInt64, in sender: inout Sender) {
    let bit: UInt64 = 1 &<< (sequence & 63)
    switch sequence &>> 6 & 3 {
    case 0: sender.seen.0 &= ~bit
    case 1: sender.seen.1 &= ~bit
    case 2: sender.seen.2 &= ~bit
    default: sender.seen.3 &= ~bit
    }
  }

  /// The place of a sender, as the one seen last; a new one's where it was not known.
  @inline(never)
  private mutating func moveToFront(_ fingerprint: UInt64) -> Int {
    let place: Int
    if let known = index.find(fingerprint) {
      place = Int(known)
      unlink(place)
    } else {
      place = makePlace()
      senders[place] = Sender(fingerprint: fingerprint)
      index.insert(fingerprint, value: UInt32(place))
    }
    senders[place].older = newest
    senders[place].newer = -1
    if newest >= 0 { senders[newest].newer = place } else { oldest = place }
    newest = place
    return place
  }

  private mutating func makePlace() -> Int {
    guard senders.count >= limit else {
      senders.append(Sender(fingerprint: 0))
      return senders.count - 1
    }
    let place = oldest
    unlink(place)
    index.remove(senders[place].fingerprint)
    return place
  }

  private mutating func unlink(_ place: Int) {
    let (newer, older) = (senders[place].newer, senders[place].older)
    if newer >= 0 { senders[newer].older = older } else { newest = older }
    if older >= 0 { senders[older].newer = newer } else { oldest = newer }
  }

  /// Senders heard from within a time. Cost: proportional to their number.
  func count(within time: Duration, of now: Timestamp) -> Int {
    var place = newest
    var count = 0
    while place >= 0,
      now.since(Timestamp(microseconds: senders[place].lastSeenMicroseconds)) <= time
    {
      count += 1
      place = senders[place].older
    }
    return count
  }
}
