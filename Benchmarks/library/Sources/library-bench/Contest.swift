/// Measures the library and its yardsticks in turn, so that all of them see the same machine.
struct Contest {
  /// Runs of each; an odd number has a median of its own.
  let runs: Int
  let python: PythonYardsticks

  /// - Parameters:
  ///   - beside: yardsticks measured here.
  ///   - python: a yardstick that was measured by Python a moment ago, by its name there.
  func row(
    _ what: String, target: Double? = nil, allocationsMax: Double? = nil, _ ours: Contender,
    beside yardsticks: [Contender], python names: [String] = []
  ) -> Row {
    let all = [ours] + yardsticks
    for contender in all { contender.warmUp() }
    var times: [[Double]] = all.map { _ in [] }
    for _ in 0..<runs {
      for (index, contender) in all.enumerated() { times[index].append(contender.nanoseconds()) }
    }
    let measured = zip(yardsticks, times.dropFirst()).map {
      Row.Yardstick(name: $0.name, runs: $1)
    }
    return Row(
      what: what, runs: times[0], allocations: ours.allocations(),
      yardsticks: measured + names.compactMap { python[$0] }, target: target,
      allocationsMax: allocationsMax)
  }
}
