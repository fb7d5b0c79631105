/// A screen as text, for tests and for looking at: what it says first, then how it looks.
extension Screen {
  /// The glyph plane, then the style plane, each row ended by `|`, so that trailing blanks show.
  ///
  /// The style plane has one letter a role (`Role.goldenLetter`), in upper case where the line is
  /// selected. A third plane marks underlined cells, when there are any, and a last line says where
  /// the cursor is. A wide character stands alone in the glyph plane, so its row looks one shorter.
  package var goldenText: String {
    var result = lines.map { $0 + "|\n" }.joined()
    result += plane("style") { $0.style.goldenLetter }
    if cells.contains(where: \.style.isUnderlined) {
      result += plane("underline") { $0.style.isUnderlined ? "_" : " " }
    }
    if let cursor { result += "-- cursor row \(cursor.row) column \(cursor.column)\n" }
    return result
  }

  private func plane(_ title: String, _ letter: (Cell) -> String) -> String {
    var result = "-- \(title)\n"
    for row in 0..<size.rows {
      for column in 0..<size.columns { result += letter(self[Point(row: row, column: column)]) }
      result += "|\n"
    }
    return result
  }
}

extension Role {
  /// The letter of the style plane.
  var goldenLetter: String {
    switch self {
    case .plain: "."
    case .dim: "d"
    case .strong: "s"
    case .accent: "a"
    case .warning: "w"
    case .danger: "e"
    case .good: "g"
    case .heading: "h"
    case .rule: "r"
    case .chip: "c"
    case .chipExcluding: "x"
    case .match: "m"
    case .graph: "b"
    case .heat1: "i"
    case .heat2: "j"
    case .heat3: "k"
    case .heat4: "l"
    }
  }
}

extension Style {
  /// The role's letter; of a plain cell that is selected, `P`.
  var goldenLetter: String {
    guard isSelected else { return role.goldenLetter }
    return role == .plain ? "P" : role.goldenLetter.uppercased()
  }
}
