import Datagram
import Intake

/// The made-up shop at work: sends its scopes to an address, at a steady rate.
///
/// It begins with a minute that is past, so that every figure and every curve is there at once.
struct ShopTraffic: Sendable {
  /// The past that it begins with: just short of what intake believes.
  private static let pastSeconds = 58.0
  /// How often it sends. All scopes of such a step finish within it.
  private static let stepMicroseconds = 10_000
  /// After a longer pause, as when the program was stopped and continued, what was due is left out.
  private static let stepMax = Duration.seconds(1)
  /// Scopes of the past at most: more would be old by the time that all are made.
  private static let pastScopesMax = 1_000_000.0

  let scopesPerSecond: Double

  /// Sends for as long as said, or else until the process ends. Returns how many scopes there were.
  func run(
    to address: DatagramAddress, for duration: Duration? = nil, withPast: Bool
  ) throws(DatagramError) -> Int {
    var packer = LinePacker(try DatagramSender(to: address))
    var shop = Shop(seed: UInt64(bitPattern: System.now.microseconds))
    var sent = 0
    if withPast { sent += sendPast(until: System.now, from: &shop, with: &packer) }
    var due = 0.0
    let start = ContinuousClock.now
    var last = start
    while duration.map({ last - start < $0 }) ?? true {
      let now = ContinuousClock.now
      due += scopesPerSecond * (min(now - last, Self.stepMax) / .seconds(1))
      last = now
      let end = System.now
      while due >= 1 {
        packer.add { shop.appendScope(finishedAt: end, to: &$0) }
        due -= 1
        sent += 1
      }
      packer.flush()
      System.pause(microseconds: Self.stepMicroseconds)
    }
    return sent
  }

  private func sendPast(
    until start: Timestamp, from shop: inout Shop, with packer: inout LinePacker
  ) -> Int {
    let count = Int(min(scopesPerSecond * Self.pastSeconds, Self.pastScopesMax))
    for index in 0..<count {
      let age = Duration.seconds(Self.pastSeconds * Double(count - index) / Double(count))
      packer.add { shop.appendScope(finishedAt: start.advanced(by: .zero - age), to: &$0) }
      // The receiver shares the machine: it gets time to keep up.
      if index % 2_000 == 0 { System.pause(microseconds: 2_000) }
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
