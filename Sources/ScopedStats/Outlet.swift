import Datagram
import Synchronization

/// Where packed lines go.
enum Sink: Sendable {
  case socket(SocketSink)
  case closure(@Sendable (RawSpan) -> Void, payloadBytes: Int)
  case scopes(@Sendable (EmittedScope) -> Void)

  var payloadBytes: Int {
    switch self {
    case .socket(let socket): socket.sender.address.payloadBytes
    case .closure(_, let payloadBytes): payloadBytes
    case .scopes: 0
    }
  }

  func send(_ lines: RawSpan) -> Bool {
    switch self {
    case .socket(let socket):
      return socket.sender.send(lines) == .sent
    case .closure(let send, _):
      send(lines)
      return true
    case .scopes:
      return true
    }
  }
}

/// A sender that can be shared.
final class SocketSink: Sendable {
  let sender: DatagramSender

  init(to address: DatagramAddress) throws(DatagramError) {
    sender = try DatagramSender(to: address)
  }
}

/// The inside of an emitter: the datagram being packed, its running numbers, and the thread that
/// sends it when nothing else does.
///
/// Lines are encoded one at a time under the lock, into memory that is kept, so emitting allocates
/// nothing once warm. A datagram is sent under the lock too: it is one system call that does not
/// wait, and so datagrams leave in the order of their numbers.
final class Outlet: Sendable {
  /// The longest line that fits a UDP datagram.
  static let lineBytesMax = 65_507
  /// How long a line waits for others.
  static let delayMilliseconds = 100
  /// What `src`, `seq` and `dropped` take at most, with the line's end.
  private static let tailBytesMax = 96

  private struct Packing: ~Copyable {
    var line = LineWriter()
    var datagram: [UInt8] = []
    /// Lines in the datagram.
    var lines = 0
    /// The number of the last line.
    var sequence = 0
    var dropped = 0
  }

  private let sink: Sink
  private let policy: EmitPolicy
  private let payloadBytes: Int
  /// One for the life of this sender.
  private let sourceField: [UInt8]
  private let packing = Guarded(Packing())
  private let flusher: Flusher?

  init(sink: Sink, policy: EmitPolicy) {
    self.sink = sink
    self.policy = policy
    payloadBytes = sink.payloadBytes
    let source = UInt64.random(in: .min ... .max)
    sourceField = Array(#","src":"\#(String(source, radix: 36))","seq":"#.utf8)
    if case .scopes = sink { flusher = nil } else { flusher = Flusher() }
  }

  func start() {
    flusher?.start(
      every: Self.delayMilliseconds, isWaiting: { [weak self] in self?.isWaiting ?? false }
    ) { [weak self] in self?.flush() }
    LiveOutlets.add(self)
  }

  func stop() {
    flusher?.stop()
    LiveOutlets.remove(self)
    flush()
  }

  private var isWaiting: Bool { packing.withLock { $0.lines > 0 } }

  var droppedCount: Int { packing.withLock { $0.dropped } }

  var packedBytesHeld: Int { packing.withLock { $0.datagram.capacity } }

  func emit(_ scope: FinishedScope) {
    let hasFailed = scope.recording.withHeader { $0.error != nil }
    let weight = policy.weight(
      durationNanoseconds: scope.durationNanoseconds, hasFailed: hasFailed)
    guard let weight else { return }
    if case .scopes(let take) = sink {
      take(EmittedScope(scope, weight: weight))
    } else {
      emit(scope, weight: weight)
    }
  }

  private func emit(_ scope: FinishedScope, weight: Double) {
    let end = Platform.wallMicroseconds()
    let isWaiting = packing.withLock { packing in
      let isEncoded = scope.recording.withMetrics { metrics in
        scope.recording.withHeader { header in
          LineEncoder.encode(
            header, durationNanoseconds: scope.durationNanoseconds, endMicroseconds: end,
            weight: weight, &metrics, into: &packing.line,
            byteCountMax: Self.lineBytesMax - Self.tailBytesMax)
        }
      }
      if isEncoded { pack(&packing) } else { packing.dropped += 1 }
      return packing.lines > 0
    }
    if isWaiting { flusher?.arm() }
  }

  func flush() {
    packing.withLock { send(&$0) }
  }

  /// Flushes unless somebody has the lock: at the end of the process that may be a thread that will
  /// never run again.
  func flushIfFree() {
    for _ in 0..<1_000 {
      if packing.withLockIfAvailable({ send(&$0) }) != nil { return }
      Platform.yield()
    }
  }

  /// Puts the encoded line into the datagram, after sending the datagram if it would not fit.
  private func pack(_ packing: inout Packing) {
    packing.line.append(sourceField)
    packing.sequence += 1
    let sequencePosition = packing.line.count
    appendTail(&packing)
    if packing.lines > 0, packing.datagram.count + packing.line.count > payloadBytes {
      let dropped = packing.dropped
      packing.sequence -= 1
      send(&packing)
      packing.sequence += 1
      if packing.dropped != dropped {
        packing.line.truncate(to: sequencePosition)
        appendTail(&packing)
      }
    }
    packing.datagram.append(contentsOf: packing.line.bytes)
    packing.lines += 1
    if packing.datagram.count >= payloadBytes { send(&packing) }
  }

  private func appendTail(_ packing: inout Packing) {
    packing.line.append(packing.sequence)
    if packing.dropped > 0 {
      packing.line.append(#","dropped":"#)
      packing.line.append(packing.dropped)
    }
    packing.line.append("}\n")
  }

  /// Sends the datagram. Its lines' numbers are given out again if it was dropped: what was dropped
  /// here is told by `dropped`, and a gap means what got lost on the way.
  private func send(_ packing: inout Packing) {
    guard packing.lines > 0 else { return }
    if !sink.send(packing.datagram.span.bytes) {
      packing.dropped += packing.lines
      packing.sequence -= packing.lines
    }
    packing.datagram.removeAll(keepingCapacity: true)
    packing.lines = 0
  }
}
