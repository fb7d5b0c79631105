import Datagram
import Intake

/// What an intake thread does: sockets, lines, the open chunk, and a delivery every 100 ms.
///
/// Nothing else runs on this thread: at 300,000 lines/s the socket's buffer holds 44 ms. What it cannot
/// read in time, the kernel drops and counts. What the main thread cannot take in time, it sheds: it
/// reads whole datagrams and throws them away undecoded, which leaves the processor to the main thread
/// and keeps what is taken recent.
struct IntakeLoop<Inlet: DatagramInlet & ~Copyable>: ~Copyable {
  /// How long a chunk stays open, unless it is full before.
  private static var sealEvery: Duration { .milliseconds(100) }

  private var inlet: Inlet
  private var intake: LineIntake
  private let allow: AllowList
  private let handover: Handover
  private let thread: Int
  private var rest: IntakeRest
  /// By a clock that nobody sets: setting the other one back must not hold a chunk open for hours.
  private var lastSeal = ContinuousClock.now
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
      let count = handover.isFull ? try shedBatch() : try takeBatch()
      let isDue = ContinuousClock.now - lastSeal >= Self.sealEvery
      if isDue || intake.isFull { seal() }
      if let rest = rest.next(afterBatchOf: count) { System.pause(microseconds: rest) }
    }
    inlet.askForKernelDrops()
    seal()
  }

  private mutating func takeBatch() throws(DatagramError) -> Int {
    let now = System.now
    let allow = allow
    return try inlet.receive(timeout: Self.sealEvery) { datagram, source, isCut in
      guard allow.allows(source) else {
        intake.countRefused(from: source.description, at: now)
        return
      }
      intake.take(
        datagram: datagram, from: source.description, senderKey: source.key, at: now, isCut: isCut)
    }
  }

  private mutating func shedBatch() throws(DatagramError) -> Int {
    let now = System.now
    let allow = allow
    var datagrams: UInt64 = 0
    var bytes: UInt64 = 0
    let count = try inlet.receive(timeout: Self.sealEvery) { datagram, source, _ in
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
    lastSeal = .now
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
