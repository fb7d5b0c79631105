import Intake

/// Made-up scopes of many names, as datagrams: made once and taken in over and over, so that a
/// benchmark's time goes into what it measures.
///
/// A line says nothing of when its scope finished: that is the moment of arrival.
struct Traffic {
  private var datagrams: [[[UInt8]]] = []
  private var next = 0

  /// - Parameters:
  ///   - series: how many names there are; each has its own tags, one of three hosts.
  ///   - batches: how many batches there are before they come again.
  init(series: Int, scopesPerBatch: Int, batches: Int) {
    var random = SplitMix(seed: 88)
    var number = 0
    for _ in 0..<batches {
      var batch: [[UInt8]] = []
      var lines: [UInt8] = []
      for index in 0..<scopesPerBatch {
        lines += Self.line(number % series, random.next()).utf8
        number += 1
        guard lines.count > 32_000 || index == scopesPerBatch - 1 else { continue }
        batch.append(lines)
        lines.removeAll(keepingCapacity: true)
      }
      datagrams.append(batch)
    }
  }

  /// The next batch, as the intake thread would hand it over.
  mutating func deliveries(through intake: inout LineIntake, at now: Timestamp) -> [Delivery] {
    var deliveries: [Delivery] = []
    for datagram in datagrams[next] {
      intake.take(datagram: datagram.span.bytes, from: "bench", at: now)
      if intake.openRows >= 16_384 { deliveries.append(intake.seal()) }
    }
    next = (next + 1) % datagrams.count
    deliveries.append(intake.seal())
    return deliveries
  }

  /// Durations of a series spread over a factor of ten.
  private static func line(_ series: Int, _ random: UInt64) -> String {
    let least = 200 + UInt64(series % 977) * 90
    let micros = least + random % (least * 9)
    return """
      {"scope":"GET /route/\(series)","dur":0.\(String(1_000_000 + micros).dropFirst()),\
      "tags":{"host":"web-\(series % 3)"},"counters":{"db.queries":\(random / 1_024 % 8)},\
      "timers":{"db.query":{"count":3,"total_dur":0.0001}}}\n
      """
  }
}
