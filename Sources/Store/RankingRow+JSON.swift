extension RankingRow {
  /// Writes the figures as members of the object in hand: seconds everywhere. Reports and copied
  /// screens have them in the same form.
  package func writeFigures(to json: inout JSONWriter) {
    json.member("count", count)
    json.member("rate", ratePerSecond)
    json.member("p50", seconds: p50)
    json.member("p90", seconds: p90)
    json.member("p99", seconds: p99)
    json.member("max", seconds: max)
    json.member("mean", seconds: mean)
    json.member("total", seconds: total)
    json.member("above", seconds: above)
    if let change { json.member("change", change) }
    json.member("errors", errors)
  }
}
