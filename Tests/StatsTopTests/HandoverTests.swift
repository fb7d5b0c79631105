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
    for _ in 0..<10_000 { handover.put(delivery(of: 0, from: &intake)) }
    intake.countKernelDrops(3, at: Timestamp(microseconds: 0))
    handover.put(delivery(of: 0, from: &intake))
    #expect(!handover.isFull)
    let taken = handover.takeAll()
    #expect(taken.count == 1)
    #expect(taken.first?.tally.shortfall.lostDatagrams == 3)
  }

  @Test("a trickle while nobody takes anything out fills the box, and emptied it has room again")
  func trickle() {
    let handover = Handover()
    var intake = LineIntake(seed: 1)
    var puts = 0
    while !handover.isFull, puts < 100_000 {
      handover.put(delivery(of: 1, from: &intake))
      puts += 1
    }
    #expect(puts <= Handover.byteLimit / Handover.deliveryBytes)
    // What was decoded before it was seen to be full is not lost.
    handover.put(delivery(of: 2, from: &intake))
    #expect(handover.isFull)
    let taken = handover.takeAll()
    #expect(taken.reduce(0) { $0 + ($1.chunk?.count ?? 0) } == puts + 2)
    #expect(taken.last?.tally.accepted == UInt64(puts + 2))
    #expect(!handover.isFull)
    #expect(handover.takeAll().isEmpty)
  }

  @Test("ever-new names without a scope fill the box too")
  func names() {
    let handover = Handover(byteLimit: 100_000)
    var intake = LineIntake(seed: 1)
    var names = 0
    while !handover.isFull, names < 100_000 {
      // Without a duration it is no scope, but its name has a place by then.
      let line = Array(#"{"scope":"name \#(names)"}"#.utf8)
      intake.take(datagram: line.span.bytes, from: "", at: Timestamp(microseconds: 0))
      handover.put(intake.seal())
      names += 1
    }
    #expect(100..<2_000 ~= names)
    let taken = handover.takeAll()
    #expect(taken.count == 1)
    var catalog = Catalog()
    for delivery in taken { catalog.append(delivery.additions) }
    #expect(catalog.strings.last == "name \(names - 1)")
  }

  @Test("of several threads each delivery has the totals of all, of one that is silent too")
  func totals() {
    let handover = Handover(threads: 3)
    var a = LineIntake(seed: 1)
    var b = LineIntake(seed: 2)
    handover.put(delivery(of: 2, from: &a), from: 0)
    handover.put(delivery(of: 3, from: &b), from: 2)
    #expect(handover.takeAll().map(\.tally.accepted) == [5, 5])
    handover.put(delivery(of: 4, from: &a), from: 0)
    let taken = handover.takeAll()
    #expect(taken.map(\.tally.accepted) == [9])
    #expect(taken.first?.chunk?.count == 4)
  }

  @Test("what one thread puts in while another takes out comes out once, and in order")
  func twoThreads() async {
    let handover = Handover()
    let puts = 2_000
    let put = Task.detached {
      var intake = LineIntake(seed: 1)
      for _ in 0..<puts { handover.put(delivery(of: 1, from: &intake)) }
    }
    var accepted: [UInt64] = []
    var scopes = 0
    while accepted.last != UInt64(puts) {
      for delivery in handover.takeAll() {
        accepted.append(delivery.tally.accepted)
        scopes += delivery.chunk?.count ?? 0
      }
    }
    await put.value
    #expect(scopes == puts)
    #expect(accepted == accepted.sorted())
  }
}
