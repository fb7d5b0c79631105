/// What the screen costs the line to the terminal: bytes a frame that the real program sends to a
/// pseudo-terminal of 120×40, beside htop's.
struct TerminalBench {
  /// The first seconds do not count: the screen is painted, and figures settle.
  private static let warmUp = 3.0
  private static let refreshMilliseconds = 500.0

  /// How long each program is listened to.
  let seconds: Double

  func measurements() -> [Measurement] {
    guard let program = TerminalProgram.statsTop else { return [] }
    let refresh = ["--refresh", "\(Int(Self.refreshMilliseconds))ms"]
    // htop counts in tenths of a second.
    let yardstick = TerminalProgram.htop.flatMap { bytesPerFrame([$0, "-d", "5"]) }
    return [
      ("bytes a frame at 120×40, nothing coming in", ["live", "--listen", "127.0.0.1:0"]),
      ("bytes a frame at 120×40, 1,000 scopes/s", ["demo", "--rate", "1000"]),
    ].compactMap { what, arguments in
      bytesPerFrame([program] + arguments + refresh).map { ours in
        Measurement(
          what: what, ours: "\(Int(ours))", yardstick: yardstick.map { "htop: \(Int($0))" } ?? "–",
          ratio: yardstick.map { $0 / max(1, ours) }, target: "no more than htop",
          isMet: yardstick.map { ours <= $0 },
          runs: [Runs("ours", "bytes", [ours])]
            + (yardstick.map { [Runs("htop", "bytes", [$0])] } ?? []))
      }
    }
  }

  /// Runs a program for a while; nil where it cannot be started.
  private func bytesPerFrame(_ words: [String]) -> Double? {
    guard let program = TerminalProgram(words) else { return nil }
    _ = program.count(for: Self.warmUp)
    let bytes = program.count(for: seconds)
    return Double(bytes) / (seconds * 1_000 / Self.refreshMilliseconds)
  }
}
