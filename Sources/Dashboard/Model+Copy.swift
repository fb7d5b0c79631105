import Intake
import Store
import TextUI

extension Model {
  /// What a clipboard reached through a terminal takes: many refuse more than 100,000 bytes of
  /// Base64, which is this much text.
  static let copyBytesMax = 74_994

  /// Puts what is seen on the clipboard as JSON, and says so.
  mutating func copy(_ effects: inout [Effect]) {
    switch page {
    case nil: copyRanking(&effects)
    case .scope(let page): copy(json(of: page), "the scope's figures", &effects)
    case .instance(let page): copy(page.instance.wireJSON, "the scope", &effects)
    case .why(let page):
      if let explanation = page.explanation { copy(json(of: explanation), "the answer", &effects) }
    case .compare(let page): copy(page.json, "what changed", &effects)
    case .box, .tags, .problems, .help: break
    }
  }

  private mutating func copy(_ text: String, _ what: String, _ effects: inout [Effect]) {
    guard text.utf8.count <= Self.copyBytesMax else {
      let size = Figure.bytes(text.utf8.count).text
      let most = Figure.bytes(Self.copyBytesMax).text
      say("not copied: \(what) takes \(size), and a terminal's clipboard \(most)", .warning)
      return
    }
    effects.append(.copy(text))
    say("copied \(what) as JSON, \(Figure.count(UInt64(text.utf8.count)).text) bytes")
  }

  /// Copies the ranking from its first line on, as far as a clipboard takes it.
  private mutating func copyRanking(_ effects: inout [Effect]) {
    let rows = scopes.rows(of: ranking, limit: Self.copyBytesMax / 100)
    var lines: [String] = []
    var left = Self.copyBytesMax - query.filter.text.utf8.count * 2 - 1_024
    for row in rows {
      var line = JSONWriter()
      line.object { write(row, to: &$0) }
      left -= line.text.utf8.count + 1
      if left < 0 { break }
      lines.append(line.text)
    }
    var whole = JSONWriter()
    whole.object { json in
      writeQuery(to: &json)
      json.key("scopes")
      json.array { list in lines.forEach { list.value(json: $0) } }
    }
    let all = totals.groupsShown
    let noun = all == 1 ? "line" : "lines"
    let what = lines.count == all ? "\(all) \(noun)" : "the first \(lines.count) of \(all) lines"
    copy(whole.text, what, &effects)
  }

  /// What the figures answer: window, filter, grouping.
  func writeQuery(to json: inout JSONWriter) {
    json.member("window_seconds", seconds: window.duration ?? totals.span)
    if !query.filter.isEmpty { json.member("filter", query.filter.text) }
    guard !groupBy.isEmpty else { return }
    json.key("group_by")
    json.array { list in groupBy.forEach { list.value($0) } }
  }

  /// The line as a report writes it: seconds everywhere.
  private func write(_ row: RankingRow, to json: inout JSONWriter) {
    json.member("scope", row.key.scope)
    if !groupBy.isEmpty {
      json.key("tags")
      json.object { tags in
        for (key, value) in zip(groupBy, row.key.values) {
          if let value { tags.member(key, value) }
        }
      }
    }
    row.writeFigures(to: &json)
  }

  /// How many instances go with the figures of a scope.
  private static let instancesCopied = 10

  /// A scope's figures with its counters, timers and slowest instances.
  private func json(of page: ScopePage) -> String {
    var whole = JSONWriter()
    whole.object { json in
      writeQuery(to: &json)
      if let row = page.figures {
        write(row, to: &json)
      } else {
        json.member("scope", page.key.scope)
      }
      json.key("counters")
      json.array { list in page.counters.forEach { line in list.object { line.write(to: &$0) } } }
      json.key("timers")
      json.array { list in page.timers.forEach { line in list.object { line.write(to: &$0) } } }
      json.key("slowest")
      json.array { list in
        page.slowest.prefix(Self.instancesCopied).forEach { list.value(json: $0.wireJSON) }
      }
    }
    return whole.text
  }
}

extension MetricName {
  fileprivate func write(to json: inout JSONWriter) {
    json.member("key", key)
    guard !tags.isEmpty else { return }
    json.key("tags")
    json.object { object in tags.forEach { object.member($0.key, $0.value) } }
  }
}

extension CounterLine {
  fileprivate func write(to json: inout JSONWriter) {
    name.write(to: &json)
    json.member("sum", sum)
    json.member("per_scope", perScope)
  }
}

extension TimerLine {
  fileprivate func write(to json: inout JSONWriter) {
    name.write(to: &json)
    json.member("count", count)
    json.member("total_dur", seconds: total)
    json.member("per_scope", all.callsPerScope)
    if let max { json.member("max_dur", seconds: max) }
  }
}
