/// What several intakes of one recording have to say together, as if there had been a single one.
///
/// Each of them reads some of the blocks, and most of what it counts adds up in any order. What does
/// not: whether a line is missing can only be told when the lines of its sender are seen in order,
/// and the last sample of a kind is that of the last line. So an intake that is a *part* keeps notes
/// of the senders of a block, and the ledger takes them, block after block, in the order in which the
/// blocks stand in the recording.
package struct IntakeLedger: ~Copyable, Sendable {
  private let limits: Limits
  private var senders: SenderMemory
  private var log = TroubleLog()
  private var text = CleanText()

  /// - Parameter seed: that of all the intakes, so that a sender has one fingerprint.
  package init(limits: Limits = Limits(), seed: UInt64) {
    self.limits = limits
    senders = SenderMemory(limit: limits.senders, hash: LineIntake.senderHash(seed: seed))
  }

  /// Takes what an intake noted and counted since it was last asked: that of one block.
  ///
  /// - Parameter block: the block that it took, for what senders are called.
  package mutating func settle(_ intake: inout LineIntake, block: RawSpan, at now: Timestamp) {
    for note in intake.notes {
      let news = senders.note(
        note.fingerprint, sequence: note.sequence, dropped: note.dropped, at: now)
      if !news.isNone { noteLoss(news, note, block, now) }
    }
    intake.notes.removeAll(keepingCapacity: true)
    log.absorb(&intake.log)
  }

  private mutating func noteLoss(
    _ news: SenderMemory.News, _ note: SenderNote, _ block: RawSpan, _ now: Timestamp
  ) {
    text.read(block, from: Int(note.sourceStart), to: Int(note.sourceEnd), limit: limits.textBytes)
    log.add(news, upTo: note.sequence ?? 0, sender: SenderText(bytes: Array(text.bytes)), at: now)
  }

  /// Lines taken, and lines rejected by reason, without anything to show for it.
  package var accepted: UInt64 { log.accepted }
  package func count(of rejection: LineRejection) -> UInt64 { log.count(of: .rejected(rejection)) }

  /// The totals of all blocks so far.
  package func makeTally(at now: Timestamp) -> IntakeTally {
    log.makeTally(senders: senders.count(within: .seconds(60), of: now))
  }
}

/// What a line says of its sender, to be held against the lines before it later.
struct SenderNote {
  let fingerprint: UInt64
  let sequence: UInt64?
  let dropped: UInt64?
  /// Where the text of `src` stands in the block.
  let sourceStart: UInt32
  let sourceEnd: UInt32
}
