/// CSV by RFC 4180, but with plain ends of line.
package enum CSVText {
  /// A line, its end included.
  package static func line(_ fields: [String]) -> String {
    fields.map(quoted).joined(separator: ",") + "\n"
  }

  /// Quoted where it has to be, and never the beginning of a spreadsheet's formula. A number is
  /// none: it may begin with a minus.
  private static func quoted(_ field: String) -> String {
    let isFormula = field.first.map { "=+-@\t\r".contains($0) } ?? false
    let needsMark = isFormula && Double(field) == nil
    guard needsMark || field.contains(where: { ",\"\n\r".contains($0) }) else { return field }
    let text = (needsMark ? "'" : "") + field.replacing("\"", with: "\"\"")
    return "\"\(text)\""
  }
}
