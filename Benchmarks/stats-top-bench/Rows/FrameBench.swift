import Dashboard
import TextUI

/// What a frame costs at 120×40, 10,000 series, a window of a minute, 200,000 scopes/s coming in;
/// and how long a key takes then to change the screen.
///
/// Measured when figures have settled: as many scopes leave the window as come in. Once with the
/// memory that it has unless told, which holds some twenty seconds of that; and once with room for
/// the window and the one before it, where each full second moves 200,000 scopes on.
///
/// The same frames come twice, and of each the shorter counts: what a virtual machine does meanwhile
/// hits other frames the second time, while what is the program's own comes again. How much that is
/// shows work that takes as long each time.
struct FrameBench {
  private static let series = 10_000
  private static let scopesPerFrame = 50_000
  private static let interval = Duration.milliseconds(250)
  private static let keys: [Key] = [
    .down, .character(">"), .pageDown, .character("<"), .end, .character("I"), .home, .enter,
    .escape,
  ]

  let effort: Effort

  func measurements() -> [Measurement] {
    let traffic = Traffic(
      series: Self.series, scopesPerBatch: Self.scopesPerFrame, batches: 8)
    return rows("256 MiB", traffic, memoryBytes: 256 << 20, warm: 140)
      + rows("2 minutes held", traffic, memoryBytes: 4 << 30, warm: 500)
  }

  private func rows(
    _ what: String, _ traffic: Traffic, memoryBytes: Int, warm: Int
  ) -> [Measurement] {
    let runs = (0..<2).map { _ in run(traffic, memoryBytes: memoryBytes, warm: warm) }
    var work = SteadyWork()
    let steady = work.times(200)
    let machine =
      "the same work each time: p99 \(Figure.text(p99(steady))), median \(Figure.text(steady.median))"
    let (frames, keys) = (runs.map(\.frames), runs.map(\.keys))
    return [
      row(
        "frame, 10,000 series, 200 k scopes/s, \(what)", frames, limit: 16,
        yardstick: "60 frames/s: 16 ms; \(machine)", ["the same work": steady]),
      row(
        "key to changed screen then, \(what)", keys, limit: 50,
        yardstick: "what seems at once: 50 ms"),
    ]
  }

  private func row(
    _ what: String, _ runs: [[Double]], limit: Double, yardstick: String,
    _ others: [String: [Double]] = [:]
  ) -> Measurement {
    let shorter = zip(runs[0], runs[1]).map { min($0, $1) }
    let taken = p99(shorter)
    let single = runs.map { Figure.text(p99($0)) }.joined(separator: " and ")
    return Measurement(
      what: what,
      ours:
        "p99 \(Figure.text(taken)) ms, median \(Figure.text(shorter.median)) (p99 of one run: \(single))",
      yardstick: yardstick, ratio: limit / taken, target: "p99 ≤ \(Int(limit)) ms",
      isMet: taken <= limit,
      runs: runs.map { Runs("ours", "ms", $0) } + others.map { Runs($0.key, "ms", $0.value) })
  }

  /// Milliseconds a frame, and from a key to its screen when the key comes as a frame begins.
  private func run(_ traffic: Traffic, memoryBytes: Int, warm: Int) -> (
    frames: [Double], keys: [Double]
  ) {
    var loop = FrameLoop(traffic, memoryBytes: memoryBytes)
    for _ in 0..<warm { _ = loop.frame(every: Self.interval) }
    var (frames, keys) = ([Double](), [Double]())
    for _ in 0..<200 { frames.append(loop.frame(every: Self.interval)) }
    for number in 0..<effort(quick: 100, full: 200) {
      let taken = loop.frame(every: Self.interval)
      keys.append(taken + loop.press(Self.keys[number % Self.keys.count]))
    }
    return (frames, keys)
  }

  private func p99(_ times: [Double]) -> Double { times.sorted()[times.count * 99 / 100] }
}
