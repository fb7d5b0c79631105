import Intake
import Store
import TextUI

extension Report {
  /// Columns for people, and under them what became of the lines that were not counted.
  var table: String {
    let above = slowAbove.map { ["ABOVE \(Figure.duration($0).text)"] } ?? []
    let head = ["SCOPE"] + groupBy.map { $0.uppercased() } + Self.columns + above
    let rows = entries.map { entry in
      let row = entry.row
      return [row.key.scope] + entry.tags.map { $0.value ?? "–" } + [
        Figure.count(row.count).text, Figure.rate(perSecond: row.ratePerSecond).padded,
        Figure.duration(row.p50).padded, Figure.duration(row.p90).padded,
        Figure.duration(row.p99).padded, Figure.duration(row.max).padded,
        Figure.share(row.share).text, row.errors > 0 ? Figure.count(row.errors).text : "–",
      ] + above.map { _ in Figure.duration(row.above).padded }
    }
    let lines = aligned([head] + rows)
    return (lines + [""] + summary).joined(separator: "\n") + "\n"
  }

  private static let columns = ["COUNT", "RATE", "P50", "P90", "P99", "MAX", "TIME", "ERRORS"]

  /// Text to the left, figures to the right.
  private func aligned(_ rows: [[String]]) -> [String] {
    let textColumns = 1 + groupBy.count
    let widths = rows[0].indices.map { column in
      rows.map { TextWidth.of($0[column]) }.max() ?? 0
    }
    return rows.map { row in
      row.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - TextWidth.of(row[column]))
        return column < textColumns ? row[column] + padding : padding + row[column]
      }.joined(separator: "  ")
    }
  }

  /// What was lost, in lines; where those of whole datagrams had to be estimated, it says so.
  private var loss: String {
    let shortfall = tally.shortfall
    let share = Figure.share(shortfall.share).text
    let text = "\(Figure.count(shortfall.lostLines).text) lost, \(share) of all"
    guard shortfall.isEstimate else { return text }
    let datagrams = Figure.count(shortfall.lostDatagrams).text
    return "about \(text): \(datagrams) datagrams were dropped unread"
  }

  private var summary: [String] {
    let shown = entries.reduce(0) { $0 + $1.row.count }
    let all = Figure.counted(Double(tally.lines), "line")
    let lines =
      tally.accepted == tally.lines ? all : "\(Figure.count(tally.accepted).text) of \(all)"
    var parts = [
      "\(Figure.counted(shown, "scope")) shown, from \(lines)"
        + (span.map { ", over \(Figure.duration($0).text)" } ?? "")
    ]
    if tally.undated > 0, span == nil {
      let undated = Figure.counted(Double(tally.undated), "line")
      parts.append("\(undated) without an end: there are no rates")
    }
    for reason in LineRejection.allCases {
      guard let problem = tally.rejected[reason] else { continue }
      let count = Figure.count(problem.count).text
      let place = problem.lastPlace.isEmpty ? "" : ", the last for \(problem.lastPlace)"
      parts.append("\(count) rejected: \(reason.explanation)\(place)")
    }
    if !tally.shortfall.isNone { parts.append(loss) }
    if tally.folded.count > 0 {
      parts.append("\(Figure.counted(Double(tally.folded.count), "name")) folded into …other")
    }
    if tally.cut.count > 0 { parts.append("\(Figure.count(tally.cut.count).text) cut") }
    return parts
  }
}
