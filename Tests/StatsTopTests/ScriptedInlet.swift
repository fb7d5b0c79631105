import Datagram
import Intake

@testable import stats_top

/// Datagrams by a script in place of sockets: each call of `receive` is answered by the next step.
struct ScriptedInlet: DatagramInlet, ~Copyable {
  enum Step {
    /// These come, or came at a time that the kernel tells.
    case lines([String], arrivedMicroseconds: Int64? = nil)
    /// The kernel drops so many, which the next line tells, or who asks.
    case drops(UInt64)
    /// Something happens on another thread while this one waits, and nothing comes.
    case meanwhile(() -> Void)
    /// The sockets fail.
    case failure
  }

  let waitingBytesMax = 1 << 20
  private var steps: [Step]
  private var drops: UInt64 = 0
  private(set) var kernelDropCount: UInt64 = 0
  private let handover: Handover

  private let waitingBytes: () -> Int?

  /// - Parameters:
  ///   - handover: is told to stop when the script is at its end.
  ///   - waitingBytes: answers who asks how much waits.
  init(
    _ steps: [Step], thenStopping handover: Handover,
    waitingBytes: @escaping () -> Int? = { nil }
  ) {
    self.steps = steps
    self.handover = handover
    self.waitingBytes = waitingBytes
  }

  func askWaitingBytes() -> Int? { waitingBytes() }

  mutating func receive(
    timeout: Duration, _ body: (RawSpan, DatagramSource, DatagramFacts) -> Void
  ) throws(DatagramError) -> Int {
    guard !steps.isEmpty else {
      handover.stop()
      return 0
    }
    switch steps.removeFirst() {
    case .lines(let lines, let arrivedMicroseconds):
      kernelDropCount = drops
      for line in lines {
        let bytes = Array(line.utf8)
        body(
          bytes.span.bytes, DatagramSource(address: .ipv4(0x7F00_0001, port: 9)),
          DatagramFacts(arrivedMicroseconds: arrivedMicroseconds))
      }
      return lines.count
    case .drops(let count): drops += count
    case .meanwhile(let act): act()
    case .failure: throw DatagramError(.system, "The script says so.")
    }
    return 0
  }

  mutating func askForKernelDrops() { kernelDropCount = drops }
}
