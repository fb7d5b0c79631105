import CProbe
import Foundation

/// Measures the library, each figure beside its yardsticks, and prints a line of JSON for each.
///
///     library-bench [--python INTERPRETER SCRIPT] [--full]
///
/// `make bench` reads them into its table.
@main
struct LibraryBench {
  static func main() {
    do {
      try measure(CommandLine.arguments)
    } catch {
      FileHandle.standardError.write(Data("library-bench: \(error)\n".utf8))
      exit(70)
    }
  }

  private static func measure(_ arguments: [String]) throws {
    try checkProbe()
    let isFull = arguments.contains("--full")
    // An odd number has a median of its own.
    let runs = isFull ? 15 : 7
    let receiver = try Receiver()
    var python = PythonYardsticks()
    if let index = arguments.firstIndex(of: "--python"), index + 2 < arguments.count {
      python = try PythonYardsticks(
        interpreter: arguments[index + 1], script: arguments[index + 2], runs: runs,
        port: receiver.port)
    }
    let contest = Contest(runs: runs, python: python)
    let growth = GrowthRow(scopes: isFull ? 10_000_000 : 1_000_000)
    try print(CallRows(contest: contest).rows())
    try print(RecordRows(contest: contest).rows())
    try print(EncodeRows(contest: contest, receiver: receiver).rows())
    try print([growth.row()])
    guard receiver.received > 0 else {
      throw BenchError(description: "No datagram has come: what was sent went nowhere.")
    }
  }

  private static func print(_ rows: [Row]) throws {
    for row in rows { Swift.print(String(decoding: try JSONEncoder().encode(row), as: UTF8.self)) }
  }

  /// A count of allocations that says 0 to everything would be worse than none.
  private static func checkProbe() throws {
    var kept: [[Int]] = []
    kept.reserveCapacity(100)
    let count = Contender.allocations { for size in 1...100 { kept.append(Array(0..<size)) } }
    if let count, count < UInt64(kept.count) {
      throw BenchError(description: "Of 100 allocations \(count) were counted.")
    }
  }
}
