import Intake
import Store
import TextUI

/// The inside of one scope: where its time goes, what it counts, its tags, its slowest instances.
struct ScopePage {
  enum Panel: Int, CaseIterable, Sendable { case map, time, counters, tags, slowest }

  /// At most as many slowest instances as are kept.
  static let instancesMax = 100

  let key: GroupKey
  var profile: Profile
  var focus = Panel.slowest
  var heat = HeatPanel()
  private(set) var cursors = Panel.allCases.map { _ in ListCursor<LineID>() }

  // What the last tick or key prepared.
  private(set) var figures: RankingRow?
  /// Most time first.
  private(set) var timers: [TimerLine] = []
  private(set) var unaccounted: UnaccountedLine?
  /// The timers, then the time in none.
  private(set) var timeRows: [TimeRow] = []
  private(set) var counters: [CounterLine] = []
  /// The terms by whose tags the filter leaves some out of both; none where it does not.
  private(set) var tagTerms: [String] = []
  private(set) var tagLines: [TagLine] = []
  /// How much of the window they are counted over, 0 to 1.
  private(set) var tagShare = 1.0
  private(set) var slowest: [Instance] = []
  private(set) var slowFrom: Duration?

  init(_ key: GroupKey, in ranking: Ranking) {
    self.key = key
    profile = Profile(of: key, in: ranking)
  }

  func cursor(_ panel: Panel) -> ListCursor<LineID> { cursors[panel.rawValue] }

  func count(_ panel: Panel) -> Int {
    switch panel {
    case .map: figures == nil ? 0 : 1
    case .time: timeRows.count
    case .counters: counters.count
    case .tags: tagLines.count
    case .slowest: slowest.count
    }
  }

  func id(_ index: Int, in panel: Panel) -> LineID {
    switch panel {
    case .map: .line(index)
    case .time: index < timers.count ? .metric(timers[index].name) : .unaccounted
    case .counters: .metric(counters[index].name)
    case .tags: tagLines[index].id
    case .slowest:
      .instance(
        end: slowest[index].end, duration: slowest[index].duration, id: slowest[index].id)
    }
  }

  /// Where the panels lie on a screen.
  func layout(in size: Size) -> PanelLayout<Panel> { layout(in: size, focus: focus) }

  private func layout(in size: Size, focus: Panel) -> PanelLayout<Panel> {
    PanelLayout(scope: Panel.allCases.map { ($0, count($0)) }, focus: focus, size: size)
  }

  /// The box in the map, if one is set.
  var box: LatencyBox? { heat.hasBox ? heat.selected?.box : nil }

  /// Reads what is seen from the profile.
  mutating func prepare(size: Size) {
    figures = profile.figures
    timers = profile.timers.sorted { $0.isBefore($1) }
    unaccounted = figures == nil || timers.isEmpty ? nil : profile.unaccounted
    timeRows = timers.map(TimeRow.init) + (unaccounted.map { [TimeRow($0)] } ?? [])
    counters = profile.counters
    tagTerms = profile.hidesMetrics ? profile.query.filter.tagTerms : []
    tagLines = profile.facets.flatMap(TagLine.lines)
    tagShare = profile.facetShare
    slowFrom = profile.slowFrom
    slowest = profile.slowest(Self.instancesMax)
    prepareHeat(size: size)
    let layout = layout(in: size)
    for panel in Panel.allCases {
      let count = count(panel)
      var cursor = cursor(panel)
      cursor.settle(count: count, page: layout.page(panel)) { id($0, in: panel) }
      cursors[panel.rawValue] = cursor
    }
  }

  /// The map is kept up to date while it is out of sight too: there may be a box in it.
  private mutating func prepareHeat(size: Size) {
    guard let rect = layout(in: size, focus: .map).rects[.map] else { return }
    let frame = HeatFrame(in: rect)
    heat.prepare(
      profile.heatGrid(cellsMax: frame.columns), rowRoom: frame.rows, isFocused: focus == .map)
  }

  /// Selects another line of the panel in focus.
  mutating func move(by lines: Int, size: Size) {
    var cursor = cursor(focus)
    cursor.move(by: lines, count: count(focus), page: layout(in: size).page(focus)) {
      id($0, in: focus)
    }
    cursors[focus.rawValue] = cursor
  }

  mutating func moveToFirst() { cursors[focus.rawValue].moveToFirst() }

  /// Goes on to the next panel that has lines.
  mutating func stepFocus(by step: Int) {
    focus = focus.stepped(by: step) { count($0) > 0 }
  }
}

extension TimerLine {
  /// What explains slowness comes first: most time in the slow scopes, then in all. A timer that
  /// has next to none of their time has its place by all scopes, lest such lines swap all the time.
  fileprivate func isBefore(_ other: Self) -> Bool {
    let own = (weightInSlow, total)
    let others = (other.weightInSlow, other.total)
    return own == others ? name < other.name : own > others
  }

  private var weightInSlow: Duration {
    slow.map { $0.share < 0.02 ? .zero : $0.perScope } ?? .zero
  }
}

extension CaseIterable where Self: Equatable {
  /// The next of all cases to either side for which a condition holds, the ends joined; else itself.
  func stepped(by step: Int, where isFit: (Self) -> Bool) -> Self {
    let all = Array(Self.allCases)
    guard let start = all.firstIndex(of: self) else { return self }
    return (1..<max(2, all.count))
      .lazy.map { all[((start + step * $0) % all.count + all.count) % all.count] }
      .first(where: isFit) ?? self
  }
}

extension Model {
  /// A key on the screen of one scope, which is off the stack while it acts.
  mutating func act(on page: ScopePage, _ action: Action) {
    var page = page
    if page.focus == .map, page.heat.act(action) {
      pages.append(.scope(page))
      return
    }
    let height = page.layout(in: size).page(page.focus)
    var opened: Page?
    var term: String?
    if let lines = action.lines(page: height) { page.move(by: lines, size: size) }
    switch action {
    case .first: page.moveToFirst()
    case .nextPanel: page.stepFocus(by: 1)
    case .previousPanel: page.stepFocus(by: -1)
    case .open:
      let index = page.cursor(page.focus).index
      if page.focus == .slowest, page.slowest.indices.contains(index) {
        opened = .instance(InstancePage(page.slowest[index], of: page))
      } else if page.focus == .tags, page.tagLines.indices.contains(index) {
        let line = page.tagLines[index]
        switch line.content {
        case .value(let value, _): term = Filter.term(.includes, key: line.key, value: value.value)
        case .more: opened = .tags(TagsPage(query))
        }
      } else if page.focus != .map {
        say("nothing to open here: the slowest scopes and the map open, a tag filters")
      }
    default: break
    }
    pages.append(.scope(page))
    if page.focus == .map, action == .open { openBox(of: page) }
    if let opened { open(opened) }
    if let term { narrow(by: [term]) }
  }
}
