import Foundation
import Testing

/// `stats-top report --fail-if`, as a script that guards a release uses it.
@Suite("Reports that fail")
struct ReportConditionTests {
  private func run(_ conditions: [String], _ more: [String] = []) throws -> Command {
    try runProgram(
      ["report", "-"] + conditions.flatMap { ["--fail-if", $0] } + more,
      input: ReportTests.lines)
  }

  @Test(
    "a condition that holds for a group fails the report, and says which group is worst",
    arguments: [
      ("p99>500ms", "p99>500ms holds for backup, whose p99 is 3.20 s."),
      ("p50 >= 200ms", "p50>=200ms holds for backup, whose p50 is 3.20 s, and for 1 more."),
      ("mean<1s", "mean<1s holds for GET /users, whose mean is 200 ms."),
      ("max<=300ms", "max<=300ms holds for GET /users, whose max is 300 ms."),
      ("p90>3s", "p90>3s holds for backup, whose p90 is 3.20 s."),
      ("total>1s", "total>1s holds for backup, whose total is 3.20 s."),
      ("above>2.5s", "above>2.5s holds for backup, whose above is 2.70 s."),
      ("count<2", "count<2 holds for backup, whose count is 1."),
      ("rate<0.2/s", "rate<0.2/s holds for backup, whose rate is 0.1/s."),
      ("rate>0.3", "rate>0.3 holds for GET /users, whose rate is 0.4/s."),
      ("errors>1", "errors>1 holds for GET /users, whose errors are 2."),
      ("errors>=50%", "errors>=50% holds for GET /users, whose errors are 50%."),
      ("share>=80%", "share>=80% holds for backup, whose share is 80%."),
    ])
  func holds(_ condition: String, _ sentence: String) throws {
    let run = try run([condition])
    #expect(run.status == 1)
    #expect(run.errors == sentence + "\n")
    #expect(run.output.contains("backup"))
  }

  @Test(
    "a condition that holds for no group changes nothing",
    arguments: ["p99>3.2s", "count<1", "errors>50%", "share>80%", "max<300ms"])
  func doesNotHold(_ condition: String) throws {
    let run = try run([condition])
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
  }

  @Test("several conditions are one sentence of those that hold")
  func several() throws {
    let run = try run(["p99>500ms", "count>100", "errors>1"], ["--group-by", "host"])
    #expect(run.status == 1)
    let users = "errors>1 holds for GET /users host=a, whose errors are 2"
    #expect(run.errors == "p99>500ms holds for backup !host, whose p99 is 3.20 s; \(users).\n")
  }

  @Test("groups past the limit count, those that the filter leaves out do not")
  func whichGroups() throws {
    #expect(try run(["errors>1"], ["--limit", "1"]).status == 1)
    #expect(try run(["errors>1"], ["--limit", "0"]).status == 1)
    #expect(try run(["errors>1"], ["--filter", "backup"]).status == 0)
  }

  @Test("the figures are those of the filter")
  func filtered() throws {
    let run = try run(["max>250ms"], ["--filter", "host=a"])
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test(
    "a condition that cannot be read is a usage error that says what is allowed",
    arguments: [
      ("p99>500", "p99 is bounded by a duration, such as p99>500ms."),
      ("p99>5%", "p99 is bounded by a duration"), ("mean>", "mean is bounded by a duration"),
      ("total>-1s", "total is bounded by a duration"),
      ("count>5s", "count is bounded by a number, such as count<100."),
      ("count>5%", "count is bounded by a number"), ("rate>5s", "rate is bounded by a number"),
      ("errors>5s", "errors is bounded by a number or a percentage"),
      ("share>0.5", "share is bounded by a percentage, such as share>20%."),
      ("p99=500ms", "one of > >= < <="), ("p99=>500ms", "one of > >= < <="),
      ("p95>500ms", "the figures are p50, p90, p99, max"), ("", "a condition is a figure"),
      ("p99", "a condition is a figure"), ("500ms<p99", "a condition is a figure"),
    ])
  func unreadable(_ condition: String, _ words: String) throws {
    let run = try run([condition])
    #expect(run.status == 64)
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test("what is listened to is held against conditions too")
  func listening() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let socket = folder.url.appending(path: "s").path
    let script = """
      "$0" report --listen "unix:$1" --for 5s --fail-if 'p99>1s' &
      report=$!
      until [ -S "$1" ]; do sleep 0.02; done
      "$0" emit slow --dur 2s --to "unix:$1"
      wait $report
      """
    let run = try Command("sh", ["-c", script, Repository.program.path, socket])
    #expect(run.status == 1)
    #expect(run.errors.contains("p99>1s holds for slow, whose p99 is 2.00 s."), "\(run.errors)")
  }
}
