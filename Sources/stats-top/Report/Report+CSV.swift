import Store

extension Report {
  /// A line of column names, then a line a group, by RFC 4180 but with plain ends of line. All times
  /// are seconds.
  var csv: String {
    let head = ["scope"] + groupBy + Self.columns
    let lines = entries.map { entry in
      let row = entry.row
      let tags = entry.tags.map { $0.value ?? "" }
      let times = [row.p50, row.p90, row.p99, row.max, row.mean, row.total].map(\.secondsText)
      return [row.key.scope] + tags + [Self.number(row.count), Self.number(row.ratePerSecond)]
        + times + [Self.number(row.errors), row.above.secondsText]
    }
    return ([head] + lines).map { $0.map(Self.quoted).joined(separator: ",") + "\n" }.joined()
  }

  private static let columns = [
    "count", "rate", "p50", "p90", "p99", "max", "mean", "total", "errors", "above",
  ]

  private static func number(_ number: Double) -> String {
    var json = JSONWriter()
    json.value(number)
    return json.text
  }

  /// Quoted where it has to be, and never the beginning of a spreadsheet's formula.
  private static func quoted(_ field: String) -> String {
    let isFormula = field.first.map { "=+-@\t\r".contains($0) } ?? false
    guard isFormula || field.contains(where: { ",\"\n\r".contains($0) }) else { return field }
    let text = (isFormula ? "'" : "") + field.replacing("\"", with: "\"\"")
    return "\"\(text)\""
  }
}
