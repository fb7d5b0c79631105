import Intake
import Store

extension Report {
  /// One object. All times are seconds, all tags that group are in `tags`.
  var json: String {
    var json = JSONWriter()
    json.object { json in
      json.member("window_seconds", seconds: span)
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
        for counter in entry.counters { write(counter, to: &json) }
      }
      json.key("timers")
      json.array { json in
        for timer in entry.timers { write(timer, to: &json) }
      }
      json.key("slowest")
      json.array { json in
        for instance in entry.slowest { json.value(json: instance.wireJSON) }
      }
    }
  }

  private func write(_ counter: TabulationEntry.Counter, to json: inout JSONWriter) {
    json.object { json in
      counter.name.write(to: &json)
      json.member("sum", counter.sum)
      json.member("per_scope", counter.perScope)
    }
  }

  private func write(_ timer: TabulationEntry.Timer, to json: inout JSONWriter) {
    json.object { json in
      timer.name.write(to: &json)
      json.member("count", timer.count)
      json.member("total_dur", seconds: timer.total)
      json.member("per_scope", seconds: timer.perScope)
      if let longest = timer.max { json.member("max_dur", seconds: longest) }
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
      json.member("lost", tally.lostCount)
      json.member("folded", tally.folded.count)
      json.member("cut", tally.cut.count)
      json.member("newer", tally.newer.count)
    }
  }
}

extension MetricName {
  /// The members `key` and `tags`.
  fileprivate func write(to json: inout JSONWriter) {
    json.member("key", key)
    json.key("tags")
    json.object { json in
      for tag in tags { json.member(tag.key, tag.value) }
    }
  }
}
