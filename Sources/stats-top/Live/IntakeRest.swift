/// How long an intake thread rests between small batches, so that a trickle does not wake it for each
/// datagram: waking costs more than the datagram does, most of it for what the caches have lost.
///
/// While only a few datagrams come the rest grows, and it shrinks when more do. It is never longer than
/// the socket's buffer has room for when a flood begins in the midst of it.
struct IntakeRest {
  /// A batch of so many is followed by the next at once.
  static let smallBatch = 64
  /// Whole microseconds, which a few instructions reckon in.
  static let shortestMicroseconds = 1_500
  static let longestMicroseconds = 50_000
  /// The flood that is reckoned with, in datagrams a second, and what one of them takes of the buffer.
  private static let floodPerSecond = 500_000
  private static let datagramBytes = 1_280

  /// The longest rest with such a buffer.
  let limitMicroseconds: Int
  private var currentMicroseconds = Self.shortestMicroseconds

  /// - Parameter bufferBytes: what the kernel holds for a socket.
  init(bufferBytes: Int) {
    let room = 1_000_000 * bufferBytes / (Self.datagramBytes * Self.floodPerSecond)
    limitMicroseconds = min(Self.longestMicroseconds, max(Self.shortestMicroseconds, room))
  }

  /// How many microseconds to rest after a batch of so many datagrams; nil where there is no time for
  /// it, or where waiting for the first was rest enough.
  mutating func next(afterBatchOf count: Int) -> Int? {
    guard 1..<Self.smallBatch ~= count else {
      if count > 0 { currentMicroseconds = Self.shortestMicroseconds }
      return nil
    }
    if count <= Self.smallBatch / 4 {
      currentMicroseconds = min(limitMicroseconds, currentMicroseconds * 2)
    } else if count >= Self.smallBatch / 2 {
      currentMicroseconds = max(Self.shortestMicroseconds, currentMicroseconds / 2)
    }
    return currentMicroseconds
  }
}
