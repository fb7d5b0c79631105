import Intake
import Testing

@testable import stats_top

/// The box between the threads while the main thread does not come by.
@Suite("The handover")
struct HandoverTests {
  /// A delivery of so many scopes, after the intake has seen `line` of them.
  private func delivery(of scopes: Int, from intake: inout LineIntake) -> Delivery {
    for _ in 0..<scopes {
      let line = Array(#"{"scope":"s","dur":1}"#.utf8)
      intake.take(
        datagram: line.span.bytes, from: "sender", at: Timestamp(microseconds: 1_000_000))
    }
    return intake.seal()
  }

  @Test("hours of silence while nobody takes anything out leave one delivery, with the last totals")
  func silence() {
    let handover = Handover()
    var intake = LineIntake(seed: 1)
    for _ in 0..<10_000 { #expect(handover.put(delivery(of: 0, from: &intake)) == 0) }
    intake.countKernelDrops(3, at: Timestamp(microseconds: 0))
    _ = handover.put(delivery(of: 0, from: &intake))
    let taken = handover.takeAll()
    #expect(taken.count == 1)
    #expect(taken.first?.tally.lostCount == 3)
  }

  @Test("a trickle while nobody takes anything out is bounded, and what is left out is counted")
  func trickle() {
    let handover = Handover()
    var intake = LineIntake(seed: 1)
    let puts = 2 * Handover.byteLimit / Handover.deliveryBytes
    var leftOut: UInt64 = 0
    for _ in 0..<puts { leftOut += handover.put(delivery(of: 1, from: &intake)) }
    let taken = handover.takeAll()
    #expect(taken.count <= Handover.byteLimit / Handover.deliveryBytes)
    #expect(taken.reduce(0) { $0 + ($1.chunk?.count ?? 0) } + Int(leftOut) == puts)
    #expect(taken.last?.tally.accepted == UInt64(puts))
  }

  @Test("what one thread puts in while another takes out comes out once, and in order")
  func twoThreads() async {
    let handover = Handover()
    let puts = 2_000
    let leftOut = Task.detached {
      var intake = LineIntake(seed: 1)
      return (0..<puts).reduce(into: UInt64(0)) { sum, _ in
        sum += handover.put(delivery(of: 1, from: &intake))
      }
    }
    var accepted: [UInt64] = []
    var scopes = 0
    func take() {
      for delivery in handover.takeAll() {
        accepted.append(delivery.tally.accepted)
        scopes += delivery.chunk?.count ?? 0
      }
    }
    while accepted.last != UInt64(puts) { take() }
    #expect(await leftOut.value == UInt64(puts - scopes))
    #expect(accepted == accepted.sorted())
  }

  @Test("names come out in order although the scopes that brought them were left out")
  func names() {
    let handover = Handover()
    var intake = LineIntake(seed: 1)
    var catalog = Catalog()
    for number in 0..<3 * Handover.byteLimit / Handover.deliveryBytes {
      let line = Array(#"{"scope":"name \#(number)","dur":1}"#.utf8)
      intake.take(
        datagram: line.span.bytes, from: "sender", at: Timestamp(microseconds: 1_000_000))
      _ = handover.put(intake.seal())
    }
    for delivery in handover.takeAll() { catalog.append(delivery.additions) }
    let last = 3 * Handover.byteLimit / Handover.deliveryBytes - 1
    #expect(catalog.series.count == last + 1)
    #expect(catalog.series.last.map { catalog[$0.name] } == "name \(last)")
  }
}
