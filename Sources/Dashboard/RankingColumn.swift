import Store
import TextUI

/// A column of the ranking, beside that of the names.
package enum RankingColumn: Hashable, Sendable {
  case figure(SortKey)
  case extra(ExtraColumn)
  /// p99 over time.
  case history

  /// What is shown where nobody chose anything, as far as there is room.
  package static let standard: [RankingColumn] = [
    .figure(.rate), .figure(.count), .figure(.p50), .figure(.p90), .figure(.p99), .figure(.max),
    .figure(.total), .figure(.errors), .history,
  ]

  /// All figures, in the order in which they stand side by side.
  static let all: [RankingColumn] =
    SortKey.allCases.filter { $0 != .scope }.map { .figure($0) } + [.history]
}

extension RankingColumn {
  /// What the ranking is ordered by where this column is the sorted one; nil of a sparkline.
  var key: OrderKey? {
    switch self {
    case .figure(let key): .figure(key)
    case .extra(let column): .extra(column)
    case .history: nil
    }
  }

  /// The column that shows what the ranking is ordered by.
  init(_ key: OrderKey) {
    switch key {
    case .figure(let key): self = .figure(key)
    case .extra(let column): self = .extra(column)
    }
  }

  /// Text and sparklines begin at the left.
  var alignment: TableColumn.Alignment {
    switch self {
    case .extra(.tag), .history: .left
    case .extra, .figure: .right
    }
  }

  /// When it falls away as the screen narrows: the highest first. Rate and count say how much a line
  /// weighs, and p99 is what the program is for: they stay longest. What is not shown unless it was
  /// asked for stays as long as these.
  var priority: Int {
    switch self {
    case .figure(.p99): 1
    case .figure(.rate): 3
    case .figure(.errors): 4
    case .figure(.p50): 5
    case .figure(.max): 6
    case .figure(.total): 7
    case .figure(.p90): 8
    case .history: 9
    case .figure, .extra: 2
    }
  }

  /// The cells that its figures take.
  var width: Int {
    switch self {
    case .figure(.total): 5
    case .figure, .extra(.counter), .extra(.timer): 7
    case .extra(.tag): 10
    case .history: RankingTable.historyWidth
    }
  }

  /// The cells that it takes at most: values of a tag may need more.
  var widthMax: Int? { if case .extra(.tag) = self { 20 } else { nil } }

  /// Cells of a key as a head at most.
  private static let keyWidthMax = 16

  /// Its head.
  func title(_ query: Query, glyphs: Glyphs = .unicode) -> String {
    switch self {
    case .figure(.total): "TIME"
    case .figure(.above): ">" + Show.threshold(query.slowAbove)
    case .figure(let key): key.rawValue.uppercased()
    case .extra(let column):
      TextWidth.cut(column.key, to: Self.keyWidthMax, isASCII: glyphs.isASCII)
    case .history: "P99 OVER " + (query.window == .everything ? "ALL" : query.window.text)
    }
  }

  /// What it says about a line.
  func text(_ line: RankingTable.Line) -> StyledText {
    let row = line.row
    return switch self {
    case .figure(.scope): StyledText(row.key.scope)
    case .figure(.rate): .init(Figure.rate(perSecond: row.ratePerSecond))
    case .figure(.count): .init(Figure.shortCount(row.count))
    case .figure(.p50): Self.percentile(row.p50, row)
    case .figure(.p90): Self.percentile(row.p90, row)
    case .figure(.p99): Self.percentile(row.p99, row)
    case .figure(.max): .init(Figure.duration(row.max))
    case .figure(.mean): .init(Figure.duration(row.mean))
    case .figure(.total): .init(Figure.share(row.share))
    case .figure(.above): Self.above(row.above)
    case .figure(.change): Self.change(row.change, glyphs: line.glyphs)
    case .figure(.errors): .errors(row.errors, glyphs: line.glyphs)
    case .extra(let column): Self.extra(line.figure(of: column), glyphs: line.glyphs)
    case .history: .init(Self.sparkline(line), .graph)
    }
  }

  /// A percentile: dim where it is the exact one of a few scopes.
  private static func percentile(_ duration: Duration, _ row: RankingRow) -> StyledText {
    let figure = Figure.duration(duration)
    return row.isFew ? StyledText(whole: figure, .dim) : StyledText(figure)
  }

  private static func above(_ duration: Duration) -> StyledText {
    duration > .zero
      ? StyledText(Figure.duration(duration)) : StyledText(whole: .noDuration, .dim)
  }

  private static func change(_ factor: Double?, glyphs: Glyphs) -> StyledText {
    guard let factor else { return StyledText(glyphs.none, .dim) }
    return StyledText(Figure.factor(factor).text, factor >= Factor.noticeable ? .warning : .plain)
  }

  private static func extra(_ figure: ExtraFigure?, glyphs: Glyphs) -> StyledText {
    switch figure {
    case .value(let text): StyledText(text)
    case .values(let count): StyledText("\(count) values", .dim)
    case .amount(let amount): StyledText(Figure.amount(amount).text)
    case .time(let time): StyledText(Figure.duration(time))
    case nil: StyledText(glyphs.none, .dim)
    }
  }

  private static func sparkline(_ line: RankingTable.Line) -> String {
    Sparkline.text(
      line.history.map { $0?.secondsValue }, width: RankingTable.historyWidth, glyphs: line.glyphs)
  }
}
