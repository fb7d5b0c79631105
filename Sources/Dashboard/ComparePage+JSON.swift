import Intake
import Store

extension ComparePage {
  /// The answer as JSON: all times are seconds, moments Unix time.
  var json: String {
    var json = JSONWriter()
    json.object { json in
      json.member("window_seconds", seconds: query.window.duration ?? .zero)
      if !query.filter.isEmpty { json.member("filter", query.filter.text) }
      json.member("then", Double(then.microseconds) / 1e6)
      json.member("now", Double(now.microseconds) / 1e6)
      json.member("compared", UInt64(comparison.comparedCount))
      json.key("changes")
      json.array { list in
        for change in changes { list.object { write(change, to: &$0) } }
      }
    }
    return json.text
  }

  private func write(_ change: MomentComparison.Change, to json: inout JSONWriter) {
    json.member("scope", change.key.scope)
    if !query.groupBy.isEmpty {
      json.key("tags")
      json.object { tags in
        for case (let key, let value?) in zip(query.groupBy, change.key.values) {
          tags.member(key, value)
        }
      }
    }
    let (word, factor) = change.kind.words
    json.member("change", word)
    if let factor { json.member("factor", factor) }
    json.member("extra", seconds: change.extra)
    for (name, row) in [("then", change.then), ("now", change.now)] {
      guard let row else { continue }
      json.key(name)
      json.object { row.writeFigures(to: &$0) }
    }
  }
}
