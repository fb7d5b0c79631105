import Intake
import ScopedStats
import Store

/// A report over files: how many workers there are, and what becomes of what they have.
struct ReportRun {
  let inputs: ReportInputs
  let query: Query
  let limits: Limits
  /// Whether to say how far it has come.
  let showsProgress: Bool

  /// What all workers came to together.
  struct Outcome: Sendable {
    let share: ReportShare
    let tally: IntakeTally
    /// What became of the lines of each file, by its number.
    let files: [Int: ReportLedger.FileTally]
  }

  /// Less than this is read by one worker before another one has begun.
  private static let parallelBytesMin = 16 << 20
  private static let jobsMax = 4

  init(
    _ inputs: ReportInputs, query: Query, limits: Limits = Limits(), showsProgress: Bool = false
  ) {
    self.inputs = inputs
    self.query = query
    self.limits = limits
    self.showsProgress = showsProgress
  }

  /// Reads all files.
  ///
  /// - Parameter jobs: how many workers, where not as many as there are cores and it pays.
  func read(jobs: Int? = nil) throws(InputFailure) -> Outcome {
    let jobs = jobs ?? standardJobs
    guard jobs > 1, inputs.isRepeatable else { return try readOnce(jobs: 1) }
    let outcome = try readOnce(jobs: jobs)
    // Where names do not fit the limits, which of them are left out depends on their order: there is
    // one right answer, that of a single intake.
    guard outcome.tally.folded.count > 0 || outcome.share.exceeds(limits) else { return outcome }
    inputs.rewind()
    return try readOnce(jobs: 1)
  }

  private var standardJobs: Int {
    (inputs.byteCount ?? 0) < Self.parallelBytesMin ? 1 : min(System.coreCount, Self.jobsMax)
  }

  private func readOnce(jobs: Int) throws(InputFailure) -> Outcome {
    let seed = UInt64.random(in: .min ... .max)
    let progress = showsProgress ? ProgressLine(total: inputs.byteCount) : nil
    let ledger = Turnstile(ReportLedger(limits: limits, seed: seed, progress: progress))
    let stream = LineStream(inputs.paths)
    let query = query
    let limits = limits
    let shares = Crew.run(jobs) {
      var worker = ReportWorker(query: query, limits: limits, seed: seed)
      return worker.run(stream, ledger)
    }
    ledger.afterAll { $0.endProgress() }
    if let failure = stream.failure { throw failure }
    var all = shares[0]
    for share in shares.dropFirst() { all.add(share) }
    return ledger.afterAll { Outcome(share: all, tally: $0.makeTally(), files: $0.files) }
  }
}

extension ReportRun.Outcome {
  /// Sees to it that there is a scope in each file that has lines: it is a wrong file else.
  func checkFiles(_ paths: [String]) throws(InputFailure) {
    for (index, path) in paths.enumerated() {
      guard let file = files[index], file.accepted == 0, file.rejectedCount > 0 else { continue }
      let reasons = LineRejection.allCases.filter { file.rejected[$0] != nil }
      throw .noScope(
        InputFailure.name(of: path), file.rejectedCount,
        reasons.map(\.explanation).joined(separator: "; "))
    }
  }
}

/// A few threads at one work.
private enum Crew {
  /// Does something on this thread and on so many others that there are as many as asked for, or as
  /// are to be had. Returns what each came to.
  static func run<Result: Sendable>(
    _ count: Int, _ work: @escaping @Sendable () -> Result
  ) -> [Result] {
    let results = Results<Result>()
    spread(count) { results.add(work()) }
    return results.all
  }

  private static func spread(_ count: Int, _ body: @escaping @Sendable () -> Void) {
    guard count > 1, let thread = try? Thread(body) else { return body() }
    spread(count - 1, body)
    thread.join()
  }

  private final class Results<Result: Sendable>: Sendable {
    private let list = Guarded<[Result]>([])
    func add(_ result: Result) { list.withLock { $0.append(result) } }
    var all: [Result] { list.withLock { $0 } }
  }
}
