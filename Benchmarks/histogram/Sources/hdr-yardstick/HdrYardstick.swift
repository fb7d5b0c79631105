import Foundation
import Histogram

/// Measures HdrHistogram for Swift on the durations that stats-top's own histogram is measured on,
/// and prints every run as JSON: `{"record":[7.2,…],"percentiles":[45000,…]}`, in nanoseconds.
///
///     hdr-yardstick RUNS
@main
struct HdrYardstick {
  private static let rounds = 100
  private static let readings = 200

  static func main() throws {
    let runs = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 5
    let durations = makeDurations()
    var figures: [String: [Double]] = ["record": [], "percentiles": []]
    for _ in 0..<max(1, runs) {
      // Two digits are what an error of one per cent takes; an hour in nanoseconds is the longest.
      var histogram = Histogram<UInt64>(
        lowestDiscernibleValue: 1, highestTrackableValue: 3_600_000_000_000,
        numberOfSignificantValueDigits: .two)
      figures["record"]?.append(
        nanoseconds(a: rounds * durations.count) {
          for _ in 0..<rounds { for duration in durations { histogram.record(duration) } }
        })
      var sum: UInt64 = 0
      figures["percentiles"]?.append(
        nanoseconds(a: readings) {
          for _ in 0..<readings {
            sum &+= histogram.valueAtPercentile(50)
            sum &+= histogram.valueAtPercentile(90)
            sum &+= histogram.valueAtPercentile(99)
          }
        })
      precondition(sum > 0, "BUG: nothing was recorded")
    }
    print(String(decoding: try JSONEncoder().encode(figures), as: UTF8.self))
  }

  /// The same as `HistogramBench` makes.
  private static func makeDurations() -> [UInt64] {
    var random: UInt64 = 88
    return (0..<65_536).map { _ in
      random &+= 0x9E37_79B9_7F4A_7C15
      var mixed = (random ^ random >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      let root = (mixed ^ mixed >> 31) >> 33 & 1_023
      return 200_000 + root * root * 20
    }
  }

  private static func nanoseconds(a count: Int, _ body: () -> Void) -> Double {
    let start = now
    body()
    return (now - start) / Double(count)
  }

  /// Nanoseconds of processor time of this thread.
  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }
}
