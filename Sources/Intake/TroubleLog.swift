/// The running totals while they run: what `IntakeTally` is made of, without a string until asked.
///
/// Under a flood each line is one more trouble. So samples are kept as the bytes that came, in buffers
/// that are used again, and are cleaned and become text when the tally is made: ten times a second at
/// most, and not for each line.
struct TroubleLog {
  enum Kind {
    case rejected(LineRejection)
    case lost(Loss)
    case folded, cut, newer, skewed, refused

    var place: Int {
      switch self {
      case .folded: 0
      case .cut: 1
      case .newer: 2
      case .skewed: 3
      case .refused: 4
      case .lost(let loss): 5 + loss.place
      case .rejected(let rejection): 5 + Loss.allCases.count + rejection.place
      }
    }

    static let count = 5 + Loss.allCases.count + LineRejection.allCases.count
  }

  fileprivate struct Entry {
    var count: UInt64 = 0
    var sender: [UInt8] = []
    /// As it came, as much of it as can be shown, with zeros behind it that are not part of it.
    var sample: [UInt8] = []
    var sampleCount = 0
    /// How much of it may be shown, in bytes.
    var sampleLimit = 0
    /// How far it was read, where that says what is wrong with it.
    var stop: Int?
    var lastSeen: Timestamp?
  }

  var datagrams: UInt64 = 0
  var bytes: UInt64 = 0
  var shedBytes: UInt64 = 0
  var accepted: UInt64 = 0
  /// The sum of the accepted lines' weights, in parts of `IntakeTally.weightUnit`.
  var weight: UInt64 = 0
  var undated: UInt64 = 0
  private var entries = Array(repeating: Entry(), count: Kind.count)

  /// Counts a trouble that has nothing to show.
  mutating func add(_ kind: Kind, count: UInt64, at now: Timestamp) {
    entries[kind.place].count.addSaturating(count)
    entries[kind.place].lastSeen = now
  }

  /// Counts a trouble, and keeps what it looked like.
  mutating func add(
    _ kind: Kind, count: UInt64 = 1, sender: borrowing SenderText, sample: RawSpan, from start: Int,
    to end: Int, stop: Int?, limit: Int, at now: Timestamp
  ) {
    let place = kind.place
    add(kind, count: count, at: now)
    // No character takes more than four bytes, and each is shown by one at least.
    let count = min(end - start, limit * 4)
    entries[place].keep(count, limit: limit) { sample.byte(at: start &+ $0) }
    entries[place].stop = stop.map { $0 - start }
    entries[place].sender.replace(with: sender.bytes)
  }

  /// Counts what a line's numbers say about lines that did not come.
  mutating func add(
    _ news: SenderMemory.News, upTo sequence: UInt64, sender: borrowing SenderText,
    at now: Timestamp
  ) {
    if news.isLate { takeBackGap() }
    if news.gap > 0 { addGap(news, upTo: sequence, sender: sender, at: now) }
    if news.dropped > 0 { addDropped(news.dropped, sender: sender, at: now) }
  }

  /// Counts lines that a gap in a sender's numbers shows.
  private mutating func addGap(
    _ news: SenderMemory.News, upTo sequence: UInt64, sender: borrowing SenderText,
    at now: Timestamp
  ) {
    let place = Kind.lost(.gap).place
    add(.lost(.gap), count: news.gap, at: now)
    let sample = Array("seq \(sequence) came after seq \(news.previous)".utf8)
    entries[place].keep(sample.count, limit: sample.count) { sample[$0] }
    entries[place].sender.replace(with: sender.bytes)
  }

  /// Takes back one line that came late.
  private mutating func takeBackGap() {
    let place = Kind.lost(.gap).place
    if entries[place].count > 0 { entries[place].count -= 1 }
  }

  private mutating func addDropped(_ count: UInt64, sender: borrowing SenderText, at now: Timestamp)
  {
    add(.lost(.sender), count: count, at: now)
    entries[Kind.lost(.sender).place].sender.replace(with: sender.bytes)
  }

  mutating func addRefused(sender: borrowing SenderText, at now: Timestamp) {
    add(.refused, count: 1, at: now)
    entries[Kind.refused.place].sender.replace(with: sender.bytes)
  }

  func count(of kind: Kind) -> UInt64 { entries[kind.place].count }

