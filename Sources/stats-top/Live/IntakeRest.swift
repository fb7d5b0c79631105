/// How long an intake thread rests between small batches, so that a trickle does not wake it for each
/// datagram: at 20,000/s a rest of 1.5 ms costs 8 % of a core, and none 28 %.
///
/// While only a few datagrams come the rest grows, and it shrinks when more do. It is never longer than
/// the socket's buffer has room for when a flood begins in the midst of it.
struct IntakeRest {
  /// A batch of so many is followed by the next at once.
  static let smallBatch = 16
  static let shortest = Duration.microseconds(1_500)
  static let longest = Duration.milliseconds(10)
  /// The flood that is reckoned with, in datagrams a second, and what one of them takes of the buffer.
  private static let floodPerSecond = 250_000
  private static let datagramBytes = 1_280

  /// The longest rest with such a buffer.
  let limit: Duration
  private var current = Self.shortest

  /// - Parameter bufferBytes: what the kernel holds for a socket.
  init(bufferBytes: Int) {
    let room = Duration.seconds(1) * bufferBytes / (Self.datagramBytes * Self.floodPerSecond)
    limit = min(Self.longest, max(Self.shortest, room))
  }

  /// How long to rest after a batch of so many datagrams; nil where there is no time for it, or where
  /// waiting for the first was rest enough.
  mutating func next(afterBatchOf count: Int) -> Duration? {
    guard 1..<Self.smallBatch ~= count else {
      if count > 0 { current = Self.shortest }
      return nil
    }
    if count <= Self.smallBatch / 4 {
      current = min(limit, current * 2)
    } else if count >= Self.smallBatch / 2 {
      current = max(Self.shortest, current / 2)
    }
    return current
  }
}
