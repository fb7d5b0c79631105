import Metrics
import ScopedStats

/// What a call costs where a recording is open, and where none is open anywhere.
struct CallRows {
  let contest: Contest
  private static let calls = 1_000_000
  /// Of swift-metrics' counters, whose backend does nothing until a program gives it one.
  private static let label = "requests"

  func rows() -> [Row] {
    [
      recording(
        "incr", target: 25, python: ["incr"], { for _ in 0..<$0 { incr("requests") } },
        beside: [Self.newCounter, Self.clock]),
      recording(
        "incr with one tag", target: 45, python: ["incr with one tag"],
        { for _ in 0..<$0 { incr("cache.hits", tags: ["type": "redis"]) } },
        beside: [Self.newTaggedCounter]),
      recording(
        "timer around nothing", target: 80, python: ["timer"],
        { for _ in 0..<$0 { timer("render") {} } }, beside: [Self.twoClocks]),
      recording(
        "Counter.incr(), made once", target: nil, python: [],
        { for _ in 0..<$0 { Self.hits.incr() } }, beside: [Self.oldCounter]),
      idle("incr", python: ["incr, not recording"]) { for _ in 0..<$0 { incr("requests") } },
      idle("incr with one tag", python: []) {
        for _ in 0..<$0 { incr("cache.hits", tags: ["type": "redis"]) }
      },
      idle("timer around nothing", python: ["timer, not recording"]) {
        for _ in 0..<$0 { timer("render") {} }
      },
      fromChildTasks(),
    ]
  }

  private static let hits = ScopedStats.Counter("cache.hits", tags: ["type": "redis"])

  private func recording(
    _ what: String, target: Double?, python: [String], _ body: @escaping @Sendable (Int) -> Void,
    beside yardsticks: [Contender]
  ) -> Row {
    let recorder = Recorder()
    let ours = Contender(calls: Self.calls) { calls in recorder.record { body(calls) } }
    return contest.row(what, target: target, ours, beside: yardsticks, python: python)
  }

  private func idle(_ what: String, python: [String], _ body: @escaping @Sendable (Int) -> Void)
    -> Row
  {
    contest.row(
      "\(what), nothing open", target: 1, Contender(calls: Self.calls * 10, body),
      beside: [Self.oldCounter], python: python)
  }

  private static let newCounter = Contender("swift-metrics Counter(label:)", calls: calls / 4) {
    for _ in 0..<$0 { Metrics.Counter(label: label).increment() }
  }

  private static let newTaggedCounter = Contender(
    "swift-metrics Counter(label:dimensions:)", calls: calls / 4
  ) {
    for _ in 0..<$0 { Metrics.Counter(label: label, dimensions: [("type", "redis")]).increment() }
  }

  private static let oldCounter = {
    let counter = Metrics.Counter(label: label)
    return Contender("swift-metrics no-op counter", calls: calls * 10) {
      for _ in 0..<$0 { counter.increment() }
    }
  }()

  private static let clock = Contender("clock read", calls: calls) {
    for _ in 0..<$0 { _ = ContinuousClock.now }
  }

  private static let twoClocks = Contender("two clock reads", calls: calls) {
    for _ in 0..<$0 {
      _ = ContinuousClock.now
      _ = ContinuousClock.now
    }
  }
}
