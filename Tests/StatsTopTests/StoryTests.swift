import Testing

/// The minute that the program is for: something is slow, and some keys later it is known why.
@Suite("The one-minute story", .serialized)
struct StoryTests {
  /// A shop in which one customer's checkouts ask the database 60 times instead of 3, a search that
  /// is always quick, and one slow job that has nothing to do with it.
  static let traffic: [String] =
    (0..<200).map { number in
      let isHit = number % 12 == 5
      let calls = isHit ? 58 + number % 5 : 2 + number % 3
      let query = Double(calls) * (0.005 + Double(number % 7) * 0.0002)
      let tenant = isHit ? "acme" : ["bolt", "crate", "drum"][number % 3]
      return """
        {"scope":"POST /checkout","dur":\(query + 0.02 + Double(number % 10) * 0.001),\
        "tags":{"service":"api","tenant":"\(tenant)"},\
        "timers":{"db.query":{"count":\(calls),"total_dur":\(query)},\
        "render":{"count":1,"total_dur":0.009}}}
        """
    }
    + (0..<300).map {
      #"{"scope":"GET /search","dur":\#(0.01 + Double($0 % 9) * 0.001),"tags":{"service":"api"}}"#
    }
    + [#"{"scope":"job: nightly-digest","dur":9.8,"tags":{"service":"jobs"}}"#]

  @Test("from “something is slow” to the line that says why, and to the scopes it is about")
  func story() async throws {
    let terminal = try Tmux()
    defer { terminal.close() }
    let port = try await terminal.startLive()
    try send(Self.traffic, to: port)

    // The slowest on top.
    try await terminal.wait {
      Self.names(in: $0) == ["job: nightly-digest", "POST /checkout", "GET /search"]
    }
    // The job is somebody else's: by two keys on the tag, only the service in question is left.
    try terminal.type("t")
    try await terminal.wait { $0.contains("service") && $0.contains("tenant") }
    try terminal.type("\n\n")
    try await terminal.wait(for: "service=api")
    try terminal.press("Escape")
    try await terminal.wait { Self.names(in: $0) == ["POST /checkout", "GET /search"] }

    // The screen stands still while more comes in.
    try terminal.type(" ")
    try await terminal.wait(for: "FROZEN")
    try send(
      Array(repeating: #"{"scope":"later","dur":5,"tags":{"service":"api"}}"#, count: 7), to: port)
    let frozen = try await terminal.wait(for: "+7 since")
    #expect(Self.names(in: frozen) == ["POST /checkout", "GET /search"])

    try terminal.type("\n")
    try await terminal.wait {
      $0.contains("‹ POST /checkout") && $0.contains("where the time goes")
    }
    // The slowest instance says what was different about it, by how much, and whose it is.
    try terminal.type("\n")
    let instance = try await terminal.wait {
      $0.contains("‹ POST /checkout") && $0.contains("── timers")
    }
    #expect(instance.contains(/▌ +db\.query +[56][0-9] × .* ▲ +[0-9.]+×/), "\(instance)")
    #expect(instance.contains(/tenant +acme/), "\(instance)")
    try terminal.press("Escape")
    try await terminal.wait(for: "where the time goes")

    try terminal.type("x")
    let answer = try await terminal.wait(for: "why is POST /checkout slow?")
    let first = try #require(answer.split(separator: "\n").first { $0.contains("▌  1 ") })
    #expect(first.contains("tenant=acme"), "\(answer)")
    #expect(answer.contains("  2 db.query "), "\(answer)")
    #expect(answer.contains("more calls"), "\(answer)")

    try terminal.type("\n")
    try await terminal.wait {
      $0.contains("‹ POST /checkout") && $0.contains(/filter +service=api +tenant=acme/)
    }
  }

  /// The scopes of the ranking, from its first line on.
  private static func names(in screen: String) -> [String] {
    let all = ["job: nightly-digest", "POST /checkout", "GET /search", "later"]
    return screen.split(separator: "\n").dropFirst(2).compactMap { line in
      all.first { line.contains("  " + $0 + "  ") }
    }
  }
}
