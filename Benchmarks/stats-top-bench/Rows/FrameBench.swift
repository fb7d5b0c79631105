import Dashboard
import TextUI

/// What a frame costs at 120×40, 10,000 series, a window of a minute, 200,000 scopes/s coming in;
/// and how long a key takes then to change the screen.
///
/// Measured when figures have settled: as many scopes leave the window as come in. Once with the
/// memory that it has unless told, which holds some twenty seconds of that; and once with room for
/// the window and the one before it, where each full second moves 200,000 scopes on.
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
    return rows("256 MiB", run(traffic, memoryBytes: 256 << 20, warm: 140))
      + rows("2 minutes held", run(traffic, memoryBytes: 4 << 30, warm: 500))
  }

  private func rows(_ what: String, _ times: (frames: [Double], keys: [Double])) -> [Measurement] {
    let (frame, key) = (p99(times.frames), p99(times.keys))
    return [
      Measurement(
        what: "frame, 10,000 series, 200 k scopes/s, \(what)",
        ours: "p99 \(Figure.text(frame)) ms, median \(Figure.text(times.frames.median))",
        yardstick: "60 frames/s: 16 ms", ratio: 16 / frame, target: "p99 ≤ 16 ms",
        isMet: frame <= 16, runs: [Runs("ours", "ms", times.frames)]),
      Measurement(
        what: "key to changed screen then, \(what)", ours: "p99 \(Figure.text(key)) ms",
        yardstick: "what seems at once: 50 ms", ratio: 50 / key, target: "p99 ≤ 50 ms",
        isMet: key <= 50, runs: [Runs("ours", "ms", times.keys)]),
    ]
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
