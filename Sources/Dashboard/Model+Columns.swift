import Store

extension Model {
  /// Shows a column, or no longer.
  mutating func switchColumn(_ column: RankingColumn, _ menu: inout Chooser) {
    if let index = scopes.columns.firstIndex(of: column) {
      scopes.columns.remove(at: index)
    } else {
      scopes.columns = scopes.columns.inserting(column)
    }
    showColumns(&menu)
  }

  /// Moves a column to the left or to the right, as far as there are any.
  mutating func moveColumn(_ column: RankingColumn, by step: Int, _ menu: inout Chooser) {
    guard let index = scopes.columns.firstIndex(of: column) else {
      say("a column has to be shown before it can be moved")
      return
    }
    guard scopes.columns.indices.contains(index + step) else {
      say(step < 0 ? "it is the first column" : "it is the last column")
      return
    }
    scopes.columns.swapAt(index, index + step)
    showColumns(&menu)
  }

  private mutating func showColumns(_ menu: inout Chooser) {
    menu.take(columnMenu)
    showExtras()
  }

  /// The menu of columns as it stands.
  var columnMenu: Chooser {
    let table = scopes.table(width: ScopesPage.tableWidth(in: size), of: query)
    return .columns(scopes.columns, inView: table.inView, in: store.catalog, query)
  }

  /// Lets the ranking keep figures for the columns in question. Cost: one look at the window's scopes
  /// when these are other ones, nothing otherwise.
  mutating func showExtras() { ranking.show(scopes.extras, at: moment) }
}

extension [RankingColumn] {
  /// With one more: a figure where it stands among all figures, anything else behind them.
  func inserting(_ column: RankingColumn) -> [RankingColumn] {
    let all = RankingColumn.all
    let rank = all.firstIndex(of: column) ?? all.count - 1
    let place = firstIndex { other in
      switch (column, other) {
      case (.history, _): false
      case (.extra, .history): true
      case (.extra, _): false
      case (.figure, .extra): true
      default: (all.firstIndex(of: other) ?? 0) > rank
      }
    }
    var columns = self
    columns.insert(column, at: place ?? count)
    return columns
  }
}
