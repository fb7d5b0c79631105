import Intake
import Store
import TextUI

extension Model {
  /// What a clipboard reached through a terminal takes: many refuse more than 100,000 bytes of
  /// Base64, which is this much text.
  static let copyBytesMax = 74_994

  /// Puts what is seen on the clipboard as JSON, and says so.
  mutating func copy(_ effects: inout [Effect]) {
    if page == nil { return copyRanking(&effects) }
    guard let view = view() else {
      say("there is nothing to copy here yet")
      return
    }
    copy(view.clipboard?() ?? view.json(), view.what, &effects)
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
      let line = json(of: row)
      left -= line.utf8.count + 1
      if left < 0 { break }
      lines.append(line)
    }
    let all = totals.groupsShown
    let noun = all == 1 ? "line" : "lines"
    let what = lines.count == all ? "\(all) \(noun)" : "the first \(lines.count) of \(all) lines"
    copy(json(ofLines: lines), what, &effects)
  }

  /// The ranking, whole.
  func json(of rows: [RankingRow]) -> String { json(ofLines: rows.map { json(of: $0) }) }

  private func json(of row: RankingRow) -> String {
    var line = JSONWriter()
    line.object { write(row, to: &$0) }
    return line.text
  }

  private func json(ofLines lines: [String]) -> String {
    var whole = JSONWriter()
    whole.object { json in
      writeQuery(to: &json)
      json.key("scopes")
      json.array { list in lines.forEach { list.value(json: $0) } }
    }
    return whole.text
  }

  /// What the figures answer: moment, window, filter, grouping.
  func writeQuery(to json: inout JSONWriter) {
    json.member("at", seconds: .microseconds(viewed.microseconds))
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
    for (column, figure) in zip(ranking.extras, row.extras) where figure != nil {
      json.key(column.name)
      Sheet.Cell(figure).write(to: &json)
    }
  }

  /// How many instances go with the figures of a scope onto a clipboard.
  private static let instancesCopied = 10

  /// A scope's figures with its counters, timers and slowest instances: all that are listed and the tags
  /// too, or what a clipboard takes.
  func json(of page: ScopePage, isWhole: Bool) -> String {
    var whole = JSONWriter()
    whole.object { json in
      writeQuery(to: &json)
      if let row = page.figures {
        write(row, to: &json)
      } else {
        json.member("scope", page.key.scope)
      }
      page.writeMetrics(to: &json)
      if isWhole {
        json.key("values")
        page.tagSheet.write(to: &json)
      }
      json.key("slowest")
      json.array { list in
        page.slowest.prefix(isWhole ? .max : Self.instancesCopied)
          .forEach { list.value(json: $0.wireJSON) }
      }
    }
    return whole.text
  }
}

extension ScopePage {
  /// Counters, timers and the time in none: of all, of the typical and of the slow scopes.
  fileprivate func writeMetrics(to json: inout JSONWriter) {
    json.key("counters")
    json.array { list in
      for line in counters {
        list.counter(line.name, sum: line.sum, perScope: line.perScope) { counter in
          counter.member("typical_per_scope", line.typicalPerScope)
          if let slow = line.slowPerScope { counter.member("slow_per_scope", slow) }
        }
      }
    }
    json.key("timers")
    json.array { list in
      for line in timers {
        list.timer(
          line.name, count: line.count, total: line.total, perScope: line.all.perScope,
          max: line.max
        ) { timer in
          timer.part("typical", line.typical)
          if let slow = line.slow { timer.part("slow", slow) }
        }
      }
    }
    guard let unaccounted else { return }
    json.key("in_no_timer")
    json.object { json in
      json.part("typical", unaccounted.typical)
      if let slow = unaccounted.slow { json.part("slow", slow) }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func part(_ name: String, _ part: TimerLine.Part) {
    key(name)
    object { json in
      json.member("calls", part.callsPerScope)
      json.member("per_call", seconds: part.perCall)
      json.member("per_scope", seconds: part.perScope)
      json.member("share", part.share)
    }
  }

  fileprivate mutating func part(_ name: String, _ part: UnaccountedLine.Part) {
    key(name)
    object { json in
      json.member("per_scope", seconds: part.perScope)
      json.member("share", part.share)
    }
  }
}
