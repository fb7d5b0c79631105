import Intake
import Store

/// How many scopes with eight metrics each lie in 256 MiB: the most that a store held before it let
/// go of the oldest, with new ones coming in.
struct HeldBench {
  private static let budgetBytes = 256 << 20
  private static let scopesMin = 1_500_000.0
  private static let bytesEach = 128.0

  func measurements() -> [Measurement] {
    let held = Double(count())
    let yardstick = Double(Self.budgetBytes) / Self.bytesEach
    return [
      Measurement(
        what: "scopes held in 256 MiB, 8 metrics each",
        ours: "\(Figure.whole(held)), \(Figure.text(Double(Self.budgetBytes) / held)) bytes each",
        yardstick: "128 bytes each: \(Figure.whole(yardstick))", ratio: held / yardstick,
        target: "≥ 1,500,000", isMet: held >= Self.scopesMin,
        runs: [Runs("ours", "scopes", [held])])
    ]
  }

  private func count() -> Int {
    let datagrams = Recording.datagrams(lines: 20_000)
    var intake = LineIntake(seed: 7)
    var store = Store(budgetBytes: Self.budgetBytes)
    var now = Timestamp(seconds: 1_763_800_000)
    var (most, isFull) = (0, false)
    while !isFull {
      for datagram in datagrams {
        intake.take(datagram: datagram.span.bytes, from: "bench", at: now)
      }
      store.take(intake.seal())
      now = now.advanced(by: .milliseconds(100))
      store.advance(to: now)
      isFull = store.scopeCount <= most
      most = max(most, store.scopeCount)
    }
    return most
  }
}
