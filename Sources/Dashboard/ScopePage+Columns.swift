import Intake
import Store
import TextUI

extension ScopePage {
  /// The columns of where the time goes: typical beside slow, or all where there is no slow set.
  static func timeColumns(hasSlow: Bool, glyphs: Glyphs) -> [Column<TimeRow>] {
    let name = Column<TimeRow>("", .left, priority: 0, width: 16, upTo: 56) {
      .init($0.title, .strong)
    }
    guard hasSlow else {
      return [
        name, calls(\.all, .dim, priority: 2), perScope("PER SCOPE", \.all),
        share(\.all, priority: 3), bar(\.all, glyphs: glyphs),
      ]
    }
    let mark = Column<TimeRow>("", priority: 1, width: 1) {
      .init($0.isSuspect ? glyphs.up : "", .warning)
    }
    return [
      name, calls(\.typical, .dim, priority: 4), perScope("TYPICAL", \.typical),
      share(\.typical, priority: 6), calls(\.slow, .plain, priority: 3),
      perScope("SLOW", \.slow), mark, share(\.slow, priority: 5), bar(\.slow, glyphs: glyphs),
    ]
  }

  private typealias Part = (TimeRow) -> TimeRow.Part?

  /// Calls per scope, and how long each took.
  private static func calls(_ part: @escaping Part, _ role: Role, priority: Int) -> Column<TimeRow>
  {
    Column("", priority: priority, width: 15) { .init(part($0)?.callsText ?? "", role) }
  }

  private static func perScope(_ title: String, _ part: @escaping Part) -> Column<TimeRow> {
    Column(title, priority: 1, width: 9) { row in
      guard let part = part(row) else { return .empty }
      return part.perScope > .zero
        ? StyledText(Figure.duration(part.perScope)) : StyledText(whole: .noDuration, .dim)
    }
  }

  private static func share(_ part: @escaping Part, priority: Int) -> Column<TimeRow> {
    Column("", priority: priority, width: 4) {
      .init(part($0).map { $0.share > 0 ? Figure.share($0.share).text : "" } ?? "", .dim)
    }
  }

  private static func bar(_ part: @escaping Part, glyphs: Glyphs) -> Column<TimeRow> {
    Column("", .left, priority: 7, width: 8) {
      .init(Bar.text(part($0)?.share ?? 0, width: 8, glyphs: glyphs), .graph)
    }
  }

  /// The columns of the counters.
  static func counterColumns(hasSlow: Bool, glyphs: Glyphs) -> [Column<CounterLine>] {
    let name = Column<CounterLine>("", .left, priority: 0, width: 12, upTo: 56) {
      .init($0.name.title, .strong)
    }
    let sum = Column<CounterLine>("TOTAL", priority: 3, width: 11) {
      .init(Figure.count($0.sum).text, .dim)
    }
    guard hasSlow else {
      return [
        name, sum,
        Column("PER SCOPE", priority: 1, width: 9) { .init(Figure.amount($0.perScope)) },
      ]
    }
    return [
      name, sum,
      Column("TYPICAL", priority: 1, width: 8) { .init(Figure.amount($0.typicalPerScope)) },
      Column("SLOW", priority: 1, width: 8) {
        $0.slowPerScope.map { StyledText(Figure.amount($0)) } ?? .empty
      },
      Column("", priority: 2, width: 7) {
        Factor.text($0.slowPerScope, against: $0.typicalPerScope, glyphs: glyphs)
      },
    ]
  }

  /// The columns of the tags.
  static func tagColumns(glyphs: Glyphs) -> [Column<TagLine>] {
    func figure(_ text: @escaping (FacetValue) -> StyledText) -> (TagLine) -> StyledText {
      { line in
        if case .value(let value) = line.content { text(value) } else { .empty }
      }
    }
    return [
      Column("", .left, priority: 0, width: 15, upTo: 56, text: { $0.title(glyphs: glyphs) }),
      Column("COUNT", priority: 1, width: 7, text: figure { .init(Figure.count($0.count)) }),
      Column("P99", priority: 2, width: 8, text: figure { .init(Figure.duration($0.p99)) }),
      Column("ERRORS", priority: 3, width: 6, text: figure { .errors($0.errors, glyphs: glyphs) }),
    ]
  }

  /// The columns of the slowest instances.
  static func instanceColumns(utcOffsetSeconds: Int) -> [Column<Instance>] {
    [
      Column("", .left, priority: 3, width: 12) {
        .init(Show.fineClock($0.end, utcOffsetSeconds: utcOffsetSeconds))
      },
      Column("TOOK", priority: 0, width: 10) { .init(Figure.duration($0.duration), .strong) },
      Column("TAGS", .left, priority: 0, width: 12, upTo: .max) { $0.tagsText },
      Column("MOST TIME IN", .left, priority: 4, width: 30, upTo: 34) {
        .init($0.longestTimerText, .dim)
      },
      Column("ID", .left, priority: 5, width: 12) { .init($0.id ?? "", .dim) },
    ]
  }
}

extension ScopePage.TagLine {
  /// `host=web-3`, or `host… 12 more values`.
  fileprivate func title(glyphs: Glyphs) -> StyledText {
    switch content {
    case .value(let value):
      StyledText(key + "=", .dim) + StyledText(value.value, isOnMetrics ? .plain : .strong)
    case .more(let count):
      StyledText("\(key)\(glyphs.ellipsis) \(Figure.count(UInt64(count)).text) more values", .dim)
    }
  }
}

extension Instance {
  /// `host=web-3 shard=2`; of a scope that failed, the kind of error first.
  fileprivate var tagsText: StyledText {
    let error = error.map { StyledText("! \($0)  ", .danger) } ?? .empty
    return error + StyledText(tags.map { "\($0.key)=\($0.value)" }.joined(separator: " "))
  }

  /// `db.query 48 × 39.6 ms`.
  fileprivate var longestTimerText: String {
    guard let timer = timers.max(by: { $0.total < $1.total }) else { return "" }
    return timer.name.title + " "
      + TimeRow.callsText(Figure.count(timer.count), timer.count, total: timer.total)
  }
}
