import Intake

extension Instance {
  /// The scope as one line of the wire format, without the line's end. Read back, it is the same
  /// scope; only `src`, `seq` and `dropped`, which are about its sender, are not in it.
  package var wireJSON: String {
    var json = JSONWriter()
    json.object { line in
      line.member("v", 1)
      line.member("scope", scope)
      line.member("dur", seconds: duration)
      line.member("end", seconds: .microseconds(end.microseconds))
      if let id { line.member("id", id) }
      if let error { line.member("error", error) }
      if weight != 1 { line.member("weight", weight) }
      if !tags.isEmpty { line.member("tags", tags) }
      if !counters.isEmpty { writeCounters(into: &line) }
      if !timers.isEmpty { writeTimers(into: &line) }
    }
    return json.text
  }

  private func writeCounters(into line: inout JSONWriter) {
    line.key("counters")
    line.object { line in
      for key in Self.inOrder(counters.map(\.name.key)) {
        let entries = counters.filter { $0.name.key == key }
        line.key(key)
        if entries.count == 1, entries[0].name.tags.isEmpty {
          line.value(entries[0].value)
          continue
        }
        line.array { line in
          for entry in entries {
            line.object { line in
              line.member("value", entry.value)
              if !entry.name.tags.isEmpty { line.member("tags", entry.name.tags) }
            }
          }
        }
      }
    }
  }

  private func writeTimers(into line: inout JSONWriter) {
    line.key("timers")
    line.object { line in
      for key in Self.inOrder(timers.map(\.name.key)) {
        let entries = timers.filter { $0.name.key == key }
        line.key(key)
        if entries.count == 1, entries[0].name.tags.isEmpty {
          Self.write(entries[0], into: &line)
          continue
        }
        line.array { line in
          for entry in entries { Self.write(entry, into: &line) }
        }
      }
    }
  }

  private static func write(_ timer: Timer, into line: inout JSONWriter) {
    line.object { line in
      line.member("count", timer.count)
      line.member("total_dur", seconds: timer.total)
      if let longest = timer.max { line.member("max_dur", seconds: longest) }
      if !timer.name.tags.isEmpty { line.member("tags", timer.name.tags) }
    }
  }

  /// Each key once, in the order in which it first comes.
  private static func inOrder(_ keys: [String]) -> [String] {
    var seen: Set<String> = []
    return keys.filter { seen.insert($0).inserted }
  }
}

extension JSONWriter {
  /// Tags as an object, each value of the kind that it was sent as.
  fileprivate mutating func member(_ key: String, _ tags: [TagText]) {
    self.key(key)
    object { object in
      for tag in tags {
        object.key(tag.key)
        if tag.isBareInJSON { object.value(json: tag.value) } else { object.value(tag.value) }
      }
    }
  }
}

extension TagText {
  /// Whether the text is the JSON of a Boolean or of a number. A number that was cut or written in
  /// a way that JSON does not have is kept as text.
  fileprivate var isBareInJSON: Bool {
    switch kind {
    case .string: false
    case .boolean: value == "true" || value == "false"
    case .number:
      Double(value)?.isFinite == true
        && value.utf8.allSatisfy { (48...57).contains($0) || "+-.eE".utf8.contains($0) }
        && value.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil
    }
  }
}
