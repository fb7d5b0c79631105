import Foundation
import Testing

@testable import stats_top_bench

@Suite("Answers of programs about one recording")
struct ScopeAnswerTests {
  private static let answer = ScopeAnswer(
    scope: "GET /a", count: 3, total: 0.5, p50: 0.1, p90: 0.2, p99: 0.2, rows: 7)

  private func changed(_ change: (inout ScopeAnswer) -> Void) -> [ScopeAnswer] {
    var answer = Self.answer
    change(&answer)
    return [answer]
  }

  @Test("sums in another order and percentiles within one per cent are the same answer")
  func near() {
    let others = changed {
      $0.total *= 1 + 9e-10
      $0.p50 *= 1.009
      $0.p99 *= 0.991
    }
    #expect([Self.answer].difference(from: others) == nil)
  }

  @Test("names may come in any order")
  func order() {
    let other = ScopeAnswer(
      scope: "GET /b", count: 1, total: 1, p50: 1, p90: 1, p99: 1, rows: 0)
    #expect([Self.answer, other].difference(from: [other, Self.answer]) == nil)
  }

  @Test("a count, a sum, a percentile or a name that is not the same is told")
  func differences() {
    func difference(_ change: (inout ScopeAnswer) -> Void) -> String? {
      [Self.answer].difference(from: changed(change))
    }
    #expect(difference { $0.count = 4 } == "GET /a: count 3, not 4")
    #expect(difference { $0.total *= 1 + 2e-9 }?.hasPrefix("GET /a: total") == true)
    #expect(difference { $0.rows = 8 } == "GET /a: rows 7.0, not 8.0")
    #expect(difference { $0.p90 = 0.203 } == "GET /a: p90 0.2, not 0.203")
    #expect(difference { $0.p50 = 0.098 } == "GET /a: p50 0.1, not 0.098")
    #expect(difference { $0.scope = "GET /b" } == "GET /a: not there")
    #expect([Self.answer].difference(from: []) == "1 names, not 0")
  }

  @Test(
    "every program's answer is read",
    arguments: [
      (AnswerFormat.rows, #"[["GET /a",3,0.5,0.1,0.2,0.2,7]]"#),
      (.timedRows, #"{"seconds":1.5,"answers":[["GET /a",3,0.5,0.1,0.2,0.2,7]]}"#),
      (
        .miller,
        """
        [{"scope":"GET /a","dur_count":3,"dur_sum":0.5,"dur_p49.99":0.1,"dur_p89.99":0.2,"dur_p98.99":0.2,\
        "counters.rows_count":3,"counters.rows_sum":7}]
        """
      ),
      (
        .report,
        """
        {"scopes":[{"scope":"GET /a","count":3,"p50":0.1,"p90":0.2,"p99":0.2,"total":0.5,\
        "counters":[{"key":"hits","sum":1},{"key":"rows","sum":7}]}]}
        """
      ),
    ])
  func formats(format: AnswerFormat, text: String) throws {
    let (answers, seconds) = try format.read(Data(text.utf8))
    #expect(answers == [Self.answer])
    #expect(seconds == (format == .timedRows ? 1.5 : nil))
  }

  @Test("a row that lacks a figure is no answer, and the program is not taken to agree")
  func unreadable() {
    #expect(throws: UnreadableAnswer.self) {
      try AnswerFormat.rows.read(Data(#"[["GET /a",3,0.5]]"#.utf8))
    }
  }
}
