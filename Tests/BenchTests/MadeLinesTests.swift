import Intake
import Testing

@testable import stats_top_bench

@Suite("What the bench makes up")
struct MadeLinesTests {
  private let now = Timestamp(seconds: 1_763_800_000)

  @Test("every line of a recording is accepted, and is about as long as the sample line")
  func recording() {
    var recording = Recording()
    var intake = LineIntake(clock: .recorded, seed: 7)
    var bytes = 0
    for _ in 0..<1_000 {
      let line = Array(recording.line(.told).utf8)
      bytes += line.count
      intake.take(datagram: line.span.bytes, from: "test", at: now)
    }
    let delivery = intake.seal()
    #expect(delivery.tally.accepted == 1_000)
    #expect(delivery.additions.metrics.count == 8)
    #expect(350...390 ~= bytes / 1_000)
  }

  @Test("a recording is the same in each run")
  func sameLines() {
    var (first, second) = (Recording(), Recording())
    for _ in 0..<50 { #expect(first.line(.told) == second.line(.told)) }
    #expect(first.line(.told) != second.line(.onArrival))
  }

  @Test("a flood is accepted, and nothing in it comes a second time")
  func flood() {
    var flood = Flood()
    var intake = LineIntake(seed: 7)
    for _ in 0..<3 {
      flood.advance()
      intake.take(datagram: flood.datagram.span.bytes, from: "test", at: now)
    }
    let delivery = intake.seal(at: now)
    #expect(delivery.tally.accepted == 60)
    #expect(delivery.tally.lost.isEmpty)
    #expect(delivery.additions.series.count == 60)
    #expect(delivery.additions.metrics.count == 120)
  }
}
