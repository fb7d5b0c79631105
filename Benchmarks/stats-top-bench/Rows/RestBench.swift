import CYardstick
import Datagram
import Foundation

/// What the real program costs when little happens, beside htop in the same kind of terminal: its
/// share of a core at four frames a second with 1,000 scopes/s, and how long it takes to be there.
struct RestBench {
  private static let warmUp = 3.0
  private static let refreshMilliseconds = 250
  /// Scopes are sent this many together, each so many milliseconds: 1,000 a second.
  private static let scopesPerDatagram = 3
  private static let millisecondsPerDatagram: Int32 = 3
  private static let starts = 9
  /// The two programs are watched by turns, so often, and of each the median counts: what the machine
  /// does meanwhile takes up to half as much again from one minute to the next.
  private static let turns = 3
  /// Idle processes that are started for htop to list once more: a server has some hundred, the
  /// machine of a benchmark hardly any, and htop's cost goes with them.
  private static let company = 150

  /// How long each program is watched.
  let seconds: Double

  func measurements() -> [Measurement] { [processor(), start()].compactMap(\.self) }

  private func processor() -> Measurement? {
    guard let program = TerminalProgram.statsTop, let port = freePort() else { return nil }
    let listening = ["live", "--listen", "127.0.0.1:\(port)"]
    let words = [program] + listening + ["--refresh", "\(Self.refreshMilliseconds)ms"]
    var (ours, theirs) = ([Double](), [Double]())
    for _ in 0..<Self.turns {
      guard let taken = percent(words, sendingTo: port) else { return nil }
      ours.append(taken)
      if let taken = htopPercent(sendingTo: port) { theirs.append(taken) }
    }
    let (own, htop) = (ours.median, theirs.count == Self.turns ? theirs.median : nil)
    let inCompany = withIdleProcesses(Self.company) { htopPercent(sendingTo: port) }
    let texts = [
      htop.map { "htop: \(Figure.text($0)) %" },
      inCompany.map { "\(Figure.text($0)) % with \(Self.company) more processes" },
    ].compactMap(\.self)
    return Measurement(
      what: "CPU at rest, 1,000 scopes/s, 4 frames/s", ours: "\(Figure.text(own)) % of a core",
      yardstick: texts.isEmpty ? "–" : texts.joined(separator: "; "),
      ratio: htop.map { $0 / own }, target: "no more than htop", isMet: htop.map { own <= $0 },
      runs: [
        Runs("ours", "%", ours), Runs("htop", "%", theirs),
        Runs("htop with more processes", "%", [inCompany].compactMap(\.self)),
      ])
  }

  /// What htop takes at four frames a second; nil where there is none.
  private func htopPercent(sendingTo port: UInt16) -> Double? {
    guard let htop = TerminalProgram.htop else { return nil }
    // It counts in tenths of a second, so there are 5 frames a second and 3.33, and its cost goes with
    // them.
    guard let fine = percent([htop, "-d", "2"], sendingTo: port),
      let coarse = percent([htop, "-d", "3"], sendingTo: port)
    else { return nil }
    return coarse + (fine - coarse) * (4 - 10 / 3.0) / (5 - 10 / 3.0)
  }

  /// Does something while some more processes are there that do nothing.
  private func withIdleProcesses<Result>(_ count: Int, _ body: () -> Result) -> Result {
    let idle = (0..<count).compactMap { _ in
      try? Process.run(URL(fileURLWithPath: "/bin/sleep"), arguments: ["600"])
    }
    defer {
      for process in idle { process.terminate() }
      for process in idle { process.waitUntilExit() }
    }
    return body()
  }

  /// The share of a core that a program takes while scopes are sent, whether it listens or not.
  private func percent(_ words: [String], sendingTo port: UInt16) -> Double? {
    guard let program = TerminalProgram(words),
      let address = try? DatagramAddress(parsing: "127.0.0.1:\(port)"),
      let sender = try? DatagramSender(to: address)
    else { return nil }
    var number = 0
    func send() {
      let text = (0..<Self.scopesPerDatagram).map { Self.line(number + $0) }.joined()
      number += Self.scopesPerDatagram
      _ = sender.send(Array(text.utf8).span.bytes)
    }
    let each = (Self.millisecondsPerDatagram, send)
    _ = program.count(for: Self.warmUp, each: each)
    guard let before = program.processorSeconds else { return nil }
    let start = ContinuousClock.now
    _ = program.count(for: seconds, each: each)
    let taken = (ContinuousClock.now - start) / .seconds(1)
    return program.processorSeconds.map { ($0 - before) / taken * 100 }
  }

  private static func line(_ number: Int) -> String {
    SampleLine.text
      .replacing("GET /users", with: "GET /users/\(number % 40)")
      .replacing("\"end\":1763800000.123,", with: "")
      .replacing("0.01234", with: "0.0\(1_000 + number * 7_919 % 9_000)") + "\n"
  }

  private func start() -> Measurement? {
    guard let program = TerminalProgram.statsTop else { return nil }
    // The last word of each one's last row.
    guard
      let ours = toFirstFrame([program, "live", "--listen", "127.0.0.1:0"], ending: "quit")
    else { return nil }
    let theirs = TerminalProgram.htop.flatMap { toFirstFrame([$0], ending: "Quit") }
    let (start, htop) = (ours.median, theirs?.median)
    return Measurement(
      what: "start to first frame", ours: "\(Figure.text(start)) ms",
      yardstick: htop.map { "htop: \(Figure.text($0)) ms" } ?? "–", ratio: htop.map { $0 / start },
      target: "≤ 50 ms, no slower", isMet: start <= 50 && start <= htop ?? .infinity,
      runs: [Runs("ours", "ms", ours), Runs("htop", "ms", theirs ?? [])])
  }

  private func toFirstFrame(_ words: [String], ending: String) -> [Double]? {
    let times = (0..<Self.starts).compactMap { _ -> Double? in
      let start = ContinuousClock.now
      guard let program = TerminalProgram(words), program.read(until: ending, within: 5) else {
        return nil
      }
      return (ContinuousClock.now - start) / .milliseconds(1)
    }
    return times.count == Self.starts ? times : nil
  }

  private func freePort() -> UInt16? {
    var port: UInt16 = 0
    let descriptor = yardstick_open(&port)
    guard descriptor >= 0 else { return nil }
    close(descriptor)
    return port
  }
}
