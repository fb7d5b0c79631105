import Store

extension Report {
  /// A line of column names, then a line a group. All times are seconds.
  var csv: String {
    // Nothing can be said about the window before: a report has only one.
    let names = RankingRow.figureNames.filter { $0 != "change" }
    return Sheet(
      "scopes", ["scope"] + groupBy + names,
      rows: entries.map { entry in
        let figures = zip(RankingRow.figureNames, entry.row.figureCells).filter {
          names.contains($0.0)
        }
        return [.text(entry.row.key.scope)] + entry.tags.map { Sheet.Cell($0.value) }
          + figures.map(\.1)
      }
    ).csv
  }
}
