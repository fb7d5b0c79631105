import Intake
import Store
import TextUI

extension ScopePage {
  /// The columns of where the time goes: typical beside slow, or all where there is no slow set.
  /// - Parameter width: what the panel has; where it is little, calls per scope stand in place of
  ///   the typical time, which is their product.
  static func timeColumns(hasSlow: Bool, width: Int, glyphs: Glyphs) -> [Column<TimeRow>] {
    let name = labelColumn(TimeRow.self, width: width)
    guard hasSlow else {
      return [
        name, calls(\.all, .dim, priority: 2), perScope("PER SCOPE", \.all),
        share(\.all, priority: 3), bar(\.all, glyphs: glyphs),
      ]
    }
    let typical =
      switch width {
      case ..<66: [perScope("TYPICAL", \.typical)]
      case ..<88: [callsOrTime("TYPICAL", \.typical, priority: 4)]
      default:
        [
          calls(\.typical, .dim, priority: 4), perScope("TYPICAL", \.typical),
          share(\.typical, priority: 8),
        ]
      }
    return [name] + typical + [
      calls(\.slow, .plain, priority: 5), slowTime(glyphs: glyphs), share(\.slow, priority: 3),
      bar(\.slow, glyphs: glyphs),
    ]
  }

  /// The names of metrics, which the panel fits into it.
  static func labelColumn<Row>(_: Row.Type, width: Int) -> Column<Row> {
    Column("", .left, priority: 0, width: min(28, max(16, width * 33 / 100)), upTo: 64) { _ in
      .empty
    }
  }

  private typealias Part = (TimeRow) -> TimeRow.Part?

  /// Calls per scope, and how long each took.
  private static func calls(_ part: @escaping Part, _ role: Role, priority: Int) -> Column<TimeRow>
  {
    Column("", priority: priority, width: 14) { .init(part($0)?.callsText ?? "", role) }
  }

  /// Calls per scope; of the time in no timer, which has none, how long it was.
  private static func callsOrTime(
    _ title: String, _ part: @escaping Part, priority: Int
  ) -> Column<TimeRow> {
    Column(title, priority: priority, width: 14) { row in
      guard let part = part(row), part.perScope > .zero else {
        return StyledText(whole: .noDuration, .dim)
      }
      return part.callsText.map { StyledText($0, .dim) }
        ?? StyledText(whole: Figure.duration(part.perScope), .dim)
    }
  }

  private static func perScope(_ title: String, _ part: @escaping Part) -> Column<TimeRow> {
    Column(title, priority: 1, width: max(7, TextWidth.of(title))) { row in
      part(row).map(Self.time) ?? .empty
    }
  }

  /// The time per slow scope, with a sign where it is what makes them slow.
  private static func slowTime(glyphs: Glyphs) -> Column<TimeRow> {
    Column("SLOW", priority: 1, width: 9) { row in
      guard let slow = row.slow else { return .empty }
      return StyledText(row.isSuspect ? glyphs.up + " " : "", .warning) + time(slow)
    }
  }

  private static func time(_ part: TimeRow.Part) -> StyledText {
    part.perScope > .zero
      ? StyledText(Figure.duration(part.perScope)) : StyledText(whole: .noDuration, .dim)
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
  static func counterColumns(
    hasSlow: Bool, width: Int, glyphs: Glyphs
  ) -> [Column<CounterLine>] {
    let name = labelColumn(CounterLine.self, width: width)
    let sum = Column<CounterLine>("TOTAL", priority: 3, width: 11) {
      .init(Figure.shortCount($0.sum).text, .dim)
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
    func figure(_ text: @escaping (FacetValue, Bool) -> StyledText) -> (TagLine) -> StyledText {
      { line in
        if case .value(let value, let isSlow) = line.content { text(value, isSlow) } else { .empty }
      }
    }
    return [
      Column(
        "", .left, priority: 0, width: 14, upTo: 56, fitted: { $0.title(width: $1, glyphs: glyphs) }
      ),
      Column(
        "COUNT", priority: 1, width: 6, upTo: 8,
        text: figure { value, _ in .init(Figure.shortCount(value.count)) }),
      Column(
        "P99", priority: 2, width: 9,
        text: figure { value, isSlow in
          StyledText(isSlow ? glyphs.up + " " : "", .warning)
            + StyledText(Figure.duration(value.p99))
        }),
      Column(
        "ERRORS", priority: 3, width: 6,
        text: figure { value, _ in .errors(value.errors, glyphs: glyphs) }),
    ]
  }

  /// The columns of the slowest instances. Tags have what the others leave.
  /// - Parameter timers: those that instances spent most time in, to be told apart.
  static func instanceColumns(
    timers: [MetricName], width: Int, utcOffsetSeconds: Int, glyphs: Glyphs
  ) -> [Column<Instance>] {
    [
      Column("", .left, priority: 3, width: 12) {
        .init(Show.fineClock($0.end, utcOffsetSeconds: utcOffsetSeconds))
      },
      Column("TOOK", priority: 0, width: 9) { .init(Figure.duration($0.duration), .strong) },
      Column("TAGS", .left, priority: 0, width: 15, upTo: .max) { $0.tagsText },
      Column("MOST TIME IN", .left, priority: 4, width: 18, upTo: max(18, width * 26 / 100)) {
        guard let index = $0.longestTimer.flatMap({ timers.firstIndex(of: $0.name) }) else {
          return .empty
        }
        return .init(MetricLabels(timers, width: $1, isASCII: glyphs.isASCII)[index], .dim)
      },
      Column("", priority: 5, width: 13) {
        .init($0.longestTimer.map { TimeRow.callsText($0.count, total: $0.total) } ?? "", .dim)
      },
      Column("ID", .left, priority: 6, width: 9) { .init($0.id ?? "", .dim) },
    ]
  }
}

extension Instance {
  /// `host=web-3 shard=2`; of a scope that failed, its status and the kind of error first.
  fileprivate var tagsText: StyledText {
    func list(_ tags: [TagText]) -> StyledText {
      StyledText(tags.map { "\($0.key)=\($0.value)" }.joined(separator: " "))
    }
    guard let error else { return list(tags) }
    let status = tags.filter { $0.key == "status" }.map { $0.value + " " }.joined()
    return StyledText("! \(status)\(error)  ", .danger) + list(tags.filter { $0.key != "status" })
  }

  /// The timer that most of its time went to.
  var longestTimer: Timer? { timers.max { $0.total < $1.total } }
}
