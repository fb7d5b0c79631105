import Store
import TextUI

/// Tables of GitHub's Markdown, lined up so that they read as plain text as well.
enum Markdown {
  /// The table; a column without any value is left out.
  static func table(_ whole: Sheet, utcOffsetSeconds: Int) -> [String] {
    let sheet = whole.withoutEmptyColumns
    let rows = sheet.rows.map { row in
      row.map { escaped($0.figureText(utcOffsetSeconds: utcOffsetSeconds)) }
    }
    let heads = sheet.columns.map { escaped($0.replacing("_", with: " ")) }
    let widths = heads.indices.map { column in
      max(3, (rows + [heads]).map { TextWidth.of($0[column]) }.max() ?? 3)
    }
    let isText = heads.indices.map { column in
      sheet.rows.contains { if case .text = $0[column] { true } else { false } }
    }
    func line(_ cells: [String]) -> String {
      let padded = cells.indices.map { column in
        let blank = String(repeating: " ", count: widths[column] - TextWidth.of(cells[column]))
        return isText[column] ? cells[column] + blank : blank + cells[column]
      }
      return "| " + padded.joined(separator: " | ") + " |"
    }
    let rule = heads.indices.map { column in
      String(repeating: "-", count: widths[column] - 1) + (isText[column] ? "-" : ":")
    }
    return [line(heads), "| " + rule.joined(separator: " | ") + " |"] + rows.map(line)
  }

  /// Text that nothing in it makes a table's border, markup or HTML. Names come from the network.
  static func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      if #"\|<`*[]&"#.contains(character) { escaped += "\\" }
      escaped.append(character)
    }
  }
}

extension Sheet.Cell {
  /// The value with its unit, as on the screen.
  func figureText(utcOffsetSeconds: Int) -> String {
    switch self {
    case .none: ""
    case .text(let text): text
    case .number(let number): Show.amount(number).text
    case .seconds(let duration): Figure.duration(duration).text
    case .share(let share): Figure.share(share).text
    case .time(let time): Show.fineClock(time, utcOffsetSeconds: utcOffsetSeconds)
    }
  }
}
