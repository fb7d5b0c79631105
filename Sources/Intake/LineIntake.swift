/// The door in: lines go in, deliveries come out. Owned by one thread.
///
/// It holds the decoder, the interner, the open chunk, the memory of senders and the running totals.
package struct LineIntake: ~Copyable {
  /// How `end` is held against the clock.
  package enum Clock: Sendable {
    /// Lines come as scopes finish: an `end` further than `Limits.skewMax` off is not believed.
    case live
    /// Lines come from a recording: `end` is taken as it is.
    case recorded
  }

  /// - Parameter seed: makes the hash of the interner's tables; random, except in tests.
  package init(limits: Limits = Limits(), clock: Clock = .live, seed: UInt64) {
    fatalError("BUG: not built")
  }

  /// Rows in the open chunk.
  package var openRows: Int { fatalError("BUG: not built") }

  /// Takes in one datagram: whole lines, the last of which may lack its end.
  ///
  /// - Parameters:
  ///   - sender: who sent it, as text, asked for only when something has to be said about it.
  ///   - isCut: the socket cut the datagram, so its last line is not whole.
  package mutating func take(
    datagram: RawSpan, from sender: @autoclosure () -> String, at now: Timestamp,
    isCut: Bool = false
  ) {
    fatalError("BUG: not built")
  }

  /// Counts datagrams that the kernel dropped since the last call.
  package mutating func countKernelDrops(_ count: UInt64, at now: Timestamp) {
    fatalError("BUG: not built")
  }

  /// Counts scopes that could not be handed over.
  package mutating func countOverflow(_ scopes: UInt64, at now: Timestamp) {
    fatalError("BUG: not built")
  }

  /// Seals the open chunk and says what is new since the last delivery.
  package mutating func seal() -> Delivery { fatalError("BUG: not built") }
}
