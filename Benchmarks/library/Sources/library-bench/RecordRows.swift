import ScopedStats
import Tracing

/// What a recording costs, with a little in it, and within another one.
struct RecordRows {
  let contest: Contest
  private static let calls = 60_000

  func rows() -> [Row] {
    let recorder = Recorder()
    let inner = Recorder()
    return [
      contest.row(
        "record { 5 incr, 2 timers }", target: 650,
        Contender(calls: Self.calls) {
          for _ in 0..<$0 { recorder.record { Self.count() } }
        }, beside: [Self.spans], python: ["record"]),
      contest.row(
        "the same within another record",
        Contender(calls: Self.calls) {
          for _ in 0..<$0 { recorder.record { inner.record { Self.count() } } }
        }, beside: [], python: ["record within record"]),
    ]
  }

  /// Keys of their own, as a request has.
  private static func count() {
    incr("requests")
    incr("rows", by: 12)
    incr("cache.hits")
    incr("cache.misses")
    incr("bytes", by: 512)
    timer("render") {}
    timer("db.query") {}
  }

  /// Three spans, which is what has the same three durations in it.
  private static let spans = Contender("withSpan × 3, no backend", calls: calls) {
    for _ in 0..<$0 {
      withSpan("GET /users") { _ in
        withSpan("render") { _ in }
        withSpan("db.query") { _ in }
      }
    }
  }
}
