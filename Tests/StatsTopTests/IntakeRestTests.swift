import Testing

@testable import stats_top

@Suite("Rest between small batches")
struct IntakeRestTests {
  private static let bigBuffer = 64 << 20

  /// One rest after a batch of so many, in microseconds; nil where there is none.
  private static func rest(_ rest: inout IntakeRest, afterBatchOf count: Int) -> Int? {
    rest.begins(afterBatchOf: count) ? rest.length(atMost: .max) : nil
  }

  /// One that has grown as long as it gets.
  private static func grown() -> IntakeRest {
    var rest = IntakeRest(bufferBytes: bigBuffer)
    for _ in 0..<8 { _ = Self.rest(&rest, afterBatchOf: 1) }
    return rest
  }

  @Test("while a few datagrams come at a time it grows to its limit, and with more it shrinks")
  func trickle() {
    var rest = Self.grown()
    #expect(rest.limitMicroseconds == IntakeRest.longestMicroseconds)
    #expect(Self.rest(&rest, afterBatchOf: 2) == IntakeRest.longestMicroseconds)
    // 100 in a rest: a full batch, after which it reads on, and what is left.
    #expect(Self.rest(&rest, afterBatchOf: IntakeRest.smallBatch) == nil)
    #expect(Self.rest(&rest, afterBatchOf: 36) == IntakeRest.longestMicroseconds)
    for _ in 0..<2 { #expect(Self.rest(&rest, afterBatchOf: IntakeRest.smallBatch) == nil) }
    #expect(Self.rest(&rest, afterBatchOf: 1) == IntakeRest.longestMicroseconds / 2)
  }

  @Test("what has come in over several rests says how many came in one")
  func severalRests() {
    var rest = Self.grown()
    _ = rest.begins(afterBatchOf: 2)
    for _ in 0..<8 { _ = rest.length(atMost: .max) }
    for _ in 0..<8 { #expect(Self.rest(&rest, afterBatchOf: IntakeRest.smallBatch) == nil) }
    #expect(Self.rest(&rest, afterBatchOf: 7) == IntakeRest.longestMicroseconds)
  }

  @Test(
    "in a flood there is none, and after it they begin anew; nor is there one after a wait for nothing"
  )
  func flood() {
    var rest = Self.grown()
    #expect(Self.rest(&rest, afterBatchOf: 0) == nil)
    for _ in 0..<50 { #expect(Self.rest(&rest, afterBatchOf: IntakeRest.smallBatch) == nil) }
    #expect(Self.rest(&rest, afterBatchOf: 24) == IntakeRest.shortestMicroseconds)
  }

  @Test("it ends when what waits is wanted, but is never shorter than the shortest")
  func wanted() {
    var rest = Self.grown()
    let lengths = [20_000, -5].map { rest.length(atMost: $0) }
    #expect(lengths == [20_000, IntakeRest.shortestMicroseconds])
  }

  @Test("it goes on over a little that waits, not over nothing, and not over much for the buffer")
  func waiting() {
    func answers(_ waiting: [Int], bufferBytes: Int) -> [Bool] {
      var rest = IntakeRest(bufferBytes: bufferBytes)
      return waiting.map { rest.goesOn(overBytes: $0) }
    }
    let much = IntakeRest.waitingBytesMax
    #expect(
      answers([0, 1, much - 1, much], bufferBytes: Self.bigBuffer) == [false, true, true, false])
    #expect(answers([999, 1_000], bufferBytes: 4_000) == [true, false])
  }

  @Test("it shrinks, too, where a few large datagrams take much of what may wait")
  func largeDatagrams() {
    var rest = Self.grown()
    for expected in [2, 4, 8] {
      _ = rest.goesOn(overBytes: IntakeRest.waitingBytesMax)
      #expect(Self.rest(&rest, afterBatchOf: 3) == IntakeRest.longestMicroseconds / expected)
    }
  }

  @Test(
    "a small buffer makes for short rests: a flood of 300,000/s must have room beside what waits")
  func smallBuffer() {
    let smallest = IntakeRest(bufferBytes: 2 * 212_992)
    #expect(smallest.limitMicroseconds == IntakeRest.leastLimitMicroseconds)
    // A Unix socket, where ten datagrams may wait.
    #expect(IntakeRest(bufferBytes: 0).limitMicroseconds == IntakeRest.shortestMicroseconds)
    let some = IntakeRest(bufferBytes: IntakeRest.waitingBytesMax + 1_280 * 3_000)
    #expect(some.limitMicroseconds == 10_000)
  }
}
