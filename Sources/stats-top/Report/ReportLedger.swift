import Intake

/// What is told of the blocks of a report in their order, whoever took them: the totals, those of each
/// file, and how far it has come.
struct ReportLedger: ~Copyable, Sendable {
  /// What became of the lines of one file.
  struct FileTally: Sendable {
    var accepted: UInt64 = 0
    var rejected: [LineRejection: UInt64] = [:]

    var rejectedCount: UInt64 { rejected.values.reduce(0, +) }
  }

  private var intake: IntakeLedger
  /// Of each file that had a line, by its number.
  private(set) var files: [Int: FileTally] = [:]
  private var progress: ProgressLine?
  private let start = ContinuousClock.now

  /// - Parameters:
  ///   - seed: that of the workers' intakes.
  ///   - progress: where somebody watches.
  init(limits: Limits, seed: UInt64, progress: ProgressLine?) {
    intake = IntakeLedger(limits: limits, seed: seed)
    self.progress = progress
  }

  /// Takes what an intake counted of a block.
  mutating func settle(
    _ part: inout LineIntake, _ block: LineStream.Block, _ bytes: RawSpan, at now: Timestamp
  ) {
    let before = tally
    intake.settle(&part, block: bytes, at: now)
    let after = tally
    var file = files[block.file] ?? FileTally()
    file.accepted += after.accepted - before.accepted
    for (reason, count) in after.rejected {
      let more = count - before.rejected[reason, default: 0]
      if more > 0 { file.rejected[reason, default: 0] += more }
    }
    files[block.file] = file
    showProgress(block)
  }

  /// The lines so far.
  private var tally: FileTally {
    var tally = FileTally(accepted: intake.accepted)
    for reason in LineRejection.allCases {
      let count = intake.count(of: reason)
      if count > 0 { tally.rejected[reason] = count }
    }
    return tally
  }

  private mutating func showProgress(_ block: LineStream.Block) {
    let text = progress?.text(
      bytes: block.position, lines: intake.accepted, at: ContinuousClock.now - start)
    if let text { System.show(text) }
  }

  /// Takes the progress from the screen, so that something else can be said.
  mutating func endProgress() {
    if let text = progress?.erased() { System.show(text) }
    progress = nil
  }

  func makeTally() -> IntakeTally { intake.makeTally(at: System.now) }
}
