import Testing

@testable import Intake

@Suite("Losses are counted once, and duplicates and reordering are none")
struct LossTests {
  /// Lines of one sender with these numbers, and how many of them count as lost.
  private static func lost(_ numbers: [UInt64]) -> UInt64 {
    var intake = LineIntake(seed: 1)
    for number in numbers {
      intake.take("{\"scope\":\"s\",\"dur\":1,\"src\":\"p\",\"seq\":\(number)}")
    }
    return intake.seal().tally.lost[.gap]?.count ?? 0
  }

  @Test(
    "gaps in a sender's numbers are losses, and nothing else is",
    arguments: [
      ([1, 2, 3], 0), ([1, 3], 1), ([1, 5], 3), ([1042], 0), ([7, 9, 8], 0), ([7, 9, 8, 8], 0),
      ([1, 1, 1], 0), ([1, 2, 2, 3, 3], 0), ([5, 4, 3, 6], 0), ([1, 4, 2], 1), ([1, 4, 3, 2], 0),
      ([0, 255, 1], 253), ([0, 256, 1], 254), ([0, 257, 1], 256), ([0, 600, 1], 599),
      ([0, 600, 599], 598), ([10, 3, 11], 0), ([1, 300, 600], 597),
      ([0, 9_223_372_036_854_775_807], 9_223_372_036_854_775_806),
    ] as [([UInt64], UInt64)])
  func gaps(numbers: [UInt64], lost: UInt64) {
    #expect(Self.lost(numbers) == lost)
  }

  @Test("a datagram of somebody who is not to be heard is counted with who it was, and is no loss")
  func refused() {
    var intake = LineIntake(seed: 1)
    intake.countRefused(from: "10.0.0.7:1", at: Timestamp(seconds: 5))
    intake.countRefused(from: "10.0.0.8:1", at: Timestamp(seconds: 6))
    let tally = intake.seal().tally
    #expect(tally.refused.count == 2)
    #expect(tally.refused.lastSender == "10.0.0.8:1")
    #expect(tally.refused.lastSeen == Timestamp(seconds: 6))
    #expect(tally.shortfall.isNone)
    #expect(tally.rejectedCount + tally.lines == 0)
  }

  @Test(
    "any order within the window loses nothing once all came", arguments: 0..<20 as Range<UInt64>)
  func reordering(seed: UInt64) {
    var random = SplitMix(seed: seed)
    var numbers = Array(1_000...1_999 as ClosedRange<UInt64>)
    // The first stays first: what comes before the first line heard is not known to be missing.
    for block in stride(from: 1, to: 900, by: 100) {
      numbers[block..<(block + 100)].shuffle(using: &random)
    }
    #expect(Self.lost(numbers) == 0)
  }

  @Test("a gap names its sender and the numbers around it")
  func sample() {
    var intake = LineIntake(seed: 1)
    intake.take("{\"scope\":\"s\",\"dur\":1,\"src\":\"p\\u001b\",\"seq\":4}")
    intake.take("{\"scope\":\"s\",\"dur\":1,\"src\":\"p\\u001b\",\"seq\":9}")
    let problem = intake.seal().tally.lost[.gap]
    #expect(problem?.count == 4)
    #expect(problem?.lastSender == "p\u{FFFD}")
    #expect(problem?.lastSample == "seq 9 came after seq 4")
  }

  @Test("senders are told apart")
  func manySenders() {
    var intake = LineIntake(seed: 1)
    for number in [1, 2, 4] {
      for sender in 0..<100 {
        intake.take("{\"scope\":\"s\",\"dur\":1,\"src\":\"p\(sender)\",\"seq\":\(number)}")
      }
    }
    let tally = intake.seal().tally
    #expect(tally.lost[.gap]?.count == 100)
    #expect(tally.senders == 100)
  }

  @Test("what a sender dropped itself is a running total, from its beginning on")
  func dropped() {
    func lost(_ lines: [String]) -> UInt64 {
      var intake = LineIntake(seed: 1)
      for line in lines { intake.take("{\"scope\":\"s\",\"dur\":1,\"src\":\"p\",\(line)}") }
      return intake.seal().tally.lost[.sender]?.count ?? 0
    }
    #expect(lost(["\"dropped\":3"]) == 3)
    #expect(lost(["\"seq\":1,\"dropped\":3", "\"seq\":2,\"dropped\":5"]) == 5)
    #expect(lost(["\"seq\":100000,\"dropped\":3", "\"seq\":100001,\"dropped\":5"]) == 2)
    #expect(lost(["\"dropped\":5", "\"dropped\":4", "\"dropped\":6"]) == 6)
  }

  @Test("datagrams that were dropped and shed are counted by themselves, and together")
  func elsewhere() {
    var intake = LineIntake(seed: 1)
    intake.countKernelDrops(0, at: Sink.now)
    intake.countShed(0, bytes: 0, at: Sink.now)
    #expect(intake.seal().tally.lost.isEmpty)
    intake.countKernelDrops(5, at: Sink.now)
    intake.countShed(7, bytes: 900, at: Sink.now)
    let tally = intake.seal().tally
    #expect(tally.lost[.kernel]?.count == 5)
    #expect(tally.lost[.shed]?.count == 7)
    #expect(tally.shedBytes == 900)
    #expect(tally.bytes == 0)
    #expect(tally.shortfall.lostDatagrams == 12)
  }

  @Test("senders are those of the last minute, by name or else by address")
  func senders() {
    var intake = LineIntake(seed: 1)
    let line = "{\"scope\":\"s\",\"dur\":1}"
    intake.take(line, from: "10.0.0.1:1", at: Sink.now)
    intake.take(line, from: "10.0.0.1:1", at: Sink.now)
    intake.take(line, from: "10.0.0.2:1", at: Sink.now)
    #expect(intake.seal().tally.senders == 2)
    let later = Sink.now.advanced(by: .seconds(50))
    intake.take("{\"scope\":\"s\",\"dur\":1,\"src\":\"p\"}", from: "10.0.0.1:1", at: later)
    #expect(intake.seal().tally.senders == 3)
    #expect(intake.seal(at: later.advanced(by: .seconds(20))).tally.senders == 1)
    #expect(intake.seal(at: later.advanced(by: .seconds(61))).tally.senders == 0)
  }
}
