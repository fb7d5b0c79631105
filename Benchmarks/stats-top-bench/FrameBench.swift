import Dashboard
import Foundation
import Intake
import Store
import TextUI

/// What a frame costs at 120×40: 10,000 series, a window of a minute, 200,000 scopes/s coming in.
struct FrameBench {
  private static let series = 10_000
  private static let scopesPerFrame = 50_000
  private static let framesPerSecond = 4

  func measurements() -> [Measurement] {
    var times = frames(warm: 80, measured: 160)
    times.sort()
    let p99 = times[times.count * 99 / 100]
    return [
      Measurement(
        what: "frame at 120×40, 10,000 series, 200 k scopes/s",
        ours: "p99 \(tenths(p99)) ms", yardstick: "60 frames/s: 16 ms", ratio: 16 / p99,
        target: "p99 ≤ 16 ms", isMet: p99 <= 16)
    ]
  }

  /// Milliseconds a frame: taking the new chunks in, bringing the ranking up to date, drawing.
  private func frames(warm: Int, measured: Int) -> [Double] {
    var intake = LineIntake(seed: 7)
    var now = Timestamp(seconds: 1_763_800_000)
    var model = Model(options: Options(memoryBytes: 1 << 30), now: now)
    var screen = Screen(size: Size(rows: 40, columns: 120))
    _ = model.update(.resized(screen.size))
    var next = 0
    var times: [Double] = []
    for frame in 0..<(warm + measured) {
      let deliveries = makeDeliveries(&intake, from: &next, at: now)
      let start = ContinuousClock.now
      _ = model.update(.delivered(deliveries))
      _ = model.update(.tick(now))
      screen = Screen(size: screen.size)
      model.draw(into: &screen)
      let taken = ContinuousClock.now - start
      if frame >= warm { times.append(taken / .milliseconds(1)) }
      now = now.advanced(by: .milliseconds(1_000 / Self.framesPerSecond))
    }
    return times
  }

  private func makeDeliveries(
    _ intake: inout LineIntake, from next: inout Int, at now: Timestamp
  ) -> [Delivery] {
    var deliveries: [Delivery] = []
    var lines: [UInt8] = []
    for index in 0..<Self.scopesPerFrame {
      let number = next % Self.series
      next += 1
      // Durations of a series spread over a factor of ten.
      let microseconds = 200 + (number % 977) * 90 + (next &* 7_919 % 1_000) * 40
      lines +=
        """
        {"scope":"GET /route/\(number)","dur":0.\(String(1_000_000 + microseconds).dropFirst()),\
        "tags":{"host":"web-\(number % 3)"},"counters":{"db.queries":3},\
        "timers":{"db.query":{"count":3,"total_dur":0.0001}}}\n
        """.utf8
      if lines.count > 32_000 || index == Self.scopesPerFrame - 1 {
        intake.take(datagram: lines.span.bytes, from: "bench", at: now)
        lines.removeAll(keepingCapacity: true)
        if intake.openRows >= 16_384 { deliveries.append(intake.seal()) }
      }
    }
    deliveries.append(intake.seal())
    return deliveries
  }

  private func tenths(_ number: Double) -> Double { (number * 10).rounded() / 10 }
}
