/// One line of output: what was measured, every run of it, and what it is held against. Whoever reads
/// it takes medians and says whether the target is met.
struct Row: Encodable {
  struct Yardstick: Encodable {
    var name: String
    var runs: [Double]
  }

  var what: String
  /// Of `runs`, of the yardsticks' and of the target: `ns` a call, or `MiB`.
  var unit = "ns"
  var runs: [Double]
  /// Allocations a call, once warm; nil where they cannot be counted.
  var allocations: Double?
  var yardsticks: [Yardstick] = []
  /// In place of yardsticks, where there is nothing to compare with.
  var note: String?
  /// The most that it may be.
  var target: Double?
  /// The most allocations a call that there may be; nil where that was never said.
  var allocationsMax: Double?
}
