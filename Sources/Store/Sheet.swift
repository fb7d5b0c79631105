import Intake

/// A table to be written out: the one form between figures and CSV, JSON or Markdown.
///
/// Cells keep what they are, so that each format writes them its own way: seconds for programs, a
/// figure with its unit for people.
package struct Sheet: Hashable, Sendable {
  package enum Cell: Hashable, Sendable {
    case none
    case text(String)
    case number(Double)
    case seconds(Duration)
    /// A part of a whole, 0 to 1.
    case share(Double)
    case time(Timestamp)
  }

  /// What the rows are, in the plural: `timers`.
  package var name: String
  package var columns: [String]
  /// Each as long as `columns`.
  package var rows: [[Cell]]

  package init(_ name: String, _ columns: [String], rows: [[Cell]]) {
    self.name = name
    self.columns = columns
    self.rows = rows
    assert(rows.allSatisfy { $0.count == columns.count }, "BUG: a row of \(name) has other columns")
  }
}

extension Sheet {
  /// Writes the rows as an array of objects. A cell without a value is left out.
  package func write(to json: inout JSONWriter) {
    json.array { list in
      for row in rows {
        list.object { object in
          for (column, cell) in zip(columns, row) where cell != .none {
            object.key(column)
            cell.write(to: &object)
          }
        }
      }
    }
  }

  /// The table without the columns that no row has a value in.
  package var withoutEmptyColumns: Sheet {
    let kept = columns.indices.filter { column in rows.contains { $0[column] != .none } }
    return Sheet(name, kept.map { columns[$0] }, rows: rows.map { row in kept.map { row[$0] } })
  }

  /// A line of column names, then a line a row. All times are seconds.
  package var csv: String {
    CSVText.line(columns) + rows.map { CSVText.line($0.map(\.plainText)) }.joined()
  }

  /// Several tables as one, which CSV alone can be: a line for each figure, under the name of its
  /// table and of its row.
  package static func csv(_ sheets: [Sheet]) -> String {
    if sheets.count == 1 { return sheets[0].csv }
    let lines = sheets.flatMap { sheet in sheet.rows.flatMap { sheet.figureLines(of: $0) } }
    return (["table", "row", "column", "value"].csvLine) + lines.map(\.csvLine).joined()
  }

  /// A row's name is the texts that it begins with, except where there is nothing else in it.
  private func figureLines(of row: [Cell]) -> [[String]] {
    let texts = row.prefix { if case .text = $0 { true } else { false } }.count
    let named = max(1, min(texts, row.count - 1))
    let title = row.prefix(named).map(\.plainText).joined(separator: " ")
    return zip(columns, row).dropFirst(named).filter { $0.1 != .none }.map {
      [name, title, $0.0, $0.1.plainText]
    }
  }
}

extension Sheet.Cell {
  /// A cell that may lack its value.
  package init(_ text: String?) { self = text.map { .text($0) } ?? .none }
  package init(_ duration: Duration?) { self = duration.map { .seconds($0) } ?? .none }
  package init(_ number: Double?) { self = number.map { .number($0) } ?? .none }

  package func write(to json: inout JSONWriter) {
    switch self {
    case .none: json.value(json: "null")
    case .text(let text): json.value(text)
    case .number(let number), .share(let number): json.value(number)
    case .seconds(let duration): json.value(seconds: duration)
    case .time(let time): json.value(seconds: .microseconds(time.microseconds))
    }
  }

  /// The value as a program reads it: numbers as JSON has them.
  fileprivate var plainText: String {
    switch self {
    case .none: return ""
    case .text(let text): return text
    default:
      var json = JSONWriter()
      write(to: &json)
      return json.text
    }
  }
}

extension [String] {
  fileprivate var csvLine: String { CSVText.line(self) }
}
