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
    /// The datagram. A line is written where it will stand.
    var text = LineWriter()
    var headers = HeaderTexts()
    var clock = WallClock()
    /// Lines in the datagram.
    var lines = 0
    /// The number of the last line.
    var sequence = 0
    var dropped = 0
  }

  private let sink: Sink
  private let policy: EmitPolicy
  private let payloadBytes: Int
  /// One for the life of this sender, filled up to a multiple of sixteen bytes to be copied.
  private let sourceField: [UInt8]
  private let sourceFieldCount: Int
  private let packing = Guarded(Packing())
  private let flusher: Flusher?

  /// The most memory for lines that is kept: only a very long line needs more.
  private var keptBytesMax: Int { 2 * min(max(payloadBytes, 16_384), 1 << 28) }

  init(sink: Sink, policy: EmitPolicy) {
    self.sink = sink
    self.policy = policy
    payloadBytes = sink.payloadBytes
    let source = UInt64.random(in: .min ... .max)
    let field = Array(#","src":"\#(String(source, radix: 36))","seq":"#.utf8)
    sourceFieldCount = field.count
    sourceField = field + [UInt8](repeating: 0, count: -field.count & 15)
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

  var packedBytesHeld: Int { packing.withLock { $0.text.capacity } }

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
    let isWaiting = packing.withLock { packing in
      let lineStart = packing.text.count
      let end = packing.clock.microseconds(at: scope.endNanoseconds)
      let isEncoded = scope.recording.withMetrics { metrics in
        scope.recording.withHeader { header in
          LineEncoder.encode(
            header, durationNanoseconds: scope.durationNanoseconds, endMicroseconds: end,
            weight: weight, &metrics, &packing.headers, into: &packing.text,
            byteCountMax: Self.lineBytesMax - Self.tailBytesMax)
        }
      }
      if isEncoded { pack(&packing, from: lineStart) } else { drop(&packing) }
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

  /// Ends the line that begins at a position, after sending the lines before it if it would not fit
  /// with them.
  private func pack(_ packing: inout Packing, from lineStart: Int) {
    packing.text.write(upTo: Self.tailBytesMax) { cursor in
      sourceField.withUnsafeBufferPointer {
        if let source = $0.baseAddress { cursor.put(kept: source, count: sourceFieldCount) }
      }
    }
    let sequencePosition = packing.text.count
    appendTail(&packing)
    if packing.lines > 0, packing.text.count > payloadBytes {
      let dropped = packing.dropped
      send(&packing, upTo: lineStart)
      if packing.dropped != dropped {
        packing.text.truncate(to: sequencePosition - lineStart)
        appendTail(&packing)
      }
    }
    packing.lines += 1
    packing.sequence += 1
    if packing.text.count >= payloadBytes { send(&packing) }
  }

  /// Counts a line that cannot be written, and gives the memory back that it was tried in.
  private func drop(_ packing: inout Packing) {
    packing.dropped += 1
    if packing.lines == 0 { packing.text.clear(keeping: keptBytesMax) }
  }

  private func appendTail(_ packing: inout Packing) {
    packing.text.append(packing.sequence + 1)
    if packing.dropped > 0 {
      packing.text.append(#","dropped":"#)
      packing.text.append(packing.dropped)
    }
    packing.text.append("}\n")
  }

  /// Sends the datagram, and keeps its memory unless a very long line has made it large.
  private func send(_ packing: inout Packing) {
    guard packing.lines > 0 else { return }
    send(&packing, upTo: packing.text.count)
    packing.text.clear(keeping: keptBytesMax)
  }

  /// Sends the lines before a position. Their numbers are given out again if they were dropped: what
  /// was dropped here is told by `dropped`, and a gap means what got lost on the way.
  private func send(_ packing: inout Packing, upTo end: Int) {
    if !sink.send(UnsafeRawBufferPointer(rebasing: packing.text.bytes[..<end]).bytes) {
      packing.dropped += packing.lines
      packing.sequence -= packing.lines
    }
    packing.text.removeFirst(end)
    packing.lines = 0
  }
}
