import Testing

@testable import stats_top_bench

/// What the library's bench has measured, as rows of the table.
@Suite("Rows of the library's bench")
struct LibraryRowTests {
  private func cells(_ line: String) throws -> [String] {
    Measurement(try #require(LibraryRow.rows(in: line).first)).cells
  }

  @Test("medians count, beside every yardstick, and the ratio is to the first one")
  func medians() throws {
    let line = """
      {"what":"incr","unit":"ns","runs":[90,14.04,13.9,14,2],"allocations":0.00002,"target":25,\
      "yardsticks":[{"name":"counter","runs":[60,70,1]},{"name":"Python","runs":[14956.4]}]}
      """
    #expect(
      try cells(line) == [
        "incr", "14 ns, 0 allocs", "counter 60 ns, Python 14,956 ns", "4.29 ×", "≤ 25 ns", "yes",
      ])
  }

  @Test(
    "a row is met when both its time and its allocations are",
    arguments: [
      (250.0, 0.0, "yes"), (251, 0, "NO"), (161, 1, "NO"), (161, 0.001, "yes"),
    ])
  func targets(nanoseconds: Double, allocations: Double, met: String) throws {
    let line = """
      {"what":"encode","unit":"ns","runs":[\(nanoseconds)],"allocations":\(allocations),\
      "target":250,"allocationsMax":0,"yardsticks":[]}
      """
    let cells = try cells(line)
    #expect(cells[4] == "≤ 250 ns, 0 allocs")
    #expect(cells[5] == met)
  }

  @Test("without target, yardstick and count of allocations nothing is claimed")
  func bare() throws {
    let line = #"{"what":"nested","unit":"ns","runs":[919.4],"yardsticks":[]}"#
    #expect(try cells(line) == ["nested", "919 ns", "–", "–", "–", "–"])
  }

  @Test(
    "figures have three digits or so",
    arguments: [
      (0, "0"), (0.35, "0.35"), (13.94, "13.9"), (2, "2"), (504.4, "504"), (999.7, "1,000"),
      (1_062, "1,062"), (20_500, "20,500"), (-0.001, "0"),
    ])
  func figures(number: Double, text: String) { #expect(Figure.text(number) == text) }
}
