import Datagram
import Intake

/// What an intake thread does: sockets, lines, the open chunk, and a delivery when that is full or the
/// time has come that `DeliveryTimes` says. What only trickles in is read just before that.
///
/// Nothing else runs on this thread: at 300,000 lines/s the socket's buffer holds 87 ms. What it cannot
/// read in time, the kernel drops and counts. What the main thread cannot take in time, it sheds: it
/// reads whole datagrams and throws them away undecoded, which leaves the processor to the main thread
/// and keeps what is taken recent.
struct IntakeLoop<Inlet: DatagramInlet & ~Copyable>: ~Copyable {
  /// How many batches of what waits at the end are still taken: more than a trickle leaves waiting, and
  /// an end even in a flood.
  private static var lastBatches: Int { 16 }

  private var inlet: Inlet
  private var intake: LineIntake
  private let allow: AllowList
  private let handover: Handover
  private let thread: Int
  private var rest: IntakeRest
  private var times = DeliveryTimes(last: System.uptimeMicroseconds)
  private var kernelDrops: UInt64 = 0

  /// - Parameters:
  ///   - thread: its number among those that put into the same handover.
  ///   - registry: gives out the ids, where there are others.
  init(
    inlet: consuming Inlet, allow: AllowList, handover: Handover, thread: Int = 0, limits: Limits,
    registry: Registry? = nil
  ) {
    rest = IntakeRest(bufferBytes: inlet.waitingBytesMax)
    self.inlet = inlet
    self.allow = allow
    self.handover = handover
    self.thread = thread
    intake = LineIntake(
      limits: limits, seed: UInt64.random(in: .min ... .max), registry: registry)
  }

  /// Takes in datagrams until the handover says to stop, or no socket is of use any more.
  mutating func run() throws(DatagramError) {
    while !handover.isStopped {
      let wait = times.wait(at: System.uptimeMicroseconds, before: handover.nextTake)
      let count = try readBatch(within: .microseconds(wait))
      let isDue = times.isDue(
        at: System.uptimeMicroseconds, before: handover.nextTake,
        moreWaits: count >= IntakeRest.smallBatch)
      if isDue || intake.isFull { seal() }
      if rest.begins(afterBatchOf: count) { restWhileLittleWaits() }
    }
    takeLastBatches()
    inlet.askForKernelDrops()
    seal()
  }

  /// Takes what waits at the end. A socket that fails now is not missed.
  private mutating func takeLastBatches() {
    for _ in 0..<Self.lastBatches {
      guard let count = try? readBatch(within: .zero), count > 0 else { return }
      if intake.isFull { seal() }
    }
  }

  /// Rests until what waits has to be read. Looking how much that is costs less than reading it bit by
  /// bit, and nobody needs it before the main thread comes by.
  private mutating func restWhileLittleWaits() {
    var canGoOn = true
    while canGoOn {
      let untilDelivery = nextDelivery - System.uptimeMicroseconds
      System.pause(microseconds: rest.length(atMost: untilDelivery))
      guard !handover.isStopped, System.uptimeMicroseconds < nextDelivery,
        let waitingBytes = inlet.askWaitingBytes()
      else { return }
      canGoOn = rest.goesOn(overBytes: waitingBytes)
    }
  }

  private var nextDelivery: Int { times.next(before: handover.nextTake) }

  private mutating func readBatch(within timeout: Duration) throws(DatagramError) -> Int {
    handover.isFull ? try shedBatch(within: timeout) : try takeBatch(within: timeout)
  }

  /// A datagram is of the time at which it came, however long it has waited to be read.
  private mutating func takeBatch(within timeout: Duration) throws(DatagramError) -> Int {
    let now = System.now
    let allow = allow
    return try inlet.receive(timeout: timeout) { datagram, source, facts in
      let arrival = facts.arrivedMicroseconds.map { Timestamp(microseconds: $0) } ?? now
      guard allow.allows(source) else {
        intake.countRefused(from: source.description, at: arrival)
        return
      }
      intake.take(
        datagram: datagram, from: source.description, senderKey: source.key, at: arrival,
        isCut: facts.isCut)
    }
  }

  private mutating func shedBatch(within timeout: Duration) throws(DatagramError) -> Int {
    let now = System.now
    let allow = allow
    var datagrams: UInt64 = 0
    var bytes: UInt64 = 0
    let count = try inlet.receive(timeout: timeout) { datagram, source, _ in
      guard allow.allows(source) else {
        intake.countRefused(from: source.description, at: now)
        return
      }
      datagrams += 1
      bytes += UInt64(datagram.byteCount)
    }
    intake.countShed(datagrams, bytes: bytes, at: now)
    return count
  }

  private mutating func seal() {
    let now = System.now
    countKernelDrops(at: now)
    handover.put(intake.seal(at: now), from: thread)
    times.last = System.uptimeMicroseconds
  }

  /// A delivery says all that the kernel dropped up to it: each datagram says it of those before, and
  /// a silence of those before it.
  private mutating func countKernelDrops(at now: Timestamp) {
    let drops = inlet.kernelDropCount
    intake.countKernelDrops(drops - kernelDrops, at: now)
    kernelDrops = drops
  }
}

extension DatagramSource {
  /// A number that is the same for the same address.
  fileprivate var key: UInt64 {
    switch address {
    case .ipv4(let bits, let port): UInt64(bits) << 16 | UInt64(port)
    default: UInt64(truncatingIfNeeded: hashValue)
    }
  }
}
