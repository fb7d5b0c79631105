import Intake
import Store

extension Report {
  /// One object. All times are seconds, all tags that group are in `tags`.
  var json: String {
    var json = JSONWriter()
    json.object { json in
      if let span { json.member("window_seconds", seconds: span) }
      json.key("scopes")
      json.array { json in
        for entry in entries { write(entry, to: &json) }
      }
      json.key("intake")
      write(tally, to: &json)
    }
    return json.text + "\n"
  }

  private func write(_ entry: TabulationEntry, to json: inout JSONWriter) {
    let row = entry.row
    json.object { json in
      json.member("scope", row.key.scope)
      json.key("tags")
      json.object { json in
        for case (let key, let value?) in entry.tags { json.member(key, value) }
      }
      row.writeFigures(to: &json)
      json.key("counters")
      json.array { json in
        for counter in entry.counters {
          json.counter(counter.name, sum: counter.sum, perScope: counter.perScope)
        }
      }
      json.key("timers")
      json.array { json in
        for timer in entry.timers {
          json.timer(
            timer.name, count: timer.count, total: timer.total, perScope: timer.perScope,
            max: timer.max)
        }
      }
      json.key("slowest")
      json.array { json in
        for instance in entry.slowest { json.value(json: instance.wireJSON) }
      }
    }
  }

  private func write(_ tally: IntakeTally, to json: inout JSONWriter) {
    json.object { json in
      json.member("lines", tally.lines)
      json.member("accepted", tally.accepted)
      json.key("rejected")
      json.object { json in
        for reason in LineRejection.allCases {
          guard let problem = tally.rejected[reason] else { continue }
          json.member(reason.rawValue, problem.count)
        }
      }
      json.member("lost", tally.shortfall.lostLines)
      json.member("lost_datagrams", tally.shortfall.lostDatagrams)
      json.member("folded", tally.folded.count)
      json.member("cut", tally.cut.count)
      json.member("newer", tally.newer.count)
    }
  }
}
