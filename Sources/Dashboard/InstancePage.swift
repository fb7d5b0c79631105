import Intake
import Store
import TextUI

/// One scope in full, each of its figures against the typical one of its name.
///
/// What is typical was so when the instance was opened: the instance is history, and so is what it
/// is held against.
struct InstancePage {
  enum Panel: Int, CaseIterable, Sendable { case timers, counters, tags }

  /// A timer of the instance; of the time in no timer, without name.
  struct TimerRow {
    let name: MetricName?
    let calls: UInt64?
    let total: Duration
    let max: Duration?
    let typical: TimerLine.Part?
    let typicalPerScope: Duration?
  }

  struct CounterRow {
    let name: MetricName
    let value: Double
    let typicalPerScope: Double?
  }

  let instance: Instance
  /// The figures of its group, for the typical duration.
  let figures: RankingRow?
  let timers: [TimerRow]
  let counters: [CounterRow]
  /// The tags, a value that has no room on one line on several, the others of which have no key.
  private(set) var tagLines: [TagText]
  /// The terms by whose tags the filter left some out of what is typical; none where it did not.
  let tagTerms: [String]
  var focus = Panel.timers
  private(set) var cursors = Panel.allCases.map { _ in ListCursor<LineID>() }

  init(_ instance: Instance, of page: ScopePage) {
    self.instance = instance
    figures = page.figures
    tagTerms = page.tagTerms
    tagLines = instance.tags
    let typicalTimers = Dictionary(
      page.timers.map { ($0.name, $0.typical) }, uniquingKeysWith: { a, _ in a })
    let typicalCounters = Dictionary(
      page.counters.map { ($0.name, $0.typicalPerScope) }, uniquingKeysWith: { a, _ in a })
    var rows = instance.timers.sorted { $0.total > $1.total }.map { timer in
      TimerRow(
        name: timer.name, calls: timer.count, total: timer.total, max: timer.max,
        typical: typicalTimers[timer.name], typicalPerScope: typicalTimers[timer.name]?.perScope)
    }
    if !rows.isEmpty {
      rows.append(
        TimerRow(
          name: nil, calls: nil, total: instance.unaccounted, max: nil, typical: nil,
          typicalPerScope: page.unaccounted?.typical.perScope))
    }
    timers = rows
    counters = instance.counters.map {
      CounterRow(name: $0.name, value: $0.value, typicalPerScope: typicalCounters[$0.name])
    }
    if rows.isEmpty { focus = counters.isEmpty ? .tags : .counters }
  }

  func cursor(_ panel: Panel) -> ListCursor<LineID> { cursors[panel.rawValue] }

  func count(_ panel: Panel) -> Int {
    switch panel {
    case .tags: tagLines.count
    case .timers: timers.count
    case .counters: counters.count
    }
  }

  /// Where the panels lie on a screen.
  func layout(in size: Size) -> PanelLayout<Panel> {
    PanelLayout(instance: Panel.allCases.map { ($0, count($0)) }, focus: focus, size: size)
  }

  mutating func prepare(size: Size) {
    let width = layout(in: size).rects[.tags]?.size.columns ?? size.columns
    let beside = TableLayout.markWidth + Self.tagKeyWidth + 2 * TableLayout.gap
    tagLines = instance.tags.flatMap { Self.lines(of: $0, width: width - beside) }
    let layout = layout(in: size)
    for panel in Panel.allCases {
      cursors[panel.rawValue].settle(count: count(panel), page: layout.page(panel)) { .line($0) }
    }
  }

  private static func lines(of tag: TagText, width: Int) -> [TagText] {
    var lines: [TagText] = []
    var rest = Substring(tag.value)
    repeat {
      let piece = TextWidth.prefix(of: String(rest), width: width)
      var line = tag
      line.value = String(piece)
      if !lines.isEmpty { line.key = "" }
      lines.append(line)
      rest = rest.dropFirst(piece.count)
    } while !rest.isEmpty
    return lines
  }

  mutating func move(by lines: Int, size: Size) {
    cursors[focus.rawValue].move(
      by: lines, count: count(focus), page: layout(in: size).page(focus)
    ) { .line($0) }
  }

  mutating func moveToFirst() { cursors[focus.rawValue].moveToFirst() }

  mutating func stepFocus(by step: Int) {
    focus = focus.stepped(by: step) { count($0) > 0 }
  }
}

extension Model {
  /// A key on the screen of one instance, which is off the stack while it acts.
  mutating func act(on page: InstancePage, _ action: Action) {
    var page = page
    let height = page.layout(in: size).page(page.focus)
    if let lines = action.lines(page: height) { page.move(by: lines, size: size) }
    switch action {
    case .first: page.moveToFirst()
    case .nextPanel: page.stepFocus(by: 1)
    case .previousPanel: page.stepFocus(by: -1)
    default: break
    }
    pages.append(.instance(page))
  }
}
