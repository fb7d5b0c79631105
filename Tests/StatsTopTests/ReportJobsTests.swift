import Foundation
import Testing

@testable import Intake
@testable import Store
@testable import stats_top

@Suite("Reports by several workers")
struct ReportJobsTests {
  @Test("one worker and several write the same report, byte for byte", arguments: [1, 2, 3, 4])
  func sameBytes(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    var generator = RecordingGenerator(seed: seed)
    let files = [3_000, 10, 9_000].map { count in
      folder.file(UUID().uuidString, generator.lines(count)).path
    }
    let queries = [
      [], ["--group-by", "host,n", "--sort", "total"], ["--filter", "type=redis dur>1s"],
      ["--sort", "errors", "--limit", "2", "--format", "csv"],
    ]
    for options in queries {
      let arguments = ["report", "--format", "json"] + files + options
      let one = try runProgram(arguments + ["--jobs", "1"])
      #expect(one.status == 0, "\(one.errors)")
      #expect(one.output.count > 100)
      for jobs in ["2", "3"] {
        let several = try runProgram(arguments + ["--jobs", jobs])
        #expect(several.output == one.output)
      }
    }
  }

  @Test("where names do not fit the limits, several workers leave out those that one does")
  func folding() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let lines = (0..<30_000).map { number in
      let tags = #"{"n":"\#(number % 90)"}"#
      return #"{"scope":"s\#(number % 40)","dur":1,"end":\#(number),"tags":\#(tags)}"# + "\n"
    }
    let inputs = try ReportInputs([folder.file("all", lines.joined()).path])
    for strings in [10, 60, 100, 1_000] {
      var limits = Limits()
      limits.strings = strings
      let run = ReportRun(inputs, query: Query(groupBy: ["n"], window: .everything), limits: limits)
      let texts = try [1, 2, 3].map { jobs in
        let outcome = try run.read(jobs: jobs)
        #expect((outcome.tally.folded.count > 0) == (strings < 132))
        return outcome.share.report(sort: .p99, limit: nil, tally: outcome.tally).json
      }
      #expect(texts[0] == texts[1] && texts[0] == texts[2])
    }
  }

  @Test("names that only look alike are two groups, whoever read them")
  func lookAlikes() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let lines = (0..<20_000).map { number in
      let name = number % 3 == 0 ? "caf\u{E9}" : "cafe\u{301}"
      return #"{"scope":"\#(name)","dur":1,"end":\#(number),"counters":{"\#(name)":1}}"# + "\n"
    }
    let file = folder.file("all", lines.joined()).path
    for jobs in ["1", "2"] {
      let run = try runProgram(["report", file, "--format", "csv", "--jobs", jobs])
      #expect(run.output.split(separator: "\n").count == 3)
      #expect(run.output.contains(",13333,") && run.output.contains(",6667,"))
    }
  }

  @Test("what was lost and rejected has the same samples and senders")
  func samples() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    var generator = RecordingGenerator(seed: 5)
    let inputs = try ReportInputs([folder.file("all", generator.lines(12_000)).path])
    let run = ReportRun(inputs, query: Query(window: .everything))
    let tallies = try [1, 2].map { jobs in
      var tally = try run.read(jobs: jobs).tally
      // When a line was read is not the same in two runs.
      for reason in LineRejection.allCases { tally.rejected[reason]?.lastSeen = nil }
      for loss in Loss.allCases { tally.lost[loss]?.lastSeen = nil }
      tally.newer.lastSeen = nil
      return tally
    }
    #expect(tallies[0] == tallies[1])
    #expect(!tallies[0].lost.isEmpty && tallies[0].rejected.count > 2)
    #expect(tallies[0].lost[.gap]?.lastSender.hasPrefix("p") == true)
  }

  @Test("a number of workers below one is a usage error")
  func usage() throws {
    let run = try runProgram(["report", "-", "--jobs", "0"])
    #expect(run.status == 64)
    #expect(run.errors.contains("--jobs is at least 1."))
  }
}
