import Intake
import Testing

@testable import Dashboard

@Suite("What is being lost just now is told from what was lost before")
struct LossMeterTests {
  private static let start = Timestamp(microseconds: 1_763_800_000_000_000)

  /// What the meter says after ticks, each some milliseconds after the start, with so many datagrams
  /// of a line taken and dropped in all.
  private static func share(_ ticks: [(at: Int, taken: UInt64, dropped: UInt64)]) -> Double? {
    var meter = LossMeter(start: start)
    for tick in ticks {
      var shortfall = Shortfall()
      (shortfall.lines, shortfall.datagrams) = (tick.taken, tick.taken)
      shortfall.lostDatagrams = tick.dropped
      meter.record(shortfall, at: start.advanced(by: .milliseconds(tick.at)))
    }
    return meter.share
  }

  @Test("before anything was lost there is no share")
  func none() {
    #expect(Self.share([]) == nil)
    #expect(Self.share([(250, 100, 0), (500, 200, 0)]) == nil)
  }

  @Test("the share is that of the last five seconds, not of all time")
  func recent() {
    #expect(Self.share([(1_000, 75, 25)]) == 0.25)
    #expect(Self.share([(1_000, 1_000, 0), (7_000, 1_090, 10)]) == 0.1)
    #expect(
      Self.share([(1_000, 10, 90), (2_000, 20, 90), (6_500, 50, 100), (7_000, 110, 100)]) == 0.1)
  }

  @Test("five seconds after the last loss it is over")
  func over() {
    let lost = [(at: 1_000, taken: UInt64(50), dropped: UInt64(50))]
    #expect(Self.share(lost + [(5_999, 60, 50)]) != nil)
    #expect(Self.share(lost + [(3_000, 60, 50), (6_000, 70, 50), (6_500, 80, 50)]) == nil)
  }

  @Test("ticks as rare as the span still see what happened between them")
  func rareTicks() {
    #expect(Self.share([(5_000, 100, 0), (10_000, 180, 20)]) == 0.2)
    #expect(Self.share([(5_000, 100, 0), (10_000, 180, 20), (15_000, 280, 20)]) == nil)
  }

  @Test("however long it runs, it keeps a few samples")
  func bounded() {
    var meter = LossMeter(start: Self.start)
    for tick in 0..<10_000 {
      meter.record(Shortfall(), at: Self.start.advanced(by: .milliseconds(tick * 100)))
    }
    #expect(meter.sampleCount <= 60)
  }
}
