import Foundation

@testable import ScopedStats

/// What an emitter sent, kept to be looked at.
final class Collected: Sendable {
  private let pieces = Guarded<[String]>([])

  /// An emitter whose lines come here.
  func emitter(payloadBytes: Int = 8_192, policy: EmitPolicy = .always) -> Emitter {
    Emitter(payloadBytes: payloadBytes, policy: policy) { (lines: RawSpan) in
      let text = lines.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
      self.pieces.withLock { $0.append(text) }
    }
  }

  /// The datagrams, as they came.
  var datagrams: [String] { pieces.withLock { $0 } }

  /// The lines, without their ends.
  var lines: [String] { datagrams.joined().split(separator: "\n").map(String.init) }

  /// The lines, read by Foundation's reader of JSON.
  func objects() throws -> [[String: Any]] {
    try lines.map {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
    }
  }
}

struct Oops: Error, Equatable {
  var reason = ""
}
