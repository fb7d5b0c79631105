import Dashboard
import Intake
import Store
import TextUI

/// What a frame costs at 120×40, 10,000 series, a window of a minute, 200,000 scopes/s coming in; and
/// how long a key takes then to change the screen.
///
/// Measured when figures have settled: as many scopes leave the window as come in. Once with the
/// memory that it has unless told, which holds some twenty seconds of that; and once with room for the
/// window and the one before it, where each full second moves 200,000 scopes on.
struct FrameBench {
  private static let series = 10_000
  private static let scopesPerFrame = 50_000
  private static let framesPerSecond = 4
  private static let size = Size(rows: 40, columns: 120)
  private static let keys: [Key] = [
    .down, .character(">"), .pageDown, .character("<"), .end, .character("I"), .home, .enter,
    .escape,
  ]

  func measurements() -> [Measurement] {
    let traffic = Traffic(
      series: Self.series, scopesPerBatch: Self.scopesPerFrame, batches: 8)
    return rows("256 MiB", run(traffic, memoryBytes: 256 << 20, warm: 140, measured: 200))
      + rows("2 minutes held", run(traffic, memoryBytes: 4 << 30, warm: 500, measured: 200))
  }

  private func rows(_ what: String, _ times: (frames: [Double], keys: [Double])) -> [Measurement] {
    let (frame, key) = (p99(times.frames), p99(times.keys))
    return [
      Measurement(
        what: "frame, 10,000 series, 200 k scopes/s, \(what)",
        ours: "p99 \(tenths(frame)) ms, median \(tenths(times.frames.median))",
        yardstick: "60 frames/s: 16 ms", ratio: 16 / frame, target: "p99 ≤ 16 ms",
        isMet: frame <= 16),
      Measurement(
        what: "key to changed screen then, \(what)", ours: "p99 \(tenths(key)) ms",
        yardstick: "what seems at once: 50 ms", ratio: 50 / key, target: "p99 ≤ 50 ms",
        isMet: key <= 50),
    ]
  }

  /// Milliseconds a frame: taking the new chunks in, bringing the ranking up to date, drawing. And
  /// milliseconds from a key to its screen, when the key comes as a frame begins.
  private func run(
    _ traffic: Traffic, memoryBytes: Int, warm: Int, measured: Int
  ) -> (frames: [Double], keys: [Double]) {
    var traffic = traffic
    var intake = LineIntake(seed: 7)
    var now = Timestamp(seconds: 1_763_800_000)
    var model = Model(options: Options(memoryBytes: memoryBytes), now: now)
    _ = model.update(.resized(Self.size))
    var (frames, keys) = ([Double](), [Double]())
    func frame() -> Double {
      let deliveries = traffic.deliveries(through: &intake, at: now)
      let taken = milliseconds {
        _ = model.update(.delivered(deliveries))
        _ = model.update(.tick(now))
        draw(model)
      }
      now = now.advanced(by: .milliseconds(1_000 / Self.framesPerSecond))
      return taken
    }
    for _ in 0..<warm { _ = frame() }
    for _ in 0..<measured { frames.append(frame()) }
    for number in 0..<measured {
      let taken = frame()
      let pressed = milliseconds {
        _ = model.update(.key(Self.keys[number % Self.keys.count]))
        draw(model)
      }
      keys.append(taken + pressed)
    }
    return (frames, keys)
  }

  private func draw(_ model: Model) {
    var screen = Screen(size: Self.size)
    model.draw(into: &screen)
  }

  private func milliseconds(_ body: () -> Void) -> Double {
    let start = ContinuousClock.now
    body()
    return (ContinuousClock.now - start) / .milliseconds(1)
  }

  private func p99(_ times: [Double]) -> Double { times.sorted()[times.count * 99 / 100] }
  private func tenths(_ number: Double) -> Double { (number * 10).rounded() / 10 }
}
