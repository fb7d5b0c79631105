import Foundation
import Testing

/// Reports over several files, compressed or not.
@Suite("Reports over files")
struct ReportFilesTests {
  private let folder: TemporaryFolder
  private let parts: [String]

  init() throws {
    folder = try TemporaryFolder()
    var generator = RecordingGenerator(seed: 11)
    parts = (0..<3).map { _ in generator.lines(700) }
  }

  private func report(_ arguments: [String], input: String = "") throws -> String {
    let run = try runProgram(["report", "--format", "json"] + arguments, input: input)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.isEmpty)
    return run.output
  }

  /// What a system's tool makes of a text, as a file.
  private func packed(_ text: String, by tool: String, name: String = UUID().uuidString) throws
    -> String
  {
    let (plain, packed) = (folder.file(UUID().uuidString, text), folder.url.appending(path: name))
    let run = try Command("sh", ["-c", "\(tool) -c <\"$0\" >\"$1\"", plain.path, packed.path])
    #expect(run.status == 0, "\(run.errors)")
    return packed.path
  }

  @Test(
    "a report over several files is that over all their lines in one",
    arguments: [
      [], ["--group-by", "host"], ["--filter", "type=redis dur>1s"], ["--sort", "total"],
      ["--filter", "error", "--group-by", "n,host", "--sort", "count", "--limit", "3"],
    ])
  func concatenation(options: [String]) throws {
    defer { folder.remove() }
    let whole = try report([folder.file("all", parts.joined()).path] + options)
    let files = parts.map { folder.file(UUID().uuidString, $0).path }
    #expect(try report(files + options) == whole)
    #expect(try report([files[0], "-", files[2]] + options, input: parts[1]) == whole)
    #expect(try report(["-"] + options, input: parts.joined()) == whole)
  }

  @Test("a file whose last line lacks its end does not run into the next file")
  func lastLine() throws {
    defer { folder.remove() }
    let files = [#"{"scope":"a","dur":1}"#, #"{"scope":"b","dur":1}"#, "", "\n"]
      .map { folder.file(UUID().uuidString, $0).path }
    #expect(try report(files).contains(#""lines":2,"accepted":2"#))
  }

  @Test("what gzip or zstd compressed is read as what is in it, whatever it is called")
  func compressed() throws {
    defer { folder.remove() }
    let whole = try report([folder.file("all", parts.joined()).path])
    let gzip = try packed(parts[0], by: "gzip", name: "a.jsonl")
    let zstd = try packed(parts[2], by: "zstd", name: "c.gz")
    #expect(try report([gzip, folder.file("b", parts[1]).path, zstd]) == whole)
    let all = try packed(parts.joined(), by: "gzip")
    let script = """
      cat "$1" | "$0" report --format json - && "$0" report --format json - <"$1"
      """
    let run = try Command("sh", ["-c", script, Repository.program.path, all])
    #expect(run.output == whole + whole, "\(run.errors)")
  }

  @Test("archives one after the other in a file are read to the last")
  func severalArchives() throws {
    defer { folder.remove() }
    let files = try parts.map { try packed($0, by: "gzip") }
    let all = folder.url.appending(path: "all").path
    _ = try Command("sh", ["-c", "cat \"$@\" >\"$0\"", all] + files)
    #expect(try report([all]) == report([folder.file("plain", parts.joined()).path]))
  }

  @Test("zeros behind an archive, which gzip warns of, change nothing")
  func trailingZeros() throws {
    defer { folder.remove() }
    let file = try packed(parts[0], by: "gzip")
    _ = try Command("sh", ["-c", "head -c 1000 /dev/zero >>\"$0\"", file])
    #expect(try report([file]) == report([folder.file("plain", parts[0]).path]))
  }

  @Test("a broken archive is bad input, and the sentence names it", arguments: ["gzip", "zstd"])
  func broken(tool: String) throws {
    defer { folder.remove() }
    let good = folder.file("good", parts[0]).path
    let file = try packed(parts[1], by: tool, name: "broken")
    _ = try Command("sh", ["-c", "head -c 9000 \"$0\" >\"$0.cut\"", file])
    let run = try runProgram(["report", good, file + ".cut"])
    #expect(run.status == 65)
    let words = "is a broken or cut archive: it cannot be unpacked to its end.\n"
    #expect(run.errors == "\(file).cut \(words)")
    #expect(run.output.isEmpty)
    let script = "cat \"$1\" | \"$0\" report -"
    let piped = try Command("sh", ["-c", script, Repository.program.path, file + ".cut"])
    #expect(piped.status == 65)
    #expect(piped.errors.contains("standard input is a broken"), "\(piped.errors)")
  }

  @Test(
    "where the tool is missing, the sentence says what to install", arguments: ["gzip", "zstd"])
  func noTool(tool: String) throws {
    defer { folder.remove() }
    let file = try packed(parts[0], by: tool)
    let script = "PATH=/nowhere exec \"$0\" report \"$1\""
    let run = try Command("sh", ["-c", script, Repository.program.path, file])
    #expect(run.status == 69)
    #expect(run.errors.contains("install the package \(tool)."), "\(run.errors)")
  }

  @Test("of several files, the one at fault is named, before anything is read")
  func mistakes() throws {
    defer { folder.remove() }
    let good = folder.file("good", parts[0]).path
    let missing = try runProgram(["report", good, "/no/such/file"])
    #expect(missing.status == 66)
    #expect(missing.errors == "Cannot read /no/such/file: No such file or directory.\n")
    let directory = try runProgram(["report", good, folder.url.path])
    #expect(directory.status == 66)
    #expect(directory.errors == "Cannot read \(folder.url.path): Is a directory.\n")
    let wrong = folder.file("wrong", "one\ntwo\n").path
    let bad = try runProgram(["report", good, wrong, good])
    #expect(bad.status == 65)
    let sentence = "There is no scope in the 2 lines of \(wrong): the line is not a JSON object."
    #expect(bad.errors == sentence + "\n")
    let twice = try runProgram(["report", "-", "-"])
    #expect(twice.status == 64)
    #expect(twice.errors.contains("name - once"), "\(twice.errors)")
    let both = try runProgram(["report", good, "--listen", "127.0.0.1:0", "--for", "1s"])
    #expect(both.status == 64)
  }

  @Test("a line longer than any block is one rejected line, wherever it is", arguments: 1...2)
  func longLines(jobs: Int) throws {
    defer { folder.remove() }
    let filling = String(repeating: "x", count: 600_000)
    let long = #"{"scope":"long","dur":1,"id":"\#(filling)"}"# + "\n"
    let short = #"{"scope":"short","dur":1}"# + "\n"
    let many = String(repeating: short, count: 20_000)
    let texts = [
      long + short, short + long, short + long + many + long + many, String(long.dropLast()),
    ]
    for text in texts {
      let file = folder.file(UUID().uuidString, short + text)
      let output = try report([file.path, file.path, "--jobs", "\(jobs)"])
      let lines = text.split(separator: "\n").map(\.utf8.count)
      let (cut, whole) = (lines.count { $0 > 65_535 } * 2, lines.count { $0 < 100 } * 2 + 2)
      let expected = #""accepted":\#(whole),"rejected":{"cut":\#(cut)}"#
      #expect(output.contains(expected), "\(output.suffix(200))")
    }
  }
}
