extension ScopeResult {
  /// The dictionary that the Python library's `get_result()` gives, key for key: counters by their
  /// key, a timer `K` as `K.count` and `K.total_dur`, and `total_recording_duration`, in seconds,
  /// over all tags. Empty where nothing was recorded.
  public var flat: [String: Double] {
    if isEmpty { return [:] }
    var entries = ["total_recording_duration": duration.inSeconds]
    for counter in counters {
      entries[counter.key] = Counter.adding(counter.sum, to: entries[counter.key])
    }
    for timer in timers {
      entries[timer.key + ".count", default: 0] += Double(timer.calls.count)
      entries[timer.key + ".total_dur", default: 0] += timer.calls.total.inSeconds
    }
    return entries
  }
}

extension ScopeResult: CustomStringConvertible {
  /// One line an entry: the duration, then counters, then timers.
  public var description: String {
    var lines = ["total \(duration)"]
    for counter in counters {
      lines.append(Self.name(counter.key, counter.tags) + ": \(Self.text(counter.sum))")
    }
    for timer in timers {
      let calls = timer.calls.count == 1 ? "1 call" : "\(timer.calls.count) calls"
      lines.append(Self.name(timer.key, timer.tags) + ": \(calls), \(timer.calls.total)")
    }
    return lines.joined(separator: "\n")
  }

  private static func name(_ key: String, _ tags: Tags) -> String {
    tags.isEmpty ? key : "\(key) \(tags)"
  }

  private static func text(_ sum: Double) -> String {
    Int(exactly: sum).map(String.init) ?? String(sum)
  }
}
