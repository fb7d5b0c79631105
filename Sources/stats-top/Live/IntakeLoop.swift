import Datagram
import Intake

/// What the intake thread does: sockets, lines, the open chunk, and a delivery every 100 ms.
///
/// Nothing else runs on this thread: at 300,000 lines/s the socket's buffer holds 22 ms.
struct IntakeLoop: ~Copyable {
  /// How long a chunk stays open, unless it is full before.
  private static let sealEvery = Duration.milliseconds(100)
  /// After a batch smaller than this, the thread rests, so that a trickle does not wake it for each
  /// datagram: at 20,000/s that is 8 % of a core instead of 28 %.
  private static let smallBatch = 16
  private static let rest = Duration.microseconds(1_500)

  private var receiver: DatagramReceiver
  private var intake: LineIntake
  private let allow: AllowList
  private let handover: Handover
  private let chunkRows: Int
  /// By a clock that nobody sets: setting the other one back must not hold a chunk open for hours.
  private var lastSeal = ContinuousClock.now
  private var kernelDrops: UInt64 = 0

  init(
    receiver: consuming DatagramReceiver, allow: AllowList, handover: Handover,
    limits: Limits
  ) {
    self.receiver = receiver
    self.allow = allow
    self.handover = handover
    chunkRows = limits.chunkRows
    intake = LineIntake(limits: limits, seed: UInt64.random(in: .min ... .max))
  }

  /// Takes in datagrams until the handover says to stop, or no socket is of use any more.
  mutating func run() throws(DatagramError) {
    while !handover.isStopped {
      let count = try receiveBatch()
      countKernelDrops()
      let isDue = ContinuousClock.now - lastSeal >= Self.sealEvery
      if isDue || intake.openRows >= chunkRows { seal() }
      if 1..<Self.smallBatch ~= count { System.pause(Self.rest) }
    }
    seal()
  }

  private mutating func receiveBatch() throws(DatagramError) -> Int {
    let now = System.now
    let allow = allow
    return try receiver.receive(timeout: Self.sealEvery) { datagram, source, isCut in
      guard allow.allows(source) else {
        intake.countRefused(from: source.description, at: now)
        return
      }
      intake.take(
        datagram: datagram, from: source.description, senderKey: source.key, at: now, isCut: isCut)
    }
  }

  private mutating func countKernelDrops() {
    let drops = receiver.kernelDropCount
    guard drops > kernelDrops else { return }
    intake.countKernelDrops(drops - kernelDrops, at: System.now)
    kernelDrops = drops
  }

  private mutating func seal() {
    let now = System.now
    let leftOut = handover.put(intake.seal(at: now))
    if leftOut > 0 { intake.countOverflow(leftOut, at: now) }
    lastSeal = .now
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
