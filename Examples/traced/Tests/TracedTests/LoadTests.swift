import Testing

@Suite("A traced server under load")
struct LoadTests {
  @Test("every request is one scope, named by its route, with the spans of its own")
  func load() throws {
    let ears = try Ears()
    let server = try Server(stats: ears.port)
    let load = Result { try Load(on: server.address) }
    #expect(server.stop() == 0)
    let scopes = try ears.close()
    let answered = try load.get().answered
    #expect(try load.get().lost == 0)
    #expect(answered > 100)

    // What was under way when wrk left was not answered, and yet is a scope.
    #expect(answered...answered + Load.connections ~= scopes.count)
    #expect(Set(scopes.map(\.id)).count == scopes.count)
    #expect(Set(scopes.map(\.seq)).count == scopes.count)
    #expect(scopes.map(\.seq).max() == scopes.count)
    #expect(Set(scopes.map(\.src)).count == 1)
    #expect(scopes.allSatisfy { $0.dropped ?? 0 == 0 })

    let cancelled = scopes.filter { $0.error == "CancellationError" }
    #expect(cancelled.count <= Load.connections)
    let whole = scopes.filter { $0.error != "CancellationError" }
    let stray = whole.first { Answer($0) != Answer.expected(for: $0.number) }
    #expect(stray.map(Answer.init) == stray.map { Answer.expected(for: $0.number) })
    #expect(Set(whole.map(\.scope)).count == 4)
    #expect(whole.contains { $0.error == "OutOfPaper" })
    #expect(whole.allSatisfy { $0.dur > 0 })
  }
}

/// All that a scope says, but for times.
private struct Answer: Equatable {
  let scope: String
  let method: String?
  let route: String?
  let status: Int?
  let error: String?
  let calls: [String: Int]

  init(_ heard: HeardScope) {
    (scope, error, calls) = (heard.scope, heard.error, heard.calls)
    (method, route, status) = (heard.tags.method, heard.tags.route, heard.tags.status)
  }

  private init(
    _ method: String, _ route: String, status: Int = 200, error: String? = nil,
    calls: [String: Int]
  ) {
    (self.scope, self.error) = ("\(method) \(route)", error)
    (self.method, self.route, self.status) = (method, route, status)
    self.calls = calls.filter { $0.value > 0 }
  }

  /// What `load/readers.lua` asks with a number, and what `Newsroom` does for it.
  static func expected(for number: Int) -> Answer {
    let digit = number % 10
    switch number % 6 {
    case 0, 3: return Answer("GET", "/readers/{id}", calls: ["db.query": digit, "render": 1])
    case 1, 4:
      let fetches = digit + 1
      return Answer(
        "GET", "/feeds/{id}", calls: ["feed.fetch": fetches, "db.query": fetches, "render": 1])
    case 2:
      return Answer(
        "POST", "/prints/{id}", status: digit == 0 ? 500 : digit == 4 ? 404 : 200,
        error: digit == 0 ? "OutOfPaper" : nil, calls: ["press.wait": 1, "db.query": 1])
    default: return Answer("GET", "NotFound", status: 404, calls: [:])
    }
  }
}
