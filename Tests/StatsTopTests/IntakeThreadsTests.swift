import Datagram
import Intake
import Testing

@testable import stats_top

/// The threads that read, with real sockets.
@Suite("The intake threads")
struct IntakeThreadsTests {
  private static let anyPort = DatagramAddress.ipv4(0x7F00_0001, port: 0)

  /// Takes what comes, until so many lines have come or half a minute is over.
  private static func take(
    _ lines: UInt64, from intake: borrowing IntakeThreads
  ) throws -> (names: [String], tally: IntakeTally) {
    var catalog = Catalog()
    var names: [String] = []
    var tally = IntakeTally()
    let end = ContinuousClock.now.advanced(by: .seconds(30))
    while tally.lines < lines, ContinuousClock.now < end {
      for delivery in try intake.takeAll() {
        catalog.append(delivery.additions)
        tally = delivery.tally
        for series in delivery.chunk?.series ?? [] {
          names.append(catalog[catalog[SeriesID(rawValue: series)].name])
        }
      }
    }
    return (names, tally)
  }

  @Test(
    "what was sent is handed over while more comes in, and they stop when they are told to",
    arguments: [1, 3])
  func handsOver(receivers: Int) throws {
    let intake = try IntakeThreads.start(
      listeningOn: [Self.anyPort], receivers: receivers, allow: AllowList(networks: []))
    // A socket each, so that all receivers get some.
    for sender in 0..<20 {
      let socket = try DatagramSender(to: intake.addresses[0])
      for name in ["shared", "own \(sender)"] {
        let line = Array(#"{"scope":"\#(name)","dur":1,"src":"p\#(sender)"}"#.utf8)
        for _ in 0..<5 { #expect(socket.send(line.span.bytes) == .sent) }
      }
    }
    let (names, tally) = try Self.take(200, from: intake)
    #expect(tally.accepted == 200)
    #expect(tally.senders == 20)
    #expect(names.count { $0 == "shared" } == 100)
    for sender in 0..<20 { #expect(names.count { $0 == "own \(sender)" } == 5) }
    intake.stop()
  }

  @Test("several receivers on a Unix socket are one")
  func unix() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let address = DatagramAddress.unix(path: folder.url.appending(path: "s").path)
    #expect(IntakeThreads.receivers(4, on: [address]) == 1)
    let intake = try IntakeThreads.start(
      listeningOn: [address], receivers: 4, allow: AllowList(networks: []))
    let line = Array(#"{"scope":"s","dur":1}"#.utf8)
    #expect(try DatagramSender(to: address).send(line.span.bytes) == .sent)
    #expect(try Self.take(1, from: intake).names == ["s"])
    intake.stop()
  }

  @Test("an address that is taken is refused, with several receivers too", arguments: [1, 2])
  func taken(receivers: Int) throws {
    let intake = try IntakeThreads.start(
      listeningOn: [Self.anyPort], receivers: 2, allow: AllowList(networks: []))
    let address = intake.addresses[0]
    let error = #expect(throws: DatagramError.self) {
      try IntakeThreads.start(
        listeningOn: [address], receivers: receivers, allow: AllowList(networks: [])
      ).stop()
    }
    #expect(error?.kind == .unavailable)
    intake.stop()
  }
}
