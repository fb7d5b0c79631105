import Intake
import Store

/// What one worker has of a report: the figures of the lines that it took, and what they are called.
struct ReportShare: Sendable {
  private var catalog = Catalog()
  private var tabulation: Tabulation
  /// Scopes that were taken, for where nobody says where they stand.
  private var count: UInt64 = 0

  init(query: Query) { tabulation = Tabulation(query) }

  /// Takes in what an intake handed over.
  ///
  /// - Parameter position: where its first scope stands among all; nil for behind those before.
  mutating func take(_ delivery: Delivery, at position: UInt64? = nil) {
    catalog.append(delivery.additions)
    guard let chunk = delivery.chunk else { return }
    tabulation.take(chunk, catalog: catalog, at: position ?? count)
    count += UInt64(chunk.count)
  }

  /// Takes in what an intake handed over last, its totals too.
  mutating func take(_ delivery: Delivery, last tally: inout IntakeTally) {
    take(delivery)
    tally = delivery.tally
  }

  /// Adds the share of another worker.
  mutating func add(_ other: ReportShare) {
    let translation = catalog.absorb(other.catalog)
    tabulation.add(other.tabulation, translation, catalog: catalog)
  }

  /// Whether a single intake would have had to leave names out.
  func exceeds(_ limits: Limits) -> Bool { catalog.exceeds(limits) }

  /// - Parameter span: what rates are over, where it is known better than from the scopes' ends.
  func report(sort: SortKey, limit: Int?, span: Duration? = nil, tally: IntakeTally) -> Report {
    // Read from a file, scopes that don't say when they finished all do so now.
    let span = span ?? (tally.undated == 0 ? tabulation.span : .zero)
    let rows = tabulation.rows(by: sort, sort.naturalOrder, over: span)
    return Report(
      span: span > .zero ? span : nil, groupBy: tabulation.query.groupBy,
      slowAbove: sort == .above ? tabulation.query.slowAbove : nil, rows: rows.map(\.row),
      entries: tabulation.entries(of: rows.prefix(limit ?? rows.count), catalog: catalog),
      tally: tally)
  }
}
