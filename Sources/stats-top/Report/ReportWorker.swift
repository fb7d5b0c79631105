import Intake
import Store

/// Takes blocks of a line stream until there is none left. Several can work on one stream: each has an
/// intake, names and figures of its own, and meets the others only to get a block and to settle it.
struct ReportWorker: ~Copyable {
  private var intake: LineIntake
  private var share: ReportShare

  /// More than the longest line that is taken, and little enough to stay in the core's cache.
  static let blockBytes = 1 << 18
  /// More scopes than a block can have.
  private static let blockScopes: UInt64 = 1 << 20

  /// - Parameter seed: that of the ledger.
  init(query: Query, limits: Limits, seed: UInt64) {
    intake = LineIntake(limits: limits, clock: .recorded, role: .part, seed: seed)
    share = ReportShare(query: query)
  }

  /// Works to the stream's end, and hands over what it has.
  mutating func run(_ stream: LineStream, _ ledger: Turnstile<ReportLedger>) -> ReportShare {
    var buffer = [UInt8](repeating: 0, count: Self.blockBytes)
    while let block = stream.next(into: &buffer) {
      let now = System.now
      take(
        buffer.span.bytes.extracting(0..<block.byteCount), block, from: stream.paths[block.file],
        at: now)
      ledger.pass(block.number) { ledger in
        ledger.settle(&intake, block, buffer.span.bytes.extracting(0..<block.byteCount), at: now)
      }
    }
    return share
  }

  private mutating func take(
    _ bytes: RawSpan, _ block: LineStream.Block, from path: String, at now: Timestamp
  ) {
    var taken = 0
    var position = UInt64(block.number) * Self.blockScopes
    while taken < bytes.byteCount {
      let rest = bytes.extracting(droppingFirst: taken)
      taken += intake.take(block: rest, from: path, at: now, isLast: true)
      let delivery = intake.seal()
      share.take(delivery, at: position)
      position += UInt64(delivery.chunk?.count ?? 0)
    }
  }
}
