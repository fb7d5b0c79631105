/// What is kept of lines that were not taken, and of what was odd about those that were.
extension LineIntake {
  @inline(never)
  mutating func noteLoss(
    _ news: SenderMemory.News, _ bytes: RawSpan, _ sender: () -> String, _ now: Timestamp
  ) {
    let text = senderText(bytes, sender)
    if news.isLate { log.takeBackGap() }
    if news.gap > 0 {
      log.addGap(news, upTo: decoder.row.sequence ?? 0, sender: text, at: now)
    }
    if news.dropped > 0 { log.addDropped(news.dropped, sender: text, at: now) }
  }

  @inline(never)
  mutating func noteOddities(
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
    _ start: Int, _ end: Int, _ now: Timestamp
  ) {
    log.add(
      kind, count: count, sender: sender, sample: bytes, from: start, to: end,
      limit: limits.sampleBytes, at: now)
  }

  /// Counts a line as rejected, and moves past its end.
  @inline(never)
  mutating func rejectLine(
    _ rejection: LineRejection, _ bytes: RawSpan, from start: Int, at position: inout Int,
    _ sender: () -> String, _ now: Timestamp
  ) {
    decoder.rollBack()
    let end = bytes.endOfLine(from: start)
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
    reject(reason, bytes, from: start, to: end, sender, at: now)
  }

  @inline(never)
  mutating func reject(
    _ reason: LineRejection, _ bytes: RawSpan, from start: Int, to end: Int,
    _ sender: () -> String, at now: Timestamp
  ) {
    let text = reason == .cut ? addressText(sender) : senderText(bytes, sender)
    note(.rejected(reason), 1, text, bytes, start, end, now)
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
