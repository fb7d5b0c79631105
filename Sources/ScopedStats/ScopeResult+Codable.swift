// A result as data: durations in seconds, tags as an object.
//
//     {"recordings": 1, "duration": 0.0123, "counters": [{"key": "hits", "tags": {"type": "redis"}, "sum": 12}],
//      "timers": [{"key": "db.query", "tags": {}, "count": 3, "total": 0.0081, "longest": 0.006}]}

extension ScopeResult: Codable {
  private enum Key: CodingKey { case recordings, duration, counters, timers }

  /// Writes `recordings`, `duration` in seconds, `counters` and `timers`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(recordings, forKey: .recordings)
    try container.encode(duration.inSeconds, forKey: .duration)
    try container.encode(counters, forKey: .counters)
    try container.encode(timers, forKey: .timers)
  }

  /// Reads what ``encode(to:)`` wrote, durations to the nanosecond.
  ///
  /// The tags of scopes are not in the data, so a decoded result is filtered by metrics' own tags.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self.init(
      recordings: try container.decode(Int.self, forKey: .recordings),
      duration: try container.decodeSeconds(forKey: .duration),
      parts: [
        Part(
          scopeTags: [:], counters: try container.decode([Counter].self, forKey: .counters),
          timers: try container.decode([Timer].self, forKey: .timers))
      ])
  }
}

extension ScopeResult.Timer: Codable {
  private enum Key: CodingKey { case key, tags, count, total, longest }

  /// Writes `key`, `tags`, `count`, and `total` and `longest` in seconds.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(key, forKey: .key)
    try container.encode(tags, forKey: .tags)
    try container.encode(calls.count, forKey: .count)
    try container.encode(calls.total.inSeconds, forKey: .total)
    try container.encode(calls.longest.inSeconds, forKey: .longest)
  }

  /// Reads what ``encode(to:)`` wrote, durations to the nanosecond.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    key = try container.decode(String.self, forKey: .key)
    tags = try container.decode(Tags.self, forKey: .tags)
    calls = TimerCalls(
      count: try container.decode(Int.self, forKey: .count),
      total: try container.decodeSeconds(forKey: .total),
      longest: try container.decodeSeconds(forKey: .longest))
  }
}

extension KeyedDecodingContainer {
  /// Seconds, to the nanosecond.
  fileprivate func decodeSeconds(forKey key: Key) throws -> Duration {
    let seconds = try decode(Double.self, forKey: key)
    guard let nanoseconds = Int64(exactly: (seconds * 1e9).rounded()) else {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: self, debugDescription: "\(seconds) s is no duration.")
    }
    return .nanoseconds(nanoseconds)
  }
}

extension Tags: Codable {
  /// Writes an object with the tags' keys.
  public func encode(to encoder: any Encoder) throws {
    try Dictionary(map { ($0.key, $0.value) }) { $1 }.encode(to: encoder)
  }

  /// Reads an object of strings, truth values and numbers.
  public init(from decoder: any Decoder) throws {
    let values = try [String: TagValue](from: decoder)
    self.init(tags: values.sorted { $0.key < $1.key }.map { Tag(key: $0.key, value: $0.value) })
  }
}

extension TagValue: Codable {
  /// Writes the bare value.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .string(let value): try container.encode(value)
    case .bool(let value): try container.encode(value)
    case .int(let value): try container.encode(value)
    case .double(let value): try container.encode(value)
    }
  }

  /// Reads a string, a truth value or a number; a whole number becomes an ``int(_:)``.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int.self) {
      self = .int(value)
    } else if let value = try? container.decode(Double.self) {
      self = .double(value)
    } else {
      self = .string(try container.decode(String.self))
    }
  }
}
