import Intake
import Testing

@testable import Store

@Suite("Summaries stay within their share of the memory") struct SummaryBudgetTests {
  @Test("memory is within its budget after every step, and no more after twice the time")
  func budget() {
    let budget = 400_000
    var world = World(budgetBytes: budget)
    var random = Seeded(5)
    var marks: [Int] = []
    for step in 0..<800 {
      let seconds = random.one(of: [0.2, 1, 5, 20])
      world.take(
        (0..<random.one(of: [1, 60, 240])).map { _ in
          var scope = PlainScope.random(
            end: world.now + Double.random(in: 0...seconds, using: &random), &random)
          scope.nanoseconds = 1_000_000 + scope.nanoseconds % 2_000_000
          return scope
        })
      world.advance(to: world.now + seconds)
      #expect(world.store.byteCount <= budget)
      #expect(world.store.summaryBytes <= budget / 4)
      #expect(world.store.exactBytes >= budget / 2 || step < 100)
      if [199, 399, 799].contains(step) {
        marks.append(world.store.byteCount)
      }
      let sizes = world.store.chunks.map(\.byteCount)
      #expect(sizes.reduce(0, +) == world.store.exactBytes + world.store.summaryBytes)
    }
    #expect(marks.allSatisfy { $0 > budget / 2 && $0 <= budget })
  }

  @Test("slots are as long as a part of their age, lie in order, and none overlaps another")
  func slots() {
    var world = World(budgetBytes: 500_000)
    for second in 0..<4_000 {
      world.take((0..<8).map { PlainScope(name: "a", end: Double(second) + Double($0) / 10) })
      world.advance(to: Double(second) + 0.9)
    }
    let summaries = world.store.chunks.filter { $0.precision != .exact }
    let spans = Set(summaries.map(\.span)).sorted { $0.lowerBound < $1.lowerBound }
    #expect(spans.count > 10)
    for (span, next) in zip(spans, spans.dropFirst()) {
      #expect(span.upperBound < next.lowerBound)
      let seconds = span.upperBound.second - span.lowerBound.second + 1
      #expect(Summaries.slotSeconds.contains(seconds))
      #expect(seconds == 1 || (world.moment.now.second - span.upperBound.second) / seconds >= 1)
    }
  }

  @Test("series with a scope each are not worth summing up, and don't push exact scopes out")
  func singles() {
    var world = World(budgetBytes: 2_000_000)
    for second in 0..<100 {
      world.take(
        (0..<200).map { number in
          PlainScope(name: "s\(second % 10)-\(number)", end: Double(second) + 0.5)
        })
      world.advance(to: Double(second) + 0.9)
      #expect(world.store.byteCount <= 2_000_000)
    }
    #expect(world.store.scopeCount > 1_000)
  }

  @Test("the longest and the shortest durations and the largest weights are folded without a trap")
  func extremes() throws {
    var world = World(budgetBytes: 60_000)
    let durations: [UInt64] = [0, 1, 63, 64, 127, 128, 1 << 46, 1 << 47, .max / 2, .max]
    for second in 0..<60 {
      world.take(
        (0..<40).map { number in
          var scope = PlainScope(name: "a", end: Double(second) + 0.5)
          scope.nanoseconds = durations[(number + second) % durations.count]
          scope.weight = number % 3 == 0 ? 1e15 : 1
          return scope
        })
      world.advance(to: Double(second) + 0.9)
    }
    let ranking = try world.ranking(window: .everything)
    #expect(ranking.rows(by: .max, .descending)[0].max == .nanoseconds(UInt64.max))
  }

  @Test("a half of a bucket lies in one bucket, is at most 1/128 wide, and holds its durations")
  func halves() {
    var random = Seeded(3)
    for exponent in 0..<64 {
      for _ in 0..<200 {
        let low = UInt64(1) << UInt64(exponent)
        let nanoseconds = low + UInt64.random(in: 0..<low, using: &random)
        let half = FoldTable.half(ofNanoseconds: nanoseconds)
        let bounds = FoldTable.bounds(ofHalf: half)
        #expect(bounds.contains(nanoseconds))
        #expect(half < 1 << 13)
        guard exponent < 47 else { continue }
        #expect((bounds.upperBound - bounds.lowerBound) * 128 <= bounds.lowerBound)
        #expect(
          DurationScale.bucket(ofNanoseconds: bounds.lowerBound)
            == DurationScale.bucket(ofNanoseconds: bounds.upperBound))
      }
    }
  }
}