  /// Adds what another log counted after this one, and empties it: of each kind, its sample is later.
  mutating func absorb(_ other: inout TroubleLog) {
    datagrams &+= other.datagrams
    bytes &+= other.bytes
    accepted &+= other.accepted
    weight &+= other.weight
    undated &+= other.undated
    (other.datagrams, other.bytes, other.accepted, other.weight) = (0, 0, 0, 0)
    other.undated = 0
    for place in entries.indices where other.entries[place].count > 0 {
      entries[place].count.addSaturating(other.entries[place].count)
      entries[place].sender.replace(with: other.entries[place].sender)
      entries[place].sample.replace(with: other.entries[place].sample)
      entries[place].sampleCount = other.entries[place].sampleCount
      entries[place].sampleLimit = other.entries[place].sampleLimit
      entries[place].stop = other.entries[place].stop
      entries[place].lastSeen = other.entries[place].lastSeen
      other.entries[place].count = 0
    }
  }

  /// The totals, with what they looked like as text.
  func makeTally(senders: Int) -> IntakeTally {
    var tally = IntakeTally()
    tally.datagrams = datagrams
    tally.bytes = bytes
    tally.shedBytes = shedBytes
    tally.accepted = accepted
    tally.weight = weight
    tally.undated = undated
    tally.senders = senders
    for rejection in LineRejection.allCases {
      let problem = problem(.rejected(rejection))
      if problem.count > 0 { tally.rejected[rejection] = problem }
    }
    for loss in Loss.allCases {
      let problem = problem(.lost(loss))
      if problem.count > 0 { tally.lost[loss] = problem }
    }
    tally.folded = problem(.folded)
    tally.cut = problem(.cut)
    tally.newer = problem(.newer)
    tally.skewed = problem(.skewed)
    tally.refused = problem(.refused)
    tally.lines = accepted &+ tally.rejectedCount
    return tally
  }

  private func problem(_ kind: Kind) -> Problem {
    let entry = entries[kind.place]
    var problem = Problem()
    guard entry.count > 0 else { return problem }
    problem.count = entry.count
    problem.lastSender = String(decoding: entry.sender, as: UTF8.self)
    problem.lastSample = entry.sampleText
    problem.lastPlace = entry.placeText
    problem.lastSeen = entry.lastSeen
    return problem
  }
}

extension TroubleLog.Entry {
  /// Keeps the bytes of a sample in place of those of the one before.
  @inline(__always)
  fileprivate mutating func keep(_ count: Int, limit: Int, _ byte: (Int) -> UInt8) {
    sample.removeAll(keepingCapacity: true)
    for index in 0..<count { sample.append(byte(index)) }
    sample.append(contentsOf: repeatElement(0, count: RawSpan.wordBytes))
    (sampleCount, sampleLimit) = (count, limit)
  }

  /// Where it was read up to, cleaned and cut; empty where that lies beyond what is kept.
  fileprivate var placeText: String {
    guard let stop, stop <= sampleCount else { return "" }
    let path = LinePath.bytes(of: sample.span.bytes, upTo: stop)
    var text = CleanText()
    let padded = path + Array(repeating: 0, count: RawSpan.wordBytes)
    text.readSample(padded.span.bytes, from: 0, to: path.count, limit: sampleLimit)
    return String(decoding: text.bytes, as: UTF8.self)
  }

  /// The sample cleaned and cut.
  fileprivate var sampleText: String {
    guard sampleCount > 0 else { return "" }
    var text = CleanText()
    text.readSample(sample.span.bytes, from: 0, to: sampleCount, limit: sampleLimit)
    return String(decoding: text.bytes, as: UTF8.self)
  }
}

/// Who sent a line: its `src`, or else an address, cleaned and cut.
struct SenderText {
  var bytes: [UInt8]
}

extension [UInt8] {
  /// Takes other bytes in place of these, in the memory that is there.
  mutating func replace(with bytes: some Sequence<UInt8>) {
    removeAll(keepingCapacity: true)
    append(contentsOf: bytes)
  }
}

extension UInt64 {
  /// Adds, and stays at the greatest value where the sum would not fit.
  mutating func addSaturating(_ other: UInt64) {
    let (sum, overflow) = addingReportingOverflow(other)
    self = overflow ? .max : sum
  }
}
