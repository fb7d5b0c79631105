import CProbe

/// Something to be measured: it does a thing so many times in a row.
struct Contender: Sendable {
  let name: String
  /// How often in one run: some tens of milliseconds of it.
  let calls: Int
  let body: @Sendable (Int) -> Void
  /// By the clock on the wall, which is for what many threads do; else by the processor time of the
  /// thread, which leaves out what other programs took. Nothing here waits.
  let isWall: Bool
  /// What is in `body` and is not to be measured, with the rest left out. Its time and its
  /// allocations are taken off.
  let apart: (@Sendable (Int) -> Void)?

  init(
    _ name: String = "", calls: Int, isWall: Bool = false, apart: (@Sendable (Int) -> Void)? = nil,
    _ body: @escaping @Sendable (Int) -> Void
  ) {
    self.name = name
    self.calls = calls
    self.isWall = isWall
    self.apart = apart
    self.body = body
  }

  /// Nanoseconds a call. What is taken off is measured in turn with the rest, a tenth at a time, so
  /// that both see the same machine.
  func nanoseconds() -> Double {
    guard let apart else { return seconds(calls, body) * 1e9 / Double(calls) }
    var sum = 0.0
    for _ in 0..<10 { sum += seconds(calls / 10, body) - seconds(calls / 10, apart) }
    return sum * 1e9 / Double(calls / 10 * 10)
  }

  /// Allocations a call, once warm; nil where they cannot be counted.
  func allocations() -> Double? {
    let calls = max(calls / 10, 1)
    guard let all = Self.allocations(of: { body(calls) }) else { return nil }
    guard let apart else { return Double(all) / Double(calls) }
    let others = Self.allocations(of: { apart(calls) }) ?? 0
    return max(0, Double(all) - Double(others)) / Double(calls)
  }

  /// Runs it until tables, pools and caches have their size.
  func warmUp() {
    body(max(calls / 5, 1))
    apart?(max(calls / 5, 1))
  }

  private func seconds(_ calls: Int, _ body: (Int) -> Void) -> Double {
    let start = now
    body(calls)
    return now - start
  }

  /// Seconds.
  private var now: Double {
    isWall ? (ContinuousClock.now - Self.start) / .seconds(1) : probe_thread_seconds()
  }

  private static let start = ContinuousClock.now

  static func allocations(of body: () -> Void) -> UInt64? {
    guard probe_counts_allocations() != 0 else { return nil }
    probe_start_counting()
    body()
    return probe_stop_counting()
  }
}
