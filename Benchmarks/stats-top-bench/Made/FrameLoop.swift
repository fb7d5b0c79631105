import Dashboard
import Intake
import Store
import TextUI

/// The program's main loop without sockets and terminal: scopes come in, the clock moves on, a
/// frame of 120×40 is drawn. Only the main thread's part is measured; the clock is made up.
struct FrameLoop: ~Copyable {
  private static let size = Size(rows: 40, columns: 120)

  private var traffic: Traffic
  private var intake = LineIntake(seed: 7)
  private var now = Timestamp(seconds: 1_763_800_000)
  private var model: Model

  init(_ traffic: Traffic, memoryBytes: Int, query: Query = Query()) {
    self.traffic = traffic
    model = Model(options: Options(memoryBytes: memoryBytes, query: query), now: now)
    _ = model.update(.resized(Self.size))
  }

  /// Milliseconds to take a batch of scopes in, to bring the figures up to date, and to draw them.
  ///
  /// - Parameter interval: how far the clock moves on to the next frame.
  mutating func frame(every interval: Duration) -> Double {
    let deliveries = traffic.deliveries(through: &intake, at: now)
    let taken = Stopwatch.milliseconds {
      _ = model.update(.delivered(deliveries))
      _ = model.update(.tick(now))
      draw()
    }
    now = now.advanced(by: interval)
    return taken
  }

  /// Milliseconds from a key to its screen.
  mutating func press(_ key: Key) -> Double {
    Stopwatch.milliseconds {
      _ = model.update(.key(key))
      draw()
    }
  }

  private func draw() {
    var screen = Screen(size: Self.size)
    model.draw(into: &screen)
  }
}
