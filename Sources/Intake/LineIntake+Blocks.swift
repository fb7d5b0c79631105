/// Files and standard input: blocks of any length, in which lines begin and end where they like.
extension LineIntake {
  /// Takes in as many whole lines of a block as the open chunk has room for.
  ///
  /// Returns how many bytes were taken. Where they are fewer than the block has, either the chunk is
  /// full, `isFull`, and has to be sealed before the rest is given again; or the last line is not
  /// whole, and is to be given again with what comes after it. A line that has grown past
  /// `Limits.lineBytes` is rejected as cut, and moved over however long it is, so a reader's buffer
  /// of 64 KiB more than a block is always enough.
  ///
  ///     var rest = block
  ///     repeat {
  ///       rest.removeFirst(intake.take(block: rest…))
  ///       if intake.isFull { deliver(intake.seal()) }
  ///     } while it was full
  ///
  /// - Parameters:
  ///   - name: what to call the source where something has to be said about it.
  ///   - isLast: nothing comes after this block, so its last line may lack its end.
  package mutating func take(
    block: RawSpan, from name: @autoclosure () -> String, at now: Timestamp, isLast: Bool
  ) -> Int {
    beginDatagram(at: now)
    let taken: Int
    if block.byteCount >= RawSpan.wordBytes {
      taken = takeBlock(block, name, now, isLast)
    } else {
      let padded = isLast ? block.padded() : []
      taken = isLast ? Swift.min(takeBlock(padded.span.bytes, name, now, true), block.byteCount) : 0
    }
    log.bytes &+= UInt64(taken)
    return taken
  }

  private mutating func takeBlock(
    _ block: RawSpan, _ name: () -> String, _ now: Timestamp, _ isLast: Bool
  ) -> Int {
    var position = isInsideLongLine ? skipLongLine(block) : 0
    let whole = isLast ? block.byteCount : block.endOfLastWholeLine()
    while position < whole, !isFull { takeLine(block, at: &position, name, now) }
    position = Swift.min(position, block.byteCount)
    if position >= whole, block.byteCount - position > Limits.lineBytes {
      reject(.cut, block, from: position, to: block.byteCount, name, at: now)
      isInsideLongLine = true
      position = block.byteCount
    }
    return position
  }

  /// The open chunk has `Limits.chunkRows` rows or `Limits.chunkMetricWords` words of metrics: seal it.
  package var isFull: Bool {
    openRows >= limits.chunkRows || decoder.open.metrics.count >= limits.chunkMetricWords
  }

  private mutating func skipLongLine(_ block: RawSpan) -> Int {
    let end = block.endOfLine(from: 0)
    guard end < block.byteCount else { return end }
    isInsideLongLine = false
    return end + 1
  }
}
