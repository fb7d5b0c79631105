import Intake
import Store

/// Lines in, a report out: what `report` and `demo` share.
struct ReportReader: ~Copyable {
  private var intake: LineIntake
  private var catalog = Catalog()
  private var tabulation: Tabulation
  private var tally = IntakeTally()

  /// - Parameter clock: whether lines come as scopes finish, or from a recording.
  init(query: Query, clock: LineIntake.Clock = .recorded) {
    intake = LineIntake(clock: clock, seed: UInt64.random(in: .min ... .max))
    tabulation = Tabulation(query)
  }

  /// Takes in the whole lines of a block; of the last one, all. Returns how many bytes it took.
  mutating func take(_ block: RawSpan, from name: String, isLast: Bool) -> Int {
    var taken = 0
    var isFull = true
    while isFull {
      let rest = block.extracting(droppingFirst: taken)
      taken += intake.take(block: rest, from: name, at: System.now, isLast: isLast)
      isFull = intake.isFull
      takeDelivery(intake.seal())
    }
    return taken
  }

  /// Takes in what an intake thread handed over.
  mutating func takeDelivery(_ delivery: Delivery) {
    catalog.append(delivery.additions)
    tally = delivery.tally
    if let chunk = delivery.chunk { tabulation.take(chunk, catalog: catalog) }
  }

  /// - Parameter span: what rates are over, where it is known better than from the scopes' ends.
  func finish(sort: SortKey, limit: Int?, span: Duration? = nil) -> Report {
    let rows = tabulation.rows(by: sort, sort.naturalOrder, over: span)
    return Report(
      span: span ?? tabulation.span, groupBy: tabulation.query.groupBy,
      slowAbove: sort == .above ? tabulation.query.slowAbove : nil, rows: rows.map(\.row),
      entries: rows.prefix(limit ?? rows.count).map { tabulation.entry(of: $0, catalog: catalog) },
      tally: tally)
  }
}
