import Foundation
import Testing

/// One line of the wire format, as far as these tests look at it. All values are text here.
struct HeardScope: Sendable {
  /// A counter or timer with its own tags.
  struct Metric: Sendable {
    let key: String
    /// The sum of a counter, the calls of a timer.
    let amount: Int
    let tags: [String: String]
  }

  let name: String
  let id: String?
  let error: String?
  let tags: [String: String]
  let counters: [Metric]
  let timers: [Metric]

  init(line: some Sequence<UInt8>) throws {
    let object = try JSONSerialization.jsonObject(with: Data(line))
    let fields = try #require(object as? [String: Any])
    name = try #require(fields["scope"] as? String)
    id = fields["id"] as? String
    error = fields["error"] as? String
    tags = Self.texts(fields["tags"])
    counters = Self.metrics(fields["counters"], amount: "value")
    timers = Self.metrics(fields["timers"], amount: "count")
  }

  /// A key holds one figure or a list of them, each by itself or with tags.
  private static func metrics(_ field: Any?, amount: String) -> [Metric] {
    guard let keys = field as? [String: Any] else { return [] }
    return keys.flatMap { key, value in
      (value as? [Any] ?? [value]).map { entry in
        let entry = entry as? [String: Any] ?? [amount: entry]
        return Metric(
          key: key, amount: entry[amount] as? Int ?? 0, tags: texts(entry["tags"]))
      }
    }
  }

  private static func texts(_ field: Any?) -> [String: String] {
    (field as? [String: Any] ?? [:]).mapValues { "\($0)" }
  }
}
