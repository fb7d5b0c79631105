/// Work that takes as long each time, as far as it is for the program: reads all over memory, as many
/// as a frame of 10,000 groups has. What it takes longer at times is the machine's.
struct SteadyWork {
  private static let reads = 400_000

  private let memory: [UInt8]
  private var place: UInt64 = 1
  private var sum: UInt64 = 0

  init() { memory = Array(repeating: 1, count: 64 << 20) }

  /// Milliseconds of each run.
  mutating func times(_ runs: Int) -> [Double] {
    (0..<runs).map { _ in Stopwatch.milliseconds { work() } }
  }

  private mutating func work() {
    for _ in 0..<Self.reads {
      // The multiplier and the addend of Knuth's MMIX.
      place = place &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      sum &+= UInt64(memory[Int(place >> 33) % memory.count])
    }
    precondition(sum > 0, "BUG: nothing was read")
  }
}
