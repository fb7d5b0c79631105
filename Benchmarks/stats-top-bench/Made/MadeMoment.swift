import Intake
import Store

extension Moment {
  /// Made-up scopes as the store holds them, 20,000 a second.
  static func made(scopes: Int, series: Int) -> Moment {
    let scopesPerSecond = min(scopes, 20_000)
    // Each name has to come.
    let batches = max(8, series / scopesPerSecond + 1)
    var traffic = Traffic(
      series: series, scopesPerBatch: scopesPerSecond,
      batches: min(batches, scopes / scopesPerSecond))
    var intake = LineIntake(seed: 7)
    var now = Timestamp(seconds: 1_763_800_000)
    var store = Store(budgetBytes: 1 << 30)
    for _ in 0..<scopes / scopesPerSecond {
      for delivery in traffic.deliveries(through: &intake, at: now) { store.take(delivery) }
      now = now.advanced(by: .seconds(1))
      store.advance(to: now)
    }
    return store.moment(at: now)
  }
}
