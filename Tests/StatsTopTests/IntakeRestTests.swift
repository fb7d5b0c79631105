import Testing

@testable import stats_top

@Suite("Rest between small batches")
struct IntakeRestTests {
  @Test("while a few datagrams come at a time it grows to its limit, and with more it shrinks")
  func trickle() {
    var rest = IntakeRest(bufferBytes: 32 << 20)
    #expect(rest.limit == IntakeRest.longest)
    #expect((0..<6).map { _ in rest.next(afterBatchOf: 2) }.last == IntakeRest.longest)
    #expect(rest.next(afterBatchOf: 24) == IntakeRest.longest)
    #expect(rest.next(afterBatchOf: 48) == IntakeRest.longest / 2)
    for _ in 0..<6 { _ = rest.next(afterBatchOf: 48) }
    #expect(rest.next(afterBatchOf: 48) == IntakeRest.shortest)
  }

  @Test("after a full batch there is none, and it begins anew; nor after a wait for nothing")
  func flood() {
    var rest = IntakeRest(bufferBytes: 32 << 20)
    for _ in 0..<6 { _ = rest.next(afterBatchOf: 1) }
    #expect(rest.next(afterBatchOf: 0) == nil)
    #expect(rest.next(afterBatchOf: 24) == IntakeRest.longest)
    #expect(rest.next(afterBatchOf: IntakeRest.smallBatch) == nil)
    #expect(rest.next(afterBatchOf: 24) == IntakeRest.shortest)
  }

  @Test("a small buffer makes for short rests: a flood of 500,000/s must have room in it")
  func smallBuffer() {
    #expect(IntakeRest(bufferBytes: 212_992).limit == IntakeRest.shortest)
    let some = IntakeRest(bufferBytes: 1_600_000).limit
    #expect(some == 2_500)
  }
}
