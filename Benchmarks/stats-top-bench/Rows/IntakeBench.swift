import Datagram
import Intake

/// How many scopes a second come in over loopback, decoded and sealed into chunks, beside a C
/// program that receives and throws away.
///
/// The sender is the same for both: it packs with segmentation offload, and keeps at most four
/// mebibytes on the way, half of the buffer that is asked for. So what comes out is the highest
/// rate without loss; should anything be lost all the same, the row says so and is not met.
struct IntakeBench {
  private static let sizes = [
    (lines: 1, name: "one line a datagram", ratioMin: 0.7 as Double?),
    (lines: 3, name: "three lines a datagram", ratioMin: 0.7),
    (lines: 20, name: "datagrams of 8 KiB", ratioMin: nil),
  ]

  let runs: Int
  let seconds: Double

  func measurements() -> [Measurement] {
    Self.sizes.compactMap { size in
      let datagram = SampleLine.datagram(lines: size.lines)
      var (ours, bare): ([Passage], [Passage]) = ([], [])
      // In turn, so that both see the same machine.
      for _ in 0..<runs {
        guard let mine = takeIn(datagram), let c = Yardstick.receive(datagram, seconds: seconds)
        else { return nil }
        ours.append(mine)
        bare.append(c)
      }
      return row(
        size.name, ratioMin: size.ratioMin, lost: ours.reduce(0) { $0 + $1.lost },
        ours: ours.map { $0.perSecond * Double(size.lines) },
        bare: bare.map { $0.perSecond * Double(size.lines) })
    }
  }

  private func row(_ name: String, ratioMin: Double?, lost: UInt64, ours: [Double], bare: [Double])
    -> Measurement
  {
    let ratio = zip(ours, bare).map { $0 / $1 }.median
    return Measurement(
      what: "intake, \(name)", ours: "\(thousands(ours.median)) scopes/s, \(lost) lost",
      yardstick: "recvmmsg in C, nothing kept: \(thousands(bare.median)) scopes/s", ratio: ratio,
      target: ratioMin.map { "≥ \($0) ×, none lost" } ?? "–",
      isMet: ratioMin.map { ratio >= $0 && lost == 0 },
      runs: [Runs("ours", "scopes/s", ours), Runs("recvmmsg in C", "scopes/s", bare)])
  }

  /// Receives and decodes like the intake thread; nil where there is no socket.
  private func takeIn(_ datagram: [UInt8]) -> Passage? {
    do {
      var receiver = try DatagramReceiver(listeningOn: [.ipv4(0x7F00_0001, port: 0)])
      var intake = LineIntake(clock: .recorded, seed: 7)
      let now = Timestamp(seconds: 1_763_800_000)
      let flow = Flow()
      let sender = Sender(
        datagram, to: receiver.addresses[0].port ?? 0, seconds: seconds, as: flow)
      var received = 0
      var first: ContinuousClock.Instant?
      var last = ContinuousClock.now
      while true {
        let count = try receiver.receive(timeout: .milliseconds(100)) { bytes, source, facts in
          intake.take(
            datagram: bytes, from: source.description, senderKey: source.key, at: now,
            isCut: facts.isCut)
          received += 1
          // As often as the yardstick says it, whose batches are of so many.
          if received % 64 == 0 { flow.take(64) }
        }
        if intake.openRows >= 16_384 { _ = intake.seal() }
        if count == 0 {
          if sender.isDone { break }
          continue
        }
        last = .now
        first = first ?? last
      }
      return Passage(
        sent: sender.finish(), received: UInt64(received),
        seconds: (last - (first ?? last)) / .seconds(1))
    } catch {
      return nil
    }
  }

  private func thousands(_ number: Double) -> String { "\(Int(number / 1_000)) k" }
}

extension DatagramSource {
  /// A number that is the same for the same address, as the intake thread makes one.
  fileprivate var key: UInt64? {
    guard case .ipv4(let bits, let port) = address else { return nil }
    return UInt64(bits) << 16 | UInt64(port)
  }
}
