import Testing

@testable import stats_top_bench

@Suite("How costs grow")
struct GrowthTests {
  @Test(
    "the exponent is 0 for a cost that stays, 1 for one that goes with the size, 2 for its square",
    arguments: [
      ([5.0, 5, 5], 0.0), ([1, 10, 100], 1), ([3, 300, 30_000], 2), ([8, 4, 2], -0.30103),
      ([1, 1, 100], 1),
    ] as [([Double], Double)])
  func exponents(costs: [Double], exponent: Double) {
    #expect(abs(Growth.exponent(of: costs, at: [20, 200, 2_000]) - exponent) < 1e-6)
  }

  private func growth(_ runs: [[Double]], exponentMax: Double?) -> Growth {
    Growth(
      what: "frame", by: "series", sizes: [100, 1_000, 10_000], unit: "ms", runs: runs,
      exponentMax: exponentMax)
  }

  @Test("the median run of each size counts, and the row is met up to the largest exponent")
  func rows() {
    let runs: [[Double]] = [[9, 1, 1], [10, 10, 0], [100, 100, 100]]
    #expect(
      growth(runs, exponentMax: 1.1).cells == [
        "frame, by series: 100 / 1,000 / 10,000", "1 ms", "10 ms", "100 ms", "1", "1.1", "yes",
      ])
    #expect(growth(runs, exponentMax: 0.9).cells.last == "NO")
    #expect(growth(runs, exponentMax: nil).cells.suffix(2) == ["–", "–"])
  }
}
