import Intake
import Store
import TextUI

/// All that is seen, and all that decides what is seen next. One lives on the main thread.
///
///     Message ─▶ update ─▶ state ─▶ draw ─▶ Screen
///                  └─▶ Effects, for the loop to carry out
///
/// It owns the store, the query with its living answers, the freeze and the stack of screens. It
/// reads no clock and no terminal: ticks bring the time and `resized` the size. Drawing changes
/// nothing and works out nothing that a tick or a key could have worked out before. A copy would
/// share the living answers with the original, so there is one model, and none is made.
package struct Model {
  let options: Options
  var store: Store
  /// The time of the last tick.
  var now: Timestamp
  var size = Size(rows: 24, columns: 80)
  /// How often the loop should tick, within `refreshRange`.
  package internal(set) var refresh: Duration

  var filterLine: FilterLine
  var groupBy: [String]
  var window: Window
  var freeze: Freeze?
  /// The answer to the query in force.
  var ranking: Ranking
  /// How much of the last figures belong to whom: what header and filter line show.
  var totals: RankingTotals
  /// How far back scopes can be looked at; nil while none is held.
  var reach: Reach?
  var meter: IntakeMeter
  var losses: LossMeter

  var scopes: ScopesPage
  /// What is open on top of Scopes, the visible one last.
  var pages: [Page] = []
  var menu: Chooser?
  var find: Find?
  var notice: Notice?
  /// What the mouse's button does while it is down on a map; nil while it is up, or elsewhere.
  var mapGrip: MapGrip?

  package init(options: Options, now: Timestamp) {
    self.options = options
    self.now = now
    refresh = Self.clampedRefresh(options.refresh)
    store = Store(budgetBytes: options.memoryBytes)
    filterLine = FilterLine(options.query.filter)
    groupBy = options.query.groupBy
    window = options.query.window
    scopes = ScopesPage(sort: options.sort, order: options.order, columns: options.columns)
    ranking = Ranking(options.query, extras: scopes.extras)
    totals = ranking.totals
    meter = IntakeMeter(start: now.advanced(by: options.meterDelay))
    losses = LossMeter(start: now)
    prepare()
  }

  /// Takes in what happened, and says what the loop has to do about it.
  package mutating func update(_ message: Message) -> [Effect] {
    switch message {
    case .delivered(let deliveries):
      for delivery in deliveries { store.take(delivery) }
      return []
    case .tick(let now):
      tick(now)
      return []
    case .key(let key):
      return press(key)
    case .mouse(let mouse):
      return answer(mouse)
    case .resized(let size):
      self.size = size
      if menu?.isSwitches == true {
        let columns = columnMenu
        menu?.take(columns)
      }
      prepare()
      return []
    case .exported(let file, let outcome):
      finish(file, outcome)
      return []
    }
  }

  /// The keys in force.
  var keyMap: KeyMap { options.keyMap }

  /// The screen that is seen, menus and the filter line aside.
  var page: Page? { pages.last }

  /// The query in force.
  var query: Query {
    Query(
      filter: filterLine.inForce, groupBy: groupBy, window: window,
      slowAbove: options.query.slowAbove)
  }

  /// What queries are answered from: the frozen moment, or the scopes held now.
  ///
  /// Asked for when needed and never kept: a second reference to the catalog would make the next
  /// delivery copy it.
  var moment: Moment {
    let live = store.moment(at: now)
    return freeze?.moment(namedBy: live) ?? live
  }

  /// What the answers kept for queries take, in bytes.
  var answerBytes: Int {
    ranking.byteCount + pages.reduce(0) { $0 + $1.byteCount }
  }

  private mutating func tick(_ now: Timestamp) {
    self.now = Swift.max(self.now, now)
    let frozenBytes = freeze?.ownBytes ?? 0
    store.advance(to: self.now, queryBytes: answerBytes + frozenBytes)
    meter.record(weight: store.tally.weight, at: self.now)
    losses.record(store.tally.shortfall, at: self.now)
    if let notice, notice.until <= self.now { self.notice = nil }
    if freeze == nil || settleFreeze() {
      advanceAnswers(pace: freeze == nil ? pace : .atOnce)
    } else {
      continueCounting()
    }
    prepare()
  }

  /// The most ticks over which a second leaves the window: as many as it has unless told otherwise.
  private static let leavingTicksMax = 4

  /// A busy second leaves over as many ticks as come before the next one does.
  private var pace: Ranking.Pace {
    .inSteps(Swift.min(Int(.seconds(1) / refresh), Self.leavingTicksMax))
  }

  /// Lets the freeze know what the store has let go of. Returns whether it had to give up chunks.
  private mutating func settleFreeze() -> Bool {
    let wasShortened = freeze?.isShortened ?? false
    let limit = options.memoryBytes / 2
    let isChanged = freeze?.settle(heldByStore: store.chunks, limitBytes: limit) ?? false
    if isChanged, !wasShortened {
      say("! the freeze fills half of the memory: its oldest scopes have to go", .warning)
    }
    return isChanged
  }

  /// Brings every answer that is open to the moment in force.
  ///
  /// - Parameter pace: whether a busy second may leave the window over several ticks.
  mutating func advanceAnswers(pace: Ranking.Pace = .atOnce) {
    let moment = moment
    ranking.advance(to: moment, pace: pace)
    for index in pages.indices { pages[index].advance(to: moment) }
    totals = ranking.totals
    reach = Reach(moment)
  }

  /// A frozen moment does not move, but what is counted bit by bit goes on being counted.
  private mutating func continueCounting() {
    guard pages.contains(where: { $0.isCounting }) else { return }
    let moment = moment
    for index in pages.indices where pages[index].isCounting {
      pages[index].advance(to: moment)
    }
  }

  /// How often figures may move: more often would not be read, and more rarely not be live.
  package static let refreshRange = Duration.milliseconds(100)...Duration.seconds(5)

  private static func clampedRefresh(_ refresh: Duration) -> Duration {
    Swift.min(Swift.max(refresh, refreshRange.lowerBound), refreshRange.upperBound)
  }
}
