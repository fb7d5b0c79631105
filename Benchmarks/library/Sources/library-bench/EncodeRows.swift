import CProbe
import Foundation
import ScopedStats
import Synchronization

/// What it costs that a scope is written as a line, and sent.
///
/// The encoder is not public. So a whole recording that is emitted is measured beside the same one
/// whose emitter has a policy that sends nothing, and that is taken off. What is left is the lock,
/// one clock read, the line, and its place in the datagram.
struct EncodeRows {
  let contest: Contest
  let receiver: Receiver
  private static let calls = 60_000
  private static let nowhere = Emitter(policy: .never) { (_: RawSpan) in }

  func rows() throws -> [Row] {
    let bytes = Self.bytesOfALine()
    let toSocket = try Emitter(to: "127.0.0.1:\(receiver.port)")
    let (descriptor, port) = (receiver.sender, receiver.port)
    let small = Emitter(payloadBytes: 1_432) { (lines: RawSpan) in
      _ = lines.withUnsafeBytes { probe_send(descriptor, port, $0.baseAddress, $0.count) }
    }
    let toNothing = Emitter { (_: RawSpan) in }
    let rows = [
      contest.row(
        "encode a scope of \(bytes) bytes", target: 250, allocationsMax: 0,
        Self.emitting(to: toNothing), beside: [Self.foundation, StatsdLines.contender],
        python: ["orjson"]),
      contest.row(
        "encode and send, datagrams of 8,192 bytes", target: 650, Self.emitting(to: toSocket),
        beside: [oneEach(bytes)], python: ["json and sendto"]),
      contest.row(
        "encode and send, datagrams of 1,432 bytes", target: 1_700, Self.emitting(to: small),
        beside: [oneEach(bytes)], python: ["json and sendto"]),
    ]
    if toSocket.droppedCount > 0 {
      throw BenchError(description: "The system dropped \(toSocket.droppedCount) scopes.")
    }
    return rows
  }

  private static func emitting(to emitter: Emitter) -> Contender {
    Contender(
      calls: calls, apart: { SampleScope.emit($0, to: nowhere) },
      { SampleScope.emit($0, to: emitter) })
  }

  /// The length of a line, its end included.
  private static func bytesOfALine() -> Int {
    let bytes = Mutex(0)
    let emitter = Emitter(payloadBytes: 1) { (lines: RawSpan) in
      bytes.withLock { $0 = lines.byteCount }
    }
    SampleScope.emit(10, to: emitter)
    return bytes.withLock { $0 }
  }

  private static let foundation = {
    let encoder = JSONEncoder()
    let line = SampleScope.Line()
    return Contender("JSONEncoder", calls: 2_000) {
      for _ in 0..<$0 { _ = try? encoder.encode(line) }
    }
  }()

  private func oneEach(_ bytes: Int) -> Contender {
    let (descriptor, port) = (receiver.sender, receiver.port)
    let line = [UInt8](repeating: UInt8(ascii: "x"), count: bytes)
    return Contender("one sendto a scope", calls: 10_000) { calls in
      line.withUnsafeBytes {
        for _ in 0..<calls { _ = probe_send(descriptor, port, $0.baseAddress, $0.count) }
      }
    }
  }
}
