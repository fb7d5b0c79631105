import Datagram
import Foundation
import Intake

/// How many scopes a second come in over loopback, decoded and stored, beside a bare C receiver.
struct IntakeBench {
  let runs: Int

  func measurements() -> [Measurement] {
    [(1, "one line a datagram"), (3, "three lines a datagram"), (20, "datagrams of 8 KiB")].map {
      lines, name in
      let datagram = SampleLine.datagram(lines: lines)
      // In turn, so that both see the same machine.
      let pairs = (0..<runs).map { _ in
        (
          ours: takeIn(datagram, seconds: 2),
          bare: Yardstick.receive(datagram, seconds: 2).perSecond
        )
      }
      let ours = pairs.map(\.ours).median
      let bare = pairs.map(\.bare).median
      let ratio = pairs.map { $0.ours / $0.bare }.median
      return Measurement(
        what: "intake, \(name)", ours: "\(thousands(ours * Double(lines))) scopes/s",
        yardstick: "recvmmsg in C \(thousands(bare * Double(lines))) scopes/s", ratio: ratio,
        target: lines == 20 ? "–" : "≥ 0.7 ×", isMet: lines == 20 ? nil : ratio >= 0.7)
    }
  }

  /// Datagrams a second, decoded and sealed into chunks.
  private func takeIn(_ datagram: [UInt8], seconds: Double) -> Double {
    do {
      var receiver = try DatagramReceiver(listeningOn: [.ipv4(0x7F00_0001, port: 0)])
      var intake = LineIntake(clock: .recorded, seed: 7)
      let now = Timestamp(seconds: 1_763_800_000)
      let sender = Sender(datagram, to: receiver.addresses[0].port ?? 0, seconds: seconds)
      var received = 0
      var first: ContinuousClock.Instant?
      var last = ContinuousClock.now
      while true {
        let count = try receiver.receive(timeout: .milliseconds(100)) { bytes, source, isCut in
          intake.take(datagram: bytes, from: source.description, at: now, isCut: isCut)
        }
        if intake.openRows >= 16_384 { _ = intake.seal() }
        if count == 0, sender.isDone { break }
        guard count > 0 else { continue }
        last = .now
        first = first ?? last
        received += count
      }
      _ = sender.finish()
      return Double(received) / ((last - (first ?? last)) / .seconds(1))
    } catch {
      return 0
    }
  }

  private func thousands(_ number: Double) -> String { "\(Int(number / 1_000)) k" }
}
