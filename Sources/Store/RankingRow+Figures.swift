extension RankingRow {
  /// What the figures are called wherever they are written: in reports, copies and exports.
  package static let figureNames = [
    "count", "rate", "p50", "p90", "p99", "max", "mean", "total", "errors", "above", "change",
  ]

  /// The figures, in the order of their names.
  package var figureCells: [Sheet.Cell] {
    [
      .number(count), Sheet.Cell(ratePerSecond), .seconds(p50), .seconds(p90), .seconds(p99),
      .seconds(max), .seconds(mean), .seconds(total), .number(errors), .seconds(above),
      Sheet.Cell(change),
    ]
  }

  /// Writes the figures as members of the object in hand.
  package func writeFigures(to json: inout JSONWriter) {
    for (name, cell) in zip(Self.figureNames, figureCells) where cell != .none {
      json.key(name)
      cell.write(to: &json)
    }
  }
}
