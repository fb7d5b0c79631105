/// How long an intake thread rests between small batches, so that a trickle does not wake it for each
/// datagram: waking costs more than the datagram does, for what the caches have lost and for the timer.
/// It rests again, unread, over what it finds waiting, as long as that is little.
///
/// While only a few datagrams come in a rest it grows, and it shrinks when more do. It grows no longer
/// than the socket's buffer has room for when a flood begins in the midst of it that the thread can keep
/// up with. A buffer that has no room for the begin of any is made do with for 60,000 datagrams a second.
struct IntakeRest {
  /// A batch of so many is followed by the next at once.
  static let smallBatch = 64
  /// Whole microseconds, which a few instructions reckon in.
  static let shortestMicroseconds = 1_500
  /// However large the buffer is: so that who rests hears soon of the end.
  static let longestMicroseconds = 100_000
  /// However small it is, as with the 208 KiB that most systems allow, of which Linux makes 416.
  static let leastLimitMicroseconds = 4_000
  /// What may wait unread, unless the buffer is small: what the processor's caches hold.
  static let waitingBytesMax = 512 << 10
  private static let partsOfBuffer = 4
  /// The flood that is reckoned with, in datagrams a second, and what one of them takes of the buffer.
  private static let floodPerSecond = 300_000
  private static let datagramBytes = 1_280

  /// The longest rest with such a buffer.
  let limitMicroseconds: Int
  private let waitingBytesLimit: Int
  private var microseconds = Self.shortestMicroseconds
  /// The last rests, between which nothing was read.
  private var restCount = 0
  /// What waited after them, and what was read since.
  private var waitingBytes = 0
  private var datagramCount = 0

  /// - Parameter bufferBytes: what the kernel holds for a socket; 0 where that is a few datagrams only.
  init(bufferBytes: Int) {
    waitingBytesLimit = min(Self.waitingBytesMax, bufferBytes / Self.partsOfBuffer)
    let room = (bufferBytes - waitingBytesLimit) / Self.datagramBytes
    let least = bufferBytes == 0 ? Self.shortestMicroseconds : Self.leastLimitMicroseconds
    limitMicroseconds = min(
      Self.longestMicroseconds, max(least, 1_000_000 * room / Self.floodPerSecond))
  }

  /// Whether to rest after a batch of so many datagrams, and not to read on at once. After a wait in which
  /// none came there was rest enough.
  mutating func begins(afterBatchOf count: Int) -> Bool {
    datagramCount += count
    guard 1..<Self.smallBatch ~= count else { return false }
    adapt(toDatagrams: datagramCount / max(restCount, 1))
    (datagramCount, restCount, waitingBytes) = (0, 0, 0)
    return true
  }

  /// How many microseconds the next rest is to take, where so many are left until what waits is wanted.
  mutating func length(atMost wanted: Int) -> Int {
    restCount += 1
    return max(Self.shortestMicroseconds, min(microseconds, wanted))
  }

  /// Whether to rest again while so much waits. When nothing does, the first is to be waited for.
  mutating func goesOn(overBytes waiting: Int) -> Bool {
    waitingBytes = waiting
    return 0 < waiting && waiting < waitingBytesLimit
  }

  /// Datagrams may be large, so it is not only their number that counts.
  private mutating func adapt(toDatagrams perRest: Int) {
    let isMuch = waitingBytes / max(restCount, 1) > waitingBytesLimit / 2
    if perRest >= 4 * Self.smallBatch {
      microseconds = Self.shortestMicroseconds
    } else if isMuch || perRest >= 2 * Self.smallBatch {
      microseconds = max(Self.shortestMicroseconds, microseconds / 2)
    } else if perRest <= Self.smallBatch {
      microseconds = min(limitMicroseconds, microseconds * 2)
    }
  }
}
