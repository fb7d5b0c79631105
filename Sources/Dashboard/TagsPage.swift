import Intake
import Store
import TextUI

/// All tags of the scopes in question: keys on the left, the values of the selected one beside it.
///
/// They are counted bit by bit, newest scopes first, so that a frame stays short however many
/// scopes are held; until all of them are, the screen says how far it has come.
struct TagsPage {
  enum Panel: CaseIterable, Sendable { case keys, values }

  /// How many scopes are counted for one frame: at 50-100 ns each, a third of its time.
  static let rowsPerFrame = 60_000

  var index: FacetIndex
  /// How much of the window has been counted, 0 to 1.
  var progress = 0.0
  var focus = Panel.keys
  private(set) var keys = ListCursor<String>()
  private(set) var values = ListCursor<String>()
  private(set) var facets: [Facet] = []
  /// The key whose values are shown.
  private var shownKey: String?

  init(_ query: Query) { index = FacetIndex(query) }

  /// The key under the cursor, with its values.
  var facet: Facet? { facets.indices.contains(keys.index) ? facets[keys.index] : nil }

  /// The value under the cursor.
  var value: FacetValue? {
    guard let facet, facet.values.indices.contains(values.index) else { return nil }
    return facet.values[values.index]
  }

  /// Whether what a key does, it does to a key as such, and to no value.
  var isOnKeys: Bool { focus == .keys && !facets.isEmpty }

  /// How many lines of either list are in view: all but header, filter line, heads and footer.
  static func pageRows(in size: Size) -> Int { max(1, size.rows - 4) }

  mutating func advance(to moment: Moment) {
    progress = index.advance(to: moment, rowLimit: Self.rowsPerFrame)
  }

  mutating func prepare(size: Size) {
    facets = index.facets
    keys.settle(count: facets.count, page: Self.pageRows(in: size)) { facets[$0].key }
    settleValues(size: size)
  }

  private mutating func settleValues(size: Size) {
    if facet?.key != shownKey {
      values.moveToFirst()
      shownKey = facet?.key
    }
    let list = facet?.values ?? []
    values.settle(count: list.count, page: Self.pageRows(in: size)) { list[$0].value }
  }

  mutating func move(by lines: Int, size: Size) {
    let page = Self.pageRows(in: size)
    switch focus {
    case .keys:
      keys.move(by: lines, count: facets.count, page: page) { facets[$0].key }
      settleValues(size: size)
    case .values:
      let list = facet?.values ?? []
      values.move(by: lines, count: list.count, page: page) { list[$0].value }
    }
  }

  mutating func moveToFirst() {
    if focus == .keys { keys.moveToFirst() } else { values.moveToFirst() }
  }
}

extension Model {
  /// A key on the screen of tags, which is off the stack while it acts.
  mutating func act(on page: TagsPage, _ action: Action) {
    var page = page
    let height = TagsPage.pageRows(in: size)
    var terms: (added: String, opposite: String?)?
    var group: Facet?
    if let lines = action.lines(page: height) { page.move(by: lines, size: size) }
    switch action {
    case .first: page.moveToFirst()
    case .nextPanel, .previousPanel: page.focus = page.focus == .keys ? .values : .keys
    case .include where page.facet == nil, .exclude where page.facet == nil,
      .groupBy where page.facet == nil:
      say("there is no tag here")
    case .include:
      // On a key there is nothing to include yet: its values are what can be.
      if page.focus == .keys { page.focus = .values } else { terms = page.terms(excluding: false) }
    case .exclude: terms = page.terms(excluding: true)
    case .groupBy: group = page.facet
    default: break
    }
    pages.append(.tags(page))
    if let terms { narrow(by: [terms.added], insteadOf: terms.opposite) }
    if let group { self.group(by: group) }
  }

  private mutating func group(by facet: Facet) {
    if facet.isOnMetrics {
      say("\(facet.key) is on metrics only: scopes cannot be grouped by it", .warning)
    } else {
      toggleGroup(by: facet.key)
    }
  }
}

extension TagsPage {
  /// The filter's term for what is under the cursor, and that which says the opposite.
  fileprivate func terms(excluding isExcluding: Bool) -> (added: String, opposite: String?)? {
    guard let facet else { return nil }
    if focus == .keys { return isExcluding ? ("!" + Filter.quotedKey(facet.key), nil) : nil }
    return value.map {
      let including = Filter.term(.includes, key: facet.key, value: $0.value)
      let excluding = Filter.term(.excludes, key: facet.key, value: $0.value)
      return isExcluding ? (excluding, including) : (including, excluding)
    }
  }
}
