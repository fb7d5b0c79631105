import Testing

@testable import Intake

@Suite("The share that was lost is in lines, and never more than what was lost")
struct ShortfallTests {
  /// Totals as intake has them.
  private static func tally(
    lines: UInt64 = 0, datagrams: UInt64 = 0, _ lost: [Loss: UInt64] = [:]
  ) -> IntakeTally {
    var tally = IntakeTally()
    tally.lines = lines
    tally.datagrams = datagrams
    for (loss, count) in lost { tally.lost[loss, default: Problem()].count = count }
    return tally
  }

  @Test("nothing lost is nothing, whatever came")
  func none() {
    for tally in [Self.tally(), Self.tally(lines: 100, datagrams: 10)] {
      #expect(tally.shortfall.isNone)
      #expect(tally.shortfall.lostLines == 0)
      #expect(tally.shortfall.share == 0)
    }
  }

  @Test(
    "datagrams count for as many lines as those that came had, and are an estimate",
    arguments: [Loss.kernel, .shed])
  func datagrams(loss: Loss) {
    let shortfall = Self.tally(lines: 300, datagrams: 100, [loss: 25]).shortfall
    #expect(shortfall.lostLines == 75)
    #expect(shortfall.share == 0.2)
    #expect(shortfall.isEstimate)
  }

  @Test("where no datagram came at all, each that was lost had a line at least")
  func nothingCame() {
    let shortfall = Self.tally([.kernel: 40]).shortfall
    #expect(shortfall.lostLines == 40)
    #expect(shortfall.share == 1)
  }

  @Test("lines of a gap are no estimate")
  func gap() {
    let shortfall = Self.tally(lines: 80, datagrams: 80, [.gap: 20]).shortfall
    #expect(shortfall.lostLines == 20)
    #expect(shortfall.share == 0.2)
    #expect(!shortfall.isEstimate)
  }

  @Test("datagrams that a gap shows once more are not counted twice")
  func gapOfDroppedDatagrams() {
    let fewNumbered = Self.tally(lines: 100, datagrams: 50, [.gap: 8, .kernel: 10, .shed: 2])
    #expect(fewNumbered.shortfall.lostLines == 24)
    let lostOnTheWay = Self.tally(lines: 100, datagrams: 50, [.gap: 80, .kernel: 10, .shed: 2])
    #expect(lostOnTheWay.shortfall.lostLines == 80)
  }

  @Test("what senders dropped themselves had no number, and comes on top")
  func dropped() {
    let tally = Self.tally(lines: 60, datagrams: 60, [.gap: 10, .sender: 30])
    #expect(tally.shortfall.lostLines == 40)
    #expect(tally.shortfall.share == 0.4)
  }

  @Test("each kind's share is in its own unit")
  func kinds() {
    let tally = Self.tally(
      lines: 900, datagrams: 60, [.gap: 100, .sender: 300, .kernel: 30, .shed: 10])
    #expect(tally.share(of: .gap) == 0.1)
    #expect(tally.share(of: .sender) == 0.25)
    #expect(tally.share(of: .kernel) == 0.3)
    #expect(tally.share(of: .shed) == 0.1)
    #expect(Self.tally().share(of: .kernel) == 0)
  }

  @Test("between two moments only what happened between them counts, and less than nothing is none")
  func since() {
    let before = Self.tally(lines: 100, datagrams: 100, [.kernel: 50, .gap: 9]).shortfall
    let after = Self.tally(lines: 190, datagrams: 190, [.kernel: 60, .gap: 8]).shortfall
    #expect(after.since(before).lostLines == 10)
    #expect(after.since(before).share == 0.1)
    #expect(after.since(after).isNone)
  }

  @Test("counts past all bounds do not trap")
  func saturates() {
    let tally = Self.tally(lines: .max, datagrams: 1, [.kernel: .max, .shed: .max, .sender: .max])
    #expect(tally.shortfall.lostLines == .max)
    #expect(tally.shortfall.share < 1)
    #expect(tally.share(of: .kernel) <= 1)
  }
}
