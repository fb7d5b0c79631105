import Store
import TextUI

/// How a view is written to a file.
enum ExportFormat: String, CaseIterable, Sendable {
  case json = "JSON"
  case csv = "CSV"
  case markdown = "Markdown"

  /// The end of the file's name.
  var suffix: String {
    switch self {
    case .json: "json"
    case .csv: "csv"
    case .markdown: "md"
    }
  }

  /// What it is good for, for the menu.
  var note: String {
    switch self {
    case .json: "JSON, for programs"
    case .csv: "CSV, for spreadsheets"
    case .markdown: "Markdown, for people"
    }
  }
}

/// A file that the model asks for, and what its notice says about it.
package struct ExportFile: Hashable, Sendable {
  /// The name without its suffix: where there is such a file, a number follows it.
  package let stem: String
  package let suffix: String
  package let text: String
  /// What is in it: `18 scopes`.
  package let what: String
}

/// What became of a file.
package enum ExportOutcome: Hashable, Sendable {
  /// Under which name it was written.
  case written(String)
  /// Why it was not, in the system's words.
  case failed(String)
}

/// A screen's contents on their way out: copied, or written to a file.
struct View {
  /// Part of the file's name: `scopes`.
  let name: String
  /// What it is, in a few words: `18 scopes`.
  let what: String
  /// The heading of the Markdown.
  let title: String
  /// Made when it is asked for: of many scopes it takes a while.
  let json: () -> String
  /// The same for a clipboard, where the whole of it may be too much for one.
  var clipboard: (() -> String)?
  let sheets: () -> [Sheet]

  func text(_ format: ExportFormat, facts: [String], utcOffsetSeconds: Int) -> String {
    switch format {
    case .json: json() + "\n"
    case .csv: Sheet.csv(sheets())
    case .markdown:
      markdown(facts: facts, utcOffsetSeconds: utcOffsetSeconds)
    }
  }

  private func markdown(facts: [String], utcOffsetSeconds: Int) -> String {
    let sheets = sheets().filter { !$0.rows.isEmpty }
    let tables = sheets.map { sheet in
      (sheets.count > 1 ? ["## " + sheet.name, ""] : [])
        + Markdown.table(sheet, utcOffsetSeconds: utcOffsetSeconds)
    }
    let parts = [["# " + Markdown.escaped(title)], facts.map(Markdown.escaped)] + tables
    return parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }
}
