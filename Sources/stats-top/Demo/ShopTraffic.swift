import Datagram
import Intake
import Synchronization

/// The made-up shop at work: sends its scopes to an address, at a steady rate, until told to stop.
///
/// It begins with a minute that is past, so that every figure and every curve is there at once.
final class ShopTraffic: Sendable {
  /// The past that it begins with: just short of what intake believes.
  private static let pastSeconds = 58.0
  /// How often it sends. All scopes of such a step finish within it.
  private static let step = Duration.milliseconds(10)

  private let scopesPerSecond: Double
  private let stopped = Atomic<Bool>(false)

  init(scopesPerSecond: Double) { self.scopesPerSecond = scopesPerSecond }

  /// Ends the sending within one step.
  func stop() { stopped.store(true, ordering: .relaxed) }

  /// Sends until stopped, or for as long as said. Returns how many scopes there were.
  func run(
    to address: DatagramAddress, for duration: Duration? = nil, withPast: Bool
  ) throws(DatagramError) -> Int {
    var packer = LinePacker(try DatagramSender(to: address))
    var shop = Shop(seed: UInt64(bitPattern: System.now.microseconds))
    let start = System.now
    var sent = 0
    if withPast { sent += sendPast(until: start, from: &shop, with: &packer) }
    var due = 0.0
    var last = start
    while !stopped.load(ordering: .relaxed) {
      let now = System.now
      if let duration, now.since(start) >= duration { break }
      due += scopesPerSecond * (now.since(last) / .seconds(1))
      last = now
      while due >= 1 {
        packer.add { shop.appendScope(finishedAt: now, to: &$0) }
        due -= 1
        sent += 1
      }
      packer.flush()
      System.pause(Self.step)
    }
    return sent
  }

  private func sendPast(
    until start: Timestamp, from shop: inout Shop, with packer: inout LinePacker
  ) -> Int {
    let count = Int(scopesPerSecond * Self.pastSeconds)
    for index in 0..<count where !stopped.load(ordering: .relaxed) {
      let age = Duration.seconds(Self.pastSeconds * Double(count - index) / Double(count))
      packer.add { shop.appendScope(finishedAt: start.advanced(by: .zero - age), to: &$0) }
      // The receiver shares the machine: it gets time to keep up.
      if index % 2_000 == 0 { System.pause(.milliseconds(2)) }
    }
    packer.flush()
    return count
  }
}

/// Packs lines into datagrams as large as the way to the receiver allows.
struct LinePacker: ~Copyable {
  private let sender: DatagramSender
  private var lines: [UInt8] = []
  private var line: [UInt8] = []

  init(_ sender: consuming DatagramSender) { self.sender = sender }

  /// Adds what `write` appends, as one line that stays in one datagram.
  mutating func add(_ write: (inout [UInt8]) -> Void) {
    line.removeAll(keepingCapacity: true)
    write(&line)
    if lines.count + line.count > sender.address.payloadBytes { flush() }
    lines += line
  }

  /// Sends what there is.
  mutating func flush() {
    guard !lines.isEmpty else { return }
    _ = sender.send(lines.span.bytes)
    lines.removeAll(keepingCapacity: true)
  }
}
