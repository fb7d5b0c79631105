import Store

extension Model {
  /// An answer as JSON: seconds everywhere, shares from 0 to 1.
  func json(of explanation: Explanation) -> String {
    var whole = JSONWriter()
    whole.object { json in
      json.member("scope", explanation.key.scope)
      writeQuery(to: &json)
      json.member("slow_set", explanation.slowSet.name)
      json.key("slow")
      json.object { slow in
        slow.member("count", explanation.slowCount)
        slow.member("mean", seconds: explanation.slowMean)
        if let from = explanation.slowFrom { slow.member("from", seconds: from) }
      }
      json.key("others")
      json.object { others in
        others.member("count", explanation.otherCount)
        others.member("mean", seconds: explanation.otherMean)
      }
      json.key("findings")
      json.array { list in
        explanation.findings.forEach { finding in list.object { finding.write(to: &$0) } }
      }
    }
    return whole.text
  }
}

extension Finding {
  fileprivate func write(to json: inout JSONWriter) {
    switch what {
    case .timer(let timer): timer.write(to: &json)
    case .unaccounted(let typical, let slow, let share):
      json.member("in_no_timer", share)
      json.member("others", seconds: typical)
      json.member("slow", seconds: slow)
    case .tags(let tag):
      json.key("tags")
      json.object { object in tag.tags.forEach { object.member($0.key, $0.value) } }
      json.member("share_of_others", tag.typicalShare)
      json.member("share_of_slow", tag.slowShare)
    case .counter(let name, let typical, let slow):
      json.member("counter", name.title)
      json.member("others", typical)
      json.member("slow", slow)
    case .errors(let typical, let slow, _):
      json.member("failed_of_others", typical)
      json.member("failed_of_slow", slow)
    }
    json.member("support", support)
    json.member("filter", terms.joined(separator: " "))
  }
}

extension TimerFinding {
  fileprivate func write(to json: inout JSONWriter) {
    json.member("timer", name.title)
    if !place.isEmpty {
      json.key("with")
      json.object { object in place.forEach { object.member($0.key, $0.value) } }
    }
    json.member("extra", seconds: extra)
    json.member("share", share)
    json.member("more_calls", seconds: moreCalls)
    json.member("slower_calls", seconds: slowerCalls)
    json.member("calls_of_others", typicalCalls)
    json.member("calls_of_slow", slowCalls)
    json.member("per_call_of_others", seconds: typicalPerCall)
    json.member("per_call_of_slow", seconds: slowPerCall)
  }
}
