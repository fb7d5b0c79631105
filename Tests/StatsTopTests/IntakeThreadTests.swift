import Datagram
import Intake
import Testing

@testable import stats_top

/// The thread that reads, with real sockets.
@Suite("The intake thread")
struct IntakeThreadTests {
  @Test("what was sent is handed over while more comes in, and it stops when it is told to")
  func handsOver() throws {
    let intake = try IntakeThread.start(
      listeningOn: [DatagramAddress(parsing: "127.0.0.1:0")], allow: AllowList(networks: []))
    let sender = try DatagramSender(to: intake.addresses[0])
    let line = Array(#"{"scope":"s","dur":1}"#.utf8)
    func send(_ count: Int) {
      for _ in 0..<count { #expect(sender.send(line.span.bytes) == .sent) }
    }
    send(100)
    var accepted: UInt64 = 0
    let end = ContinuousClock.now.advanced(by: .seconds(30))
    while accepted < 100, ContinuousClock.now < end {
      accepted = try intake.takeAll().last?.tally.accepted ?? accepted
    }
    #expect(accepted == 100)
    intake.stop()
  }
}
