import Foundation

@testable import Intake

/// A JSON value as Foundation reads it.
enum JSONValue: Decodable {
  case null
  case boolean(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode([String: JSONValue].self) {
      self = .object(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .boolean(try container.decode(Bool.self))
    }
  }

  /// How many members all objects in it have.
  var memberCount: Int {
    switch self {
    case .array(let values): values.reduce(0) { $0 + $1.memberCount }
    case .object(let members): members.values.reduce(members.count) { $0 + $1.memberCount }
    default: 0
    }
  }
}

/// The wire format once more, slowly: Foundation reads the JSON, dictionaries do the rest.
///
/// It shares no code with the decoder, so that the two cannot be wrong in the same way by accident.
struct ReferenceReader {
  struct Invalid: Error {}

  /// What a metric comes to, numbers as Foundation has them.
  struct Sum: Equatable {
    var count = 0.0
    var value = 0.0
    var longest: Double?
  }

  struct Scope {
    var name: String
    var seconds: Double
    var tags: Set<String>
    var end: Double?
    var weight: Double
    var error: String?
    var id: String
    /// By kind, key and tags.
    var metrics: [String: Sum]
  }

  private var metrics: [String: Sum] = [:]

  /// The scope of a line, or an error where the line is not to be accepted.
  static func scope(of json: JSONValue) throws -> Scope {
    guard case .object(let line) = json else { throw Invalid() }
    var reader = ReferenceReader()
    return try reader.scope(line)
  }

  private mutating func scope(_ line: [String: JSONValue]) throws -> Scope {
    let name = try text(line["scope"])
    let seconds = try number(line["dur"], from: 0)
    let version = try whole(line["v"])
    let weight = try number(line["weight"], from: 1)
    _ = try whole(line["seq"])
    _ = try whole(line["dropped"])
    _ = try text(line["src"])
    try readCounters(object(line["counters"]))
    try readTimers(object(line["timers"]))
    let recording = try readStats(object(line["stats"]))
    guard let name, !name.isEmpty, let seconds = seconds ?? recording, version != 0 else {
      throw Invalid()
    }
    let error = try text(line["error"])
    return try Scope(
      name: name, seconds: seconds, tags: tags(line["tags"]), end: number(line["end"]),
      weight: weight ?? 1, error: error == "" ? nil : error, id: text(line["id"]) ?? "",
      metrics: metrics)
  }

  private mutating func readCounters(_ counters: [String: JSONValue]) throws {
    for (key, value) in counters {
      guard case .array(let entries) = value else {
        guard case .number(let number) = value else { throw Invalid() }
        add("counter \(Self.clean(key)) []", value: number)
        continue
      }
      for entry in entries {
        guard case .object(let entry) = entry, let number = try number(entry["value"]) else {
          throw Invalid()
        }
        add("counter \(Self.clean(key)) \(try tags(entry["tags"]).sorted())", value: number)
      }
    }
  }

  private mutating func readTimers(_ timers: [String: JSONValue]) throws {
    for (key, value) in timers {
      var entries = [value]
      if case .array(let list) = value { entries = list }
      for entry in entries {
        guard case .object(let entry) = entry, let count = try whole(entry["count"]),
          let total = try number(entry["total_dur"], from: 0)
        else { throw Invalid() }
        add(
          "timer \(Self.clean(key)) \(try tags(entry["tags"]).sorted())", count: count,
          value: total, longest: try number(entry["max_dur"], from: 0))
      }
    }
  }

  private mutating func readStats(_ stats: [String: JSONValue]) throws -> Double? {
    var recording: Double?
    for (key, value) in stats {
      guard case .number(let number) = value else { throw Invalid() }
      if key == "total_recording_duration" {
        guard number >= 0 else { throw Invalid() }
        recording = number
      } else if key.hasSuffix(".count"), let total = stats["\(key.dropLast(6)).total_dur"] {
        guard let count = try whole(value), let total = try self.number(total, from: 0) else {
          throw Invalid()
        }
        add("timer \(Self.clean(String(key.dropLast(6)))) []", count: count, value: total)
      } else if !key.hasSuffix(".total_dur") || stats["\(key.dropLast(10)).count"] == nil {
        add("counter \(Self.clean(key)) []", value: number)
      }
    }
    return recording
  }

  private mutating func add(
    _ metric: String, count: Double = 0, value: Double, longest: Double? = nil
  ) {
    let isCounter = metric.hasPrefix("counter")
    let bound = isCounter ? 9_007_199_254_740_992.0 : .infinity
    var sum = metrics[metric] ?? Sum()
    sum.count += count
    sum.value = max(-bound, min(sum.value + max(-bound, min(value, bound)), bound))
    if let longest { sum.longest = max(longest, sum.longest ?? 0) }
    metrics[metric] = sum
  }

  private func text(_ value: JSONValue?) throws -> String? {
    switch value {
    case nil, .null: return nil
    case .string(let text): return Self.clean(text)
    default: throw Invalid()
    }
  }

  private func number(_ value: JSONValue?, from least: Double = -.infinity) throws -> Double? {
    switch value {
    case nil, .null: return nil
    case .number(let number) where number >= least: return number
    default: throw Invalid()
    }
  }

  private func whole(_ value: JSONValue?) throws -> Double? {
    guard let number = try number(value, from: 0) else { return nil }
    guard number == number.rounded() else { throw Invalid() }
    return number
  }

  private func object(_ value: JSONValue?) throws -> [String: JSONValue] {
    switch value {
    case nil, .null: return [:]
    case .object(let members): return members
    default: throw Invalid()
    }
  }

  private func tags(_ value: JSONValue?) throws -> Set<String> {
    try Set(
      object(value).map { key, value in
        switch value {
        case .string(let text): "\(Self.clean(key)) string \(Self.clean(text))"
        case .number(let number): "\(Self.clean(key)) number \(number)"
        case .boolean(let isTrue): "\(Self.clean(key)) boolean \(isTrue)"
        default: throw Invalid()
        }
      })
  }

  /// Controls and invisible formatting by the Unicode database instead of by a list.
  static func clean(_ text: String) -> String {
    var clean = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      clean.append(CleanTextTests.isUnsafe(scalar) ? "\u{FFFD}" : scalar)
    }
    return String(clean)
  }
}
