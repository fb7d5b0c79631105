@testable import Intake

/// Lines in, and what became of them in words.
enum Sink {
  static let now = Timestamp(microseconds: 1_763_800_000_000_000)

  /// What one datagram leads to.
  static func delivery(
    of datagram: some Sequence<UInt8>, limits: Limits = Limits(),
    clock: LineIntake.Clock = .live, isCut: Bool = false
  ) -> Delivery {
    var intake = LineIntake(limits: limits, clock: clock, seed: 1)
    intake.take(datagram, isCut: isCut)
    return intake.seal()
  }

  static func delivery(
    of datagram: String, limits: Limits = Limits(), clock: LineIntake.Clock = .live,
    isCut: Bool = false
  ) -> Delivery {
    delivery(of: Array(datagram.utf8), limits: limits, clock: clock, isCut: isCut)
  }

  /// The scopes of one datagram.
  static func scopes(
    of datagram: String, limits: Limits = Limits(), clock: LineIntake.Clock = .live
  ) -> [ReadScope] {
    let delivery = delivery(of: datagram, limits: limits, clock: clock)
    var catalog = Catalog()
    catalog.append(delivery.additions)
    return ReadScope.all(in: delivery.chunk, catalog)
  }
}

extension LineIntake {
  mutating func take(
    _ datagram: some Sequence<UInt8>, from sender: String = "10.0.0.1:5000",
    at now: Timestamp = Sink.now, isCut: Bool = false
  ) {
    let bytes = Array(datagram)
    take(datagram: bytes.span.bytes, from: sender, at: now, isCut: isCut)
  }

  mutating func take(
    _ datagram: String, from sender: String = "10.0.0.1:5000", at now: Timestamp = Sink.now
  ) {
    take(datagram.utf8, from: sender, at: now)
  }
}

/// A row of a chunk with its names, as a test reads it.
struct ReadScope: Equatable {
  var name: String
  var tags: [String]
  var durationNanoseconds: UInt64
  var endMicroseconds: Int64
  var weight: Double
  var error: String?
  var id: String?
  /// `key tags… value` or `key tags… count × total max longest`.
  var metrics: [String]

  static func all(in chunk: Chunk?, _ catalog: Catalog) -> [ReadScope] {
    guard let chunk else { return [] }
    return (0..<chunk.count).map { row in
      let series = catalog[SeriesID(rawValue: chunk.series[row])]
      return ReadScope(
        name: catalog[series.name], tags: words(catalog[series.tags], catalog),
        durationNanoseconds: chunk.durationNanoseconds[row],
        endMicroseconds: chunk.endMicroseconds[row], weight: chunk.weight(ofRow: row),
        error: chunk.error(ofRow: row).map { catalog[$0] }, id: chunk.id(ofRow: row),
        metrics: chunk.metrics(ofRow: row).map { word($0, catalog) })
    }
  }

  private static func words(_ tags: [Tag], _ catalog: Catalog) -> [String] {
    tags.map { tag in
      let value = catalog[tag.value]
      return switch tag.kind {
      case .string: "\(catalog[tag.key])=\(value)"
      case .number: "\(catalog[tag.key])=\(value) (number)"
      case .boolean: "\(catalog[tag.key])=\(value) (boolean)"
      }
    }
  }

  private static func word(_ sample: MetricSample, _ catalog: Catalog) -> String {
    let metric = catalog[sample.metric]
    let head = [catalog[metric.key]] + words(catalog[metric.tags], catalog)
    switch sample.value {
    case .counter(let value):
      let isWhole = value == value.rounded() && abs(value) < 1e18
      return (head + [isWhole ? "\(Int(value))" : "\(value)"]).joined(separator: " ")
    case .timer(let count, let total, let longest):
      let tail = ["\(count) × \(seconds(total))"] + (longest.map { ["max \(seconds($0))"] } ?? [])
      return (head + tail).joined(separator: " ")
    }
  }
}
