import Foundation
import Testing

/// The real program under more datagrams than it can take.
@Suite("Overload, in a terminal", .serialized)
struct OverloadTests {
  /// A count on the screen, after or before some words.
  private static func count(_ pattern: Regex<(Substring, Substring)>, on screen: String) -> UInt64?
  {
    screen.firstMatch(of: pattern).flatMap { UInt64($0.1.filter { $0 != "," }) }
  }

  private static func lines(_ screen: String) -> UInt64 {
    count(/([0-9,]+) lines in all/, on: screen) ?? 0
  }

  /// What Problems says was lost, in datagrams.
  private static func lost(_ screen: String) -> UInt64 {
    [/kernel dropped +([0-9,]+)/, /shed unread +([0-9,]+)/].reduce(0) {
      $0 + (count($1, on: screen) ?? 0)
    }
  }

  /// Packets that this machine dropped before they came to any socket: no socket is told of them.
  private static var untold: UInt64 {
    let table = try? String(contentsOfFile: "/proc/net/softnet_stat", encoding: .utf8)
    return (table ?? "").split(separator: "\n").reduce(0) { sum, line in
      let words = line.split(separator: " ")
      return sum + (words.count > 1 ? UInt64(words[1], radix: 16) ?? 0 : 0)
    }
  }

  @Test(
    "keys are answered in a flood, figures move, and taken and lost are together what was sent",
    arguments: ["", "--receivers 2"])
  func flood(options: String) async throws {
    let terminal = try Tmux()
    defer { terminal.close() }
    let port = try await terminal.startLive("--window all \(options)")
    let untoldBefore = Self.untold
    let flood = try Flood(#"{"scope":"flood","dur":0.001}"#, to: port)
    defer { _ = flood.stop() }

    let first = try await terminal.wait { $0.contains("flood") && $0.contains("LIVE") }
    try terminal.type("!")
    let before = Self.lines(try await terminal.wait(for: "lines in all"))
    try await terminal.wait { Self.lines($0) > before }
    try terminal.press("Escape")
    try await terminal.wait { $0.contains("flood") && !$0.contains("lines in all") && $0 != first }
    try terminal.type("!")

    let sent = flood.stop()
    // Behind all of the flood; sent again because it may find the buffer full, too.
    var markers: UInt64 = 0
    var last = try await terminal.wait(for: "lines in all")
    repeat {
      try send([#"{"scope":"not a flood"}"#], to: port)
      markers += 1
      last = try await terminal.wait { $0.contains("lines in all") }
    } while Self.count(/no dur +([0-9,]+)/, on: last) == nil && markers < 10_000
    let untold = Self.untold - untoldBefore
    last = try await terminal.wait {
      let told = Self.lines($0) + Self.lost($0)
      return told <= sent + markers && told + untold >= sent + markers
    }

    // What others lose counts as untold too, so some lines may still be on their way: both screens are of
    // one state when nothing has come between two looks at one of them.
    var (table, state) = ("", "")
    repeat {
      state = last
      try terminal.press("Escape")
      table = try await terminal.wait { !$0.contains("lines in all") && $0.contains("flood") }
      try terminal.type("!")
      last = try await terminal.wait(for: "lines in all")
    } while Self.lines(last) != Self.lines(state)
    let rejected = Self.count(/no dur +([0-9,]+)/, on: last) ?? 0
    let taken = Self.count(/flood +[0-9.,k<]+\/s +([0-9,]+)/, on: table)
    #expect(taken == Self.lines(last) - rejected, "\(table)\n\(last)")
  }

  @Test("while it loses, the first row says which share, and afterwards how many")
  func losing() async throws {
    let terminal = try Tmux()
    defer { terminal.close() }
    let port = try await terminal.startLive()
    var number = 0
    var screen = ""
    repeat {
      // Of five lines, the three in the middle do not come. It goes on until it has been seen.
      try send(
        [number + 1, number + 5].map {
          #"{"scope":"numbered","dur":0.001,"src":"p","seq":\#($0)}"#
        }, to: port)
      number += 5
      screen = try await terminal.wait { $0.contains("numbered") }
    } while !screen.contains(/! losing [0-9]+%/) && number < 50_000
    #expect(!screen.contains("! lost"))
    let lost = number / 5 * 3
    try await terminal.wait { $0.contains("! lost \(lost) ") && !$0.contains("losing") }
  }
}
