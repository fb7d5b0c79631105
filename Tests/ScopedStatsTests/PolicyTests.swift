import Foundation
import Testing

@testable import ScopedStats

@Suite("Policies")
struct PolicyTests {
  private static let slow = EmitPolicy.slower(than: .milliseconds(100))

  @Test(
    "a policy sends what it says, and leaves out the rest",
    arguments: [
      (.always, 0, false, true), (.never, 1_000, true, false),
      (slow, 100, false, false), (slow, 101, false, true), (slow, 99, true, false),
      (.failed, 0, true, true), (.failed, 1_000, false, false),
      (slow.or(.failed), 0, true, true), (slow.or(.failed), 0, false, false),
      (slow.and(.failed), 101, true, true), (slow.and(.failed), 101, false, false),
      (.sampled(0, in: 10), 1_000, true, false), (.sampled(10, in: 10), 0, false, true),
      (.sampled(-1, in: 10), 0, false, false), (.sampled(11, in: 10), 0, false, true),
      (.slower(than: .seconds(Int64.max)), 1_000, false, false),
      (.slower(than: .zero), 1, false, true), (.slower(than: .zero), 0, false, false),
      (.slower(than: .milliseconds(-1)), 0, false, true),
      (.slower(than: .seconds(Int64.min)), 0, false, true),
      (.slower(than: .nanoseconds(Int64.max)), 1_000, false, false),
    ] as [(EmitPolicy, UInt64, Bool, Bool)])
  func decides(policy: EmitPolicy, milliseconds: UInt64, hasFailed: Bool, isSent: Bool) {
    let weight = policy.weight(
      durationNanoseconds: milliseconds * 1_000_000, hasFailed: hasFailed)
    #expect(weight == (isSent ? 1 : nil))
  }

  @Test("what is sampled carries the weight of what it stands for, so that counts stay right")
  func weights() {
    let policy = Self.slow.or(.sampled(1, in: 10))
    let count = 50_000
    var fast = 0.0
    var slow = 0.0
    var weights: Set<Double> = []
    for index in 0..<count {
      let isSlow = index % 5 == 0
      let weight = policy.weight(
        durationNanoseconds: isSlow ? 200_000_000 : 1, hasFailed: false)
      guard let weight else { continue }
      weights.insert(weight)
      if isSlow { slow += weight } else { fast += weight }
    }
    #expect(weights == [1, 10])
    #expect(slow == Double(count / 5))
    // Ten standard deviations of a binomial of 40,000 at 1/10, times ten.
    #expect(abs(fast - Double(count) * 0.8) < 6_000)
  }

  @Test(
    "over all chances alike the weights add up to the scopes that there were",
    arguments: [
      .sampled(1, in: 100), .sampled(3, in: 7), .sampled(1, in: 2).or(.sampled(1, in: 10)),
      .sampled(1, in: 2).and(.sampled(3, in: 4)), slow.or(.failed).or(.sampled(1, in: 100)),
      slow.and(.sampled(1, in: 4)).or(.failed).or(.sampled(1, in: 8)),
    ] as [EmitPolicy])
  func unbiased(policy: EmitPolicy) {
    let count = 100_000
    for (nanoseconds, hasFailed) in [(1, false), (200_000_000, false), (1, true)] {
      let sum = (0..<count).reduce(into: 0.0) { sum, index in
        sum +=
          policy.weight(durationNanoseconds: UInt64(nanoseconds), hasFailed: hasFailed) {
            (Double(index) + 0.5) / Double(count)
          } ?? 0
      }
      // One scope more or less is as near as a whole number of scopes gets.
      #expect(abs(sum / Double(count) - 1) < 0.001)
    }
  }

  @Test("the generator of chances is even: a known seed, and each tenth met as often as it should")
  func chances() {
    var tenths = Array(repeating: 0, count: 10)
    for index in 0..<100_000 as Range<UInt64> {
      let chance = EmitPolicy.chance(of: 42 &+ index &* 0x9E37_79B9_7F4A_7C15)
      tenths[Int(chance * 10)] += 1
    }
    #expect(tenths.allSatisfy { abs($0 - 10_000) < 400 })
  }

  @Test("two samplings on one another multiply, two beside one another add up")
  func composition() {
    func weights(_ policy: EmitPolicy) -> Set<Double> {
      Set((0..<2_000).compactMap { _ in policy.weight(durationNanoseconds: 1, hasFailed: false) })
    }
    #expect(weights(.sampled(1, in: 2).and(.sampled(1, in: 4))) == [8])
    #expect(weights(.sampled(1, in: 2).or(.sampled(1, in: 2))) == [1 / 0.75])
  }

  @Test("the weight is on the line, and a scope that is not sent takes no number")
  func onTheWire() throws {
    let collected = Collected()
    let emitter = collected.emitter(policy: EmitPolicy.failed.or(.sampled(1, in: 8)))
    var failed = 0
    for index in 0..<4_000 {
      withScope("s", emitter: emitter) {
        if index % 100 == 0 {
          Scope.current?.fail("Oops")
          failed += 1
        }
      }
    }
    emitter.flush()
    let objects = try collected.objects()
    #expect(objects.compactMap { $0["seq"] as? Int } == Array(1...objects.count))
    #expect(objects.filter { $0["error"] != nil }.count == failed)
    #expect(objects.allSatisfy { ($0["weight"] as? Double) == ($0["error"] == nil ? 8 : nil) })
    #expect(emitter.droppedCount == 0)
  }

  @Test("an emitter to a closure gets whole scopes, and only those its policy sends")
  func scopes() {
    let seen = Guarded<[EmittedScope]>([])
    let emitter = Emitter(policy: .failed) { (scope: EmittedScope) in
      seen.withLock { $0.append(scope) }
    }
    withScope("fine", emitter: emitter) { incr("k") }
    withScope("bad", tags: ["a": 1], emitter: emitter) {
      incr("k", by: 3)
      timer("t") {}
      Scope.current?.id = "x"
      Scope.current?.fail("Timeout")
    }
    let scopes = seen.withLock { $0 }
    #expect(scopes.map(\.name) == ["bad"])
    #expect(scopes.first?.error == "Timeout")
    #expect(scopes.first?.id == "x")
    #expect(scopes.first?.tags == ["a": 1])
    #expect(scopes.first?.result["k"] == 3)
    #expect(scopes.first?.result[timer: "t"]?.count == 1)
    #expect(scopes.first.map { $0.duration > .zero } == true)
  }

  @Test("the process's emitter is the one it was given")
  func bootstrap() {
    let seen = Guarded<[String]>([])
    let before = Emitter.shared
    Emitter.bootstrap(Emitter(scopes: { scope in seen.withLock { $0.append(scope.name) } }))
    withScope("to the process's") {}
    Emitter.bootstrap(before)
    #expect(seen.withLock { $0.contains("to the process's") })
  }
}
