import Intake
import Store
import TextUI

/// Why scopes are slow: what tells them from the others, the likeliest cause first.
///
/// The answer is that of the moment at which it was asked, and it stays until it is asked again:
/// nothing jumps under the reader. Only another query in force asks anew by itself.
struct WhyPage {
  let key: GroupKey
  /// What can be asked about: the slowest, the box in the heat map, the instance; those there are.
  let slowSets: [SlowSet]
  /// Which of `slowSets` is asked about.
  private(set) var slowSet: SlowSet
  private(set) var query: Query
  /// Nil until it is brought to a moment.
  private(set) var explanation: Explanation?
  private(set) var lines: [WhyLine] = []
  private(set) var cursor = ListCursor<LineID>()

  /// - Parameter slowSets: not empty; the last one is asked about.
  init(_ key: GroupKey, query: Query, slowSets: [SlowSet]) {
    self.key = key
    self.query = query
    self.slowSets = slowSets
    slowSet = slowSets.last ?? .slowest
  }

  /// The finding under the cursor.
  var finding: Finding? {
    guard let findings = explanation?.findings, findings.indices.contains(cursor.index) else {
      return nil
    }
    return findings[cursor.index]
  }

  /// Answers the question, if it is open. Cost: the scopes of the group in the window.
  mutating func answer(at moment: Moment) {
    guard explanation == nil else { return }
    let explanation = Explanation(of: key, in: query, slow: slowSet, at: moment)
    lines = explanation.findings.map { WhyLine($0, isInstance: slowSet.isInstance) }
    self.explanation = explanation
    cursor.moveToFirst()
  }

  /// Opens the question again.
  mutating func askAnew(_ query: Query) {
    self.query = query
    explanation = nil
  }

  /// Asks about the next slow set to either side, the ends joined.
  mutating func stepSlowSet(by step: Int) {
    guard let index = slowSets.firstIndex(of: slowSet) else { return }
    slowSet = slowSets[(index + step + slowSets.count) % slowSets.count]
    explanation = nil
  }

  mutating func prepare() {
    cursor.settle(count: lines.count, page: lines.count) { .line($0) }
  }

  mutating func move(by step: Int) {
    cursor.move(by: step, count: lines.count, page: lines.count) { .line($0) }
  }

  mutating func moveToFirst() { cursor.moveToFirst() }
}

extension SlowSet {
  var isInstance: Bool { if case .instance = self { true } else { false } }
}

extension Model {
  /// Asks why the scope in view is slow: of the ranking the selected one.
  mutating func askWhy() {
    switch page {
    case nil:
      guard let key = scopes.selected else {
        say("there is no scope here to ask about")
        return
      }
      open(.why(WhyPage(key, query: query, slowSets: [.slowest])))
    case .scope(let page):
      open(.why(WhyPage(page.key, query: query, slowSets: page.slowSets)))
    case .box(let page):
      open(.why(WhyPage(page.key, query: query, slowSets: [.slowest, .box(page.box)])))
    case .instance(let page):
      let below = pages.lazy.compactMap { if case .scope(let page) = $0 { page } else { nil } }.last
      let sets = (below?.slowSets ?? [.slowest]) + [.instance(page.instance.identity)]
      let key = below?.key ?? page.instance.key(groupBy: groupBy)
      open(.why(WhyPage(key, query: query, slowSets: sets)))
    case .why(var page):
      page.askAnew(query)
      pages.removeLast()
      open(.why(page))
      let time = Show.clock(shown, utcOffsetSeconds: options.utcOffsetSeconds)
      say(freeze == nil ? "asked anew" : "asked anew: the screen still stands at \(time)")
    case .tags, .compare, .problems, .help: break
    }
  }

  /// Whether more than one slow set can be asked about.
  var hasSlowSets: Bool {
    if case .why(let page) = page { page.slowSets.count > 1 } else { false }
  }

  /// Whether there is a finding that can be made a filter.
  var hasFindings: Bool { if case .why(let page) = page { page.finding != nil } else { false } }

  /// A key on the screen that says why, which is off the stack while it acts.
  mutating func act(on page: WhyPage, _ action: Action) {
    var page = page
    let height = Swift.max(1, (size.rows - 8) / 2)
    var finding: Finding?
    if let lines = action.lines(page: height) { page.move(by: lines) }
    switch action {
    case .first: page.moveToFirst()
    case .nextSlowSet, .previousSlowSet:
      if page.slowSets.count == 1 {
        say("nothing else to ask about: x on an instance asks about that one")
      } else {
        page.stepSlowSet(by: action == .nextSlowSet ? 1 : -1)
      }
    case .include:
      finding = page.finding
      if finding == nil { say("there is no finding to filter by") }
    default: break
    }
    page.answer(at: moment)
    pages.append(.why(page))
    if let finding { narrow(by: finding) }
  }

  /// Makes a finding a filter, and goes back to the scope or the ranking, which now show just that.
  private mutating func narrow(by finding: Finding) {
    while let page, page.isAboutOneScope { pages.removeLast() }
    narrow(by: finding.terms)
  }
}

extension Page {
  /// Whether it looks at scopes more closely than a filter can.
  fileprivate var isAboutOneScope: Bool {
    switch self {
    case .why, .instance, .box: true
    case .scope, .tags, .compare, .problems, .help: false
    }
  }
}

extension ScopePage {
  /// What it can be asked why about; the likeliest to be meant last.
  var slowSets: [SlowSet] { [.slowest] + (box.map { [.box($0)] } ?? []) }
}

extension Instance {
  /// The line of the ranking that it belongs to.
  fileprivate func key(groupBy: [String]) -> GroupKey {
    GroupKey(
      scope: scope, values: groupBy.map { key in tags.first { $0.key == key }?.value })
  }
}
