import Foundation
import Testing

@testable import stats_top_bench

@Suite("The table of the bench")
struct ReportTests {
  private let row = stats_top_bench.Measurement(
    what: "decode", ours: "262 ns", yardstick: "JSONDecoder 22,000 ns", ratio: 83.97,
    target: "≤ 320 ns", isMet: true, runs: [Runs("ours", "ns", [263, 262, 250])])

  @Test("a row is what, ours, yardstick, ratio, target, and whether it is met")
  func cells() {
    #expect(
      row.cells == ["decode", "262 ns", "JSONDecoder 22,000 ns", "84 ×", "≤ 320 ns", "yes"])
  }

  @Test("a figure that misses its target says what load the machine was under")
  func miss() {
    var row = row
    row.isMet = false
    row.load = 3.2
    #expect(row.cells[5] == "NO, load 3.2")
    row.isMet = true
    #expect(row.cells[5] == "yes")
  }

  @Test("a cell that is longer than its column is still apart from the next one")
  func padding() {
    #expect(Report.text(["ab", "c", "d"], [5, 1]) == "ab   c  d")
    #expect(Report.text(["abcdefg", "c", "d"], [5, 1]) == "abcdefg  c  d")
  }

  @Test("as JSON there are the machine, every row with every single run, and growth")
  func json() throws {
    var report = Report(machine: Machine(swift: "Swift 6"), isJSON: true)
    report.add(row)
    report.add(
      Growth(
        what: "frame", by: "series", sizes: [1, 10, 100], unit: "ms",
        runs: [[1, 1, 1], [2, 2, 2], [4, 4, 4]], exponentMax: 1.1))
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(report.json.utf8)) as? [String: Any])
    #expect(Set(json.keys) == ["machine", "rows", "growth"])
    let machine = try #require(json["machine"] as? [String: Any])
    #expect(machine["swift"] as? String == "Swift 6")
    #expect(machine["cores"] as? Int ?? 0 > 0)
    let rows = try #require(json["rows"] as? [[String: Any]])
    #expect(rows.count == 1)
    #expect(rows[0]["ratio"] as? Double == 83.97)
    #expect(rows[0]["isMet"] as? Bool == true)
    let runs = try #require(rows[0]["runs"] as? [[String: Any]])
    #expect(runs[0]["figures"] as? [Double] == [263, 262, 250])
    let growth = try #require(json["growth"] as? [[String: Any]])
    #expect(growth[0]["costs"] as? [Double] == [1, 2, 4])
  }

  @Test("every row is kept with its runs, a line of JSON each")
  func kept() throws {
    let pipe = Pipe()
    var report = Report(
      machine: Machine(swift: "Swift 6"), isJSON: true, keeping: pipe.fileHandleForWriting)
    report.add(row)
    report.add(row)
    try pipe.fileHandleForWriting.close()
    let lines = pipe.fileHandleForReading.readDataToEndOfFile().split(separator: UInt8(ascii: "\n"))
    try #require(lines.count == 2)
    let read = try JSONDecoder().decode(stats_top_bench.Measurement.self, from: lines[1])
    #expect(read.runs == row.runs)
  }

  @Test(
    "the processor is named as the system names it",
    arguments: [
      (
        "processor\t: 0\nmodel name\t: Some CPU: v2 @ 2.1\nmodel name\t: other",
        "Some CPU: v2 @ 2.1"
      ),
      ("", "unknown processor"),
    ])
  func processor(text: String, name: String) {
    #expect(Machine.processorName(in: text) == name)
  }
}
