/// What the ids in chunks stand for, as the main thread knows it.
///
/// The intake thread gives out ids; each delivery brings the entries that are new since the one
/// before, in order of their ids. The catalog only grows, so a frozen screen reads the live one.
package struct Catalog: Sendable {
  package private(set) var strings: [String] = []
  package private(set) var tagSets: [[Tag]] = []
  package private(set) var series: [Series] = []
  package private(set) var metrics: [Metric] = []
  private var idsByString: [String: StringID] = [:]
  /// What the catalog takes, in bytes, near enough for a budget.
  package private(set) var byteCount = 0

  package init() {}

  package subscript(id: StringID) -> String { strings[Int(id.rawValue)] }
  package subscript(id: TagSetID) -> [Tag] { tagSets[Int(id.rawValue)] }
  package subscript(id: SeriesID) -> Series { series[Int(id.rawValue)] }
  package subscript(id: MetricID) -> Metric { metrics[Int(id.rawValue)] }

  /// The id of a string, or nil where no line has brought it so far.
  package func id(of string: String) -> StringID? { idsByString[string] }

  /// Takes in what a delivery brought. Cost: proportional to what is new; where somebody else holds
  /// this catalog as well, what is held is copied first, but not when nothing is new.
  package mutating func append(_ additions: CatalogAdditions) {
    guard !additions.isEmpty else { return }
    for string in additions.strings {
      idsByString[string] = StringID(rawValue: UInt32(strings.count))
      strings.append(string)
    }
    tagSets += additions.tagSets
    series += additions.series
    metrics += additions.metrics
    byteCount += additions.byteCount
  }
}

/// New entries of the catalog, each list in order of its ids.
package struct CatalogAdditions: Sendable {
  package var strings: [String] = []
  package var tagSets: [[Tag]] = []
  package var series: [Series] = []
  package var metrics: [Metric] = []

  package init() {}

  mutating func append(_ next: CatalogAdditions) {
    strings += next.strings
    tagSets += next.tagSets
    series += next.series
    metrics += next.metrics
  }

  var isEmpty: Bool {
    strings.isEmpty && tagSets.isEmpty && series.isEmpty && metrics.isEmpty
  }

  /// What the entries take in a catalog, in bytes, near enough for a budget. Cost: what is new.
  package var byteCount: Int {
    strings.reduce(0) { $0 + $1.utf8.count + 96 } + tagSets.reduce(0) { $0 + $1.count * 12 + 64 }
      + series.count * 8 + metrics.count * 12
  }
}
