/// The door in: lines go in, deliveries come out. Owned by one thread.
///
/// It holds the decoder, the interner, the open chunk, the memory of senders and the running totals.
/// What cannot happen: a line that is neither taken nor counted as rejected.
package struct LineIntake: ~Copyable {
  /// How `end` is held against the clock.
  package enum Clock: Sendable {
    /// Lines come as scopes finish: an `end` further than `Limits.skewMax` off is not believed.
    case live
    /// Lines come from a recording: `end` is taken as it is.
    case recorded
  }

  /// Who holds a line's number against those before it.
  package enum Role: Sendable {
    /// This intake, for it takes all lines of its senders.
    case whole
    /// An `IntakeLedger`, for other intakes take lines of the same senders: see there.
    case part
  }

  let limits: Limits
  private let clock: Clock
  private let role: Role
  /// Of a part: what the ledger has not taken so far.
  var notes: [SenderNote] = []
  private let hash: SeededHash
  private let skewMaxMicroseconds: Int64
  var decoder: LineDecoder
  private var senders: SenderMemory
  var log = TroubleLog()
  private var now = Timestamp(microseconds: 0)
  private var foldedBefore: UInt64 = 0
  /// The datagram's sender as text, once it was asked for, with zeros behind it.
  private var address: [UInt8] = []
  private var hasAddress = false
  /// A line of the datagram in hand did not name its sender.
  private var hasAnonymousLine = false
  /// The block before ended within a line that is too long: the rest of it is still to come.
  var isInsideLongLine = false

  /// - Parameters:
  ///   - seed: makes the hash of the interner's tables; random, except in tests.
  ///   - registry: gives out the ids where several intakes have to agree. The names are then in its
  ///     additions, and in no delivery's.
  package init(
    limits: Limits = Limits(), clock: Clock = .live, role: Role = .whole, seed: UInt64,
    registry: Registry? = nil
  ) {
    self.limits = limits
    self.clock = clock
    self.role = role
    hash = Self.senderHash(seed: seed)
    let (seconds, attoseconds) = limits.skewMax.components
    skewMaxMicroseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    decoder = LineDecoder(limits: limits, seed: seed, registry: registry)
    senders = SenderMemory(limit: limits.senders, hash: hash)
  }

  /// Fingerprints of senders have secrets of their own.
  static func senderHash(seed: UInt64) -> SeededHash {
    SeededHash(seed: seed ^ 0x5EED_5EED_5EED_5EED)
  }

  /// Rows in the open chunk.
  package var openRows: Int { decoder.open.count }

  /// Takes in one datagram: whole lines, the last of which may lack its end.
  ///
  /// - Parameters:
  ///   - sender: who sent it, as text, asked for only when something has to be said about it, or when
  ///     its lines do not name their sender and there is no key to know it by.
  ///   - senderKey: any number that is the same for the same sender's address.
  ///   - isCut: the socket cut the datagram, so its last line is not whole.
  package mutating func take(
    datagram: RawSpan, from sender: @autoclosure () -> String, senderKey: UInt64? = nil,
    at now: Timestamp, isCut: Bool = false
  ) {
    log.datagrams &+= 1
    log.bytes &+= UInt64(datagram.byteCount)
    beginDatagram(at: now)
    if datagram.byteCount >= RawSpan.wordBytes {
      takeDatagram(datagram, sender, senderKey, now, isCut)
    } else {
      let padded = datagram.padded()
      takeDatagram(padded.span.bytes, sender, senderKey, now, isCut)
    }
  }

  @inline(__always)
  private mutating func takeDatagram(
    _ datagram: RawSpan, _ sender: () -> String, _ senderKey: UInt64?, _ now: Timestamp,
    _ isCut: Bool
  ) {
    let end = isCut ? datagram.endOfLastWholeLine() : datagram.byteCount
    var position = 0
    while position < end { takeLine(datagram, at: &position, sender, now) }
    if isCut { reject(.cut, datagram, from: end, to: datagram.byteCount, sender, at: now) }
    if hasAnonymousLine { noteAddress(sender, key: senderKey, at: now) }
  }

  /// Counts a datagram of somebody who is not to be heard. It is not looked into.
  package mutating func countRefused(from sender: String, at now: Timestamp) {
    log.addRefused(sender: SenderText(bytes: Array(sender.utf8)), at: now)
  }

  /// Counts datagrams that the kernel dropped since the last call.
  package mutating func countKernelDrops(_ count: UInt64, at now: Timestamp) {
    if count > 0 { log.add(.lost(.kernel), count: count, at: now) }
  }

  /// Counts datagrams that were thrown away without a look, for there was no room for their scopes.
  package mutating func countShed(_ datagrams: UInt64, bytes: UInt64, at now: Timestamp) {
    guard datagrams > 0 else { return }
    log.add(.lost(.shed), count: datagrams, at: now)
    log.shedBytes &+= bytes
  }

  /// Seals the open chunk and says what is new since the last delivery.
  ///
  /// - Parameter now: what time it is, for the count of senders; nil for when a datagram last came.
  package mutating func seal(at now: Timestamp? = nil) -> Delivery {
    var tally = log.makeTally(senders: senders.count(within: .seconds(60), of: now ?? self.now))
    tally.nameBytes = decoder.interner.byteCount
    return Delivery(
      chunk: decoder.open.seal(), additions: decoder.interner.takeAdditions(), tally: tally)
  }

  mutating func beginDatagram(at now: Timestamp) {
    self.now = now
    hasAddress = false
    hasAnonymousLine = false
  }

  /// Takes one line, or moves over blank ones.
  @inline(__always)
  mutating func takeLine(
    _ bytes: RawSpan, at position: inout Int, _ sender: () -> String, _ now: Timestamp
  ) {
    bytes.skipBlanks(at: &position)
    let start = position
    if position >= bytes.byteCount || bytes.byte(at: position) == UInt8(ascii: "\n") {
      position &+= 1
      return
    }
    decoder.begin()
    do throws(LineRejection) {
      try decoder.readLine(bytes, at: &position)
      let end = position
      bytes.skipBlanks(at: &position)
      guard position >= bytes.byteCount || bytes.byte(at: position) == UInt8(ascii: "\n") else {
        throw .notJSON
      }
      guard end &- start <= Limits.lineBytes else { throw .cut }
      try decoder.finish(end: endOfScope(now))
      position &+= 1
      noteAccepted(bytes, from: start, to: end, sender, now)
    } catch {
      rejectLine(error, bytes, from: start, at: &position, sender, now)
    }
  }

  /// When the scope in hand finished.
  @inline(__always)
  private mutating func endOfScope(_ now: Timestamp) -> Timestamp {
    guard let end = decoder.row.endMicroseconds, !isSkewed(end, now) else { return now }
    return Timestamp(microseconds: end)
  }

  @inline(__always)
  private mutating func isSkewed(_ end: Int64, _ now: Timestamp) -> Bool {
    clock == .live
      && (end &- now.microseconds).magnitude > skewMaxMicroseconds.magnitude
  }

  @inline(__always)
  private mutating func noteAccepted(
    _ bytes: RawSpan, from start: Int, to end: Int, _ sender: () -> String, _ now: Timestamp
  ) {
    log.accepted &+= 1
    let row = decoder.row
    log.weight &+= UInt64(row.weight * IntakeTally.weightUnit)
    if row.endMicroseconds == nil { log.undated &+= 1 }
    if row.hasSource {
      let fingerprint = hash(
        bytes, from: row.sourceStart, length: row.sourceEnd &- row.sourceStart)
      switch role {
      case .whole:
        let news = senders.note(
          fingerprint, sequence: row.sequence, dropped: row.dropped, at: now)
        if !news.isNone { noteLoss(news, bytes, sender, now) }
      case .part:
        notes.append(
          SenderNote(
            fingerprint: fingerprint, sequence: row.sequence, dropped: row.dropped,
            sourceStart: UInt32(truncatingIfNeeded: row.sourceStart),
            sourceEnd: UInt32(truncatingIfNeeded: row.sourceEnd)))
      }
    } else {
      hasAnonymousLine = true
    }
    let isOdd =
      row.cutCount > 0 || row.version > 1 || decoder.interner.foldedCount != foldedBefore
      || row.endMicroseconds.map { isSkewed($0, now) } == true
    if isOdd { noteOddities(bytes, from: start, to: end, sender, now) }
  }

  @inline(never)
  private mutating func noteLoss(
    _ news: SenderMemory.News, _ bytes: RawSpan, _ sender: () -> String, _ now: Timestamp
  ) {
    log.add(
      news, upTo: decoder.row.sequence ?? 0, sender: senderText(bytes, sender), at: now)
  }

  @inline(never)
  private mutating func noteOddities(
    _ bytes: RawSpan, from start: Int, to end: Int, _ sender: () -> String, _ now: Timestamp
  ) {
    let row = decoder.row
    let text = senderText(bytes, sender)
    if row.endMicroseconds.map({ isSkewed($0, now) }) == true {
      note(.skewed, 1, text, bytes, start, end, now)
    }
    if row.version > 1 { note(.newer, 1, text, bytes, start, end, now) }
    let (from, to) = row.troubleEnd > 0 ? (row.troubleStart, row.troubleEnd) : (start, end)
    if row.cutCount > 0 { note(.cut, row.cutCount, text, bytes, from, to, now) }
    let folded = decoder.interner.foldedCount &- foldedBefore
    foldedBefore = decoder.interner.foldedCount
    if folded > 0 { note(.folded, folded, text, bytes, from, to, now) }
  }

  private mutating func note(
    _ kind: TroubleLog.Kind, _ count: UInt64, _ sender: borrowing SenderText, _ bytes: RawSpan,
    _ start: Int, _ end: Int, stop: Int? = nil, _ now: Timestamp
  ) {
    log.add(
      kind, count: count, sender: sender, sample: bytes, from: start, to: end, stop: stop,
      limit: limits.sampleBytes, at: now)
  }

  /// Counts a line as rejected, and moves past its end.
  @inline(never)
  private mutating func rejectLine(
    _ rejection: LineRejection, _ bytes: RawSpan, from start: Int, at position: inout Int,
    _ sender: () -> String, _ now: Timestamp
  ) {
    decoder.rollBack()
    let end = bytes.endOfLine(from: start)
    let stop = position
    position = end + 1
    var reason = rejection
    if end - start > Limits.lineBytes {
      reason = .cut
    } else if rejection == .notJSON {
      // Bytes that are no UTF-8 are no JSON either; the more particular reason is the better one.
      do throws(LineRejection) { try bytes.checkUTF8(from: start, to: end) } catch {
        reason = error
      }
    }
    let isAboutField = reason == .wrongType || reason == .outOfRange
    reject(reason, bytes, from: start, to: end, stop: isAboutField ? stop : nil, sender, at: now)
  }

  /// - Parameter stop: how far it was read, where that says what is wrong with it.
  @inline(never)
  mutating func reject(
    _ reason: LineRejection, _ bytes: RawSpan, from start: Int, to end: Int, stop: Int? = nil,
    _ sender: () -> String, at now: Timestamp
  ) {
    let text = reason == .cut ? addressText(sender) : senderText(bytes, sender)
    note(.rejected(reason), 1, text, bytes, start, end, stop: stop, now)
  }

  /// The sender by the line's `src`, or else by its address.
  private mutating func senderText(_ bytes: RawSpan, _ sender: () -> String) -> SenderText {
    guard decoder.row.hasSource else { return addressText(sender) }
    decoder.text.read(
      bytes, from: decoder.row.sourceStart, to: decoder.row.sourceEnd, limit: limits.textBytes)
    return SenderText(bytes: Array(decoder.text.bytes))
  }

  private mutating func addressText(_ sender: () -> String) -> SenderText {
    askForAddress(sender)
    return SenderText(bytes: Array(address.dropLast(RawSpan.wordBytes)))
  }

  private mutating func askForAddress(_ sender: () -> String) {
    guard !hasAddress else { return }
    hasAddress = true
    address.replace(with: sender().utf8)
    address.append(contentsOf: repeatElement(0, count: RawSpan.wordBytes))
  }

  @inline(never)
  mutating func noteAddress(_ sender: () -> String, key: UInt64?, at now: Timestamp) {
    let fingerprint: UInt64
    if let key {
      fingerprint = hash(key, 1)
    } else {
      askForAddress(sender)
      let length = address.count - RawSpan.wordBytes
      fingerprint = hash(address.span.bytes, from: 0, length: length) ^ 1
    }
    _ = senders.note(fingerprint, sequence: nil, dropped: nil, at: now)
  }
}
