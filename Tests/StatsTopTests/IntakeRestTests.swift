import Testing

@testable import stats_top

@Suite("Rest between small batches")
struct IntakeRestTests {
  @Test("while a few datagrams come at a time it grows to its limit, and with more it shrinks")
  func trickle() {
    var rest = IntakeRest(bufferBytes: 32 << 20)
    #expect(rest.limitMicroseconds == IntakeRest.longestMicroseconds)
    #expect((0..<6).map { _ in rest.next(afterBatchOf: 2) }.last == IntakeRest.longestMicroseconds)
    #expect(rest.next(afterBatchOf: 24) == IntakeRest.longestMicroseconds)
    #expect(rest.next(afterBatchOf: 48) == IntakeRest.longestMicroseconds / 2)
    for _ in 0..<6 { _ = rest.next(afterBatchOf: 48) }
    #expect(rest.next(afterBatchOf: 48) == IntakeRest.shortestMicroseconds)
  }

  @Test("after a full batch there is none, and it begins anew; nor after a wait for nothing")
  func flood() {
    var rest = IntakeRest(bufferBytes: 32 << 20)
    for _ in 0..<6 { _ = rest.next(afterBatchOf: 1) }
    #expect(rest.next(afterBatchOf: 0) == nil)
    #expect(rest.next(afterBatchOf: 24) == IntakeRest.longestMicroseconds)
    #expect(rest.next(afterBatchOf: IntakeRest.smallBatch) == nil)
    #expect(rest.next(afterBatchOf: 24) == IntakeRest.shortestMicroseconds)
  }

  @Test("a small buffer makes for short rests: a flood of 500,000/s must have room in it")
  func smallBuffer() {
    #expect(IntakeRest(bufferBytes: 212_992).limitMicroseconds == IntakeRest.shortestMicroseconds)
    let some = IntakeRest(bufferBytes: 1_600_000).limitMicroseconds
    #expect(some == 2_500)
  }
}
