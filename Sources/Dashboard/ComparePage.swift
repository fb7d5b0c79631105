import Intake
import Store
import TextUI

/// What changed from one moment to another: scopes that are slower, faster, new or gone.
///
/// It is asked once and keeps its answer, so nothing jumps under the reader; it says of which
/// moments it is, and is asked anew by the key that opened it.
struct ComparePage {
  let query: Query
  /// The moments at which the two windows end.
  let then: Timestamp
  let now: Timestamp
  /// Whether then is a frozen moment; else it is the window before the one that ends now.
  let isFrozen: Bool
  /// How much of the earlier window is held; zero when nothing of it is.
  let heldThen: Duration
  let comparison: MomentComparison
  private(set) var cursor = ListCursor<GroupKey>()

  /// - Parameters: the same query answered at the earlier moment and at the later one.
  init(then: Ranking, at earlier: Timestamp, now: Ranking, at later: Timestamp, isFrozen: Bool) {
    query = now.query
    self.then = earlier
    self.now = later
    self.isFrozen = isFrozen
    heldThen = then.totals.all > 0 ? then.totals.span : .zero
    comparison = MomentComparison(then: then, now: now)
  }

  var changes: [MomentComparison.Change] { comparison.changes }

  /// The line under the cursor; nil when there is none.
  var selected: MomentComparison.Change? {
    changes.indices.contains(cursor.index) ? changes[cursor.index] : nil
  }

  /// By how much the two windows overlap; zero where they don't.
  var overlap: Duration {
    max(.zero, .seconds((query.window.seconds ?? 0) - (now.second - then.second)))
  }

  /// How many lines are in view: all but title, windows, summary, heads and footer.
  static func pageRows(in size: Size) -> Int { max(1, size.rows - 5) }

  mutating func prepare(size: Size) {
    let changes = changes
    cursor.settle(count: changes.count, page: Self.pageRows(in: size)) { changes[$0].key }
  }

  mutating func move(by lines: Int, size: Size) {
    let changes = changes
    cursor.move(by: lines, count: changes.count, page: Self.pageRows(in: size)) { changes[$0].key }
  }

  mutating func moveToFirst() { cursor.moveToFirst() }
}

extension Model {
  /// Asks what changed: from the frozen moment to now or, live, from the window before to this one.
  mutating func compare() {
    guard let seconds = window.seconds else {
      say("there is no window before everything held: w or z chooses a shorter one")
      return
    }
    let isAnew = if case .compare = page { true } else { false }
    if isAnew { pages.removeLast() }
    let live = store.moment(at: now)
    let other = Ranking(query)
    let answer: ComparePage
    if let freeze {
      other.advance(to: live)
      answer = ComparePage(then: ranking, at: freeze.now, now: other, at: now, isFrozen: true)
    } else {
      let end = Timestamp(microseconds: (now.second - seconds + 1) * 1_000_000 - 1)
      other.advance(to: live.rewound(to: end, for: window))
      answer = ComparePage(then: other, at: end, now: ranking, at: now, isFrozen: false)
    }
    open(.compare(answer))
    if isAnew { say("compared anew") }
  }

  /// A key on the screen of what changed, which is off the stack while it acts.
  mutating func act(on page: ComparePage, _ action: Action) {
    var page = page
    let height = ComparePage.pageRows(in: size)
    if let lines = action.lines(page: height) { page.move(by: lines, size: size) }
    if action == .first { page.moveToFirst() }
    pages.append(.compare(page))
    if action == .open { openSelected(of: page) }
  }

  /// Opens the scope under the cursor, at that of the two moments at which there is more to see: the later
  /// one, unless it has gone or become faster.
  private mutating func openSelected(of page: ComparePage) {
    guard let change = page.selected else {
      say("there is no scope to open")
      return
    }
    let shown = freeze?.now
    if page.isFrozen {
      switch change.kind {
      case .new, .slower: step(to: page.now)
      case .gone, .faster: step(to: page.then)
      }
    }
    open(.scope(ScopePage(change.key, in: ranking)))
    if let shown, let now = freeze?.now, now != shown {
      say(
        now > shown
          ? "stepped to the later moment: \(keyName(of: .stepBack)) back"
          : "stepped to the earlier moment: \(keyName(of: .stepForward)) forward")
    }
    if case .gone = change.kind, freeze == nil { say("it is gone: w looks further back") }
  }
}
