import ScopedStats
import ScopedStatsTesting
import Testing

@Suite("The sink for tests")
struct SinkTests {
  private func handle(_ status: Int) async {
    await withScope("GET /users", tags: ["host": "a"]) {
      incr("db.queries")
      incr("db.rows", by: 3, tags: ["table": "users"])
      await timer("render") { await Task.yield() }
      Scope.current?.tag("status", status)
      if status >= 500 { Scope.current?.fail("Server") }
    }
  }

  @Test("scopes arrive as soon as they have ended, and say what was counted")
  func expectations() async throws {
    let sink = ScopeSink()
    await sink.collect { await handle(200) }
    let scope = try sink.only("GET /users")
    try scope.expectCounter("db.queries", 1)
    try scope.expectCounter("db.rows", 3, tags: ["table": "users"])
    try scope.expectTimer("render", calls: 1)
    try scope.expectTag("status", 200)
    try scope.expectTag("host", "a")
    try scope.expectError(nil)
    try scope.result.expectNothing(of: "cache")
    sink.removeAll()
    #expect(sink.scopes.isEmpty)
  }

  @Test("what was not met is said in one sentence with what there was")
  func unmet() async throws {
    let sink = ScopeSink()
    await sink.collect { await handle(500) }
    let scope = try sink.only("GET /users")
    func text(_ body: () throws(UnmetExpectation) -> Void) -> String {
      do { try body() } catch { return error.description }
      return "met"
    }
    #expect(
      text { () throws(UnmetExpectation) in try scope.expectCounter("db.queries", 2) }
        .hasPrefix("The counter db.queries is 1; expected 2. There is: total "))
    #expect(
      text { () throws(UnmetExpectation) in try scope.expectCounter("none", 2, tags: ["a": 1]) }
        .hasPrefix("The counter none a=1 was not counted; expected 2."))
    #expect(
      text { () throws(UnmetExpectation) in try scope.expectCounter("db.rows", 2.5) }
        .hasPrefix("The counter db.rows is 3; expected 2.5."))
    #expect(
      text { () throws(UnmetExpectation) in try scope.expectTimer("render", calls: 3) }
        .hasPrefix("The timer render was called once; expected 3."))
    #expect(
      text { () throws(UnmetExpectation) in try scope.expectTimer("paint", calls: 1) }
        .hasPrefix("The timer paint was not called; expected 1."))
    #expect(
      text { () throws(UnmetExpectation) in try scope.expectTag("status", 200) }
        == "The tag status of “GET /users” is 500; expected 200.")
    #expect(
      text { () throws(UnmetExpectation) in try scope.expectTag("stat", 500) }
        == "The tag stat of “GET /users” is not set; expected 500.")
    #expect(
      text { () throws(UnmetExpectation) in try scope.expectError(nil) }
        == "“GET /users” failed with Server; expected no error.")
    #expect(
      text { () throws(UnmetExpectation) in try scope.expectError("Client") }
        == "“GET /users” failed with Server; expected it to fail with Client.")
    #expect(
      text { () throws(UnmetExpectation) in try scope.result.expectNothing(of: "render") } != "met")
    #expect(throws: UnmetExpectation.self) { try sink.only("PUT /users") }
  }

  @Test("sinks of tests that run side by side do not hear each other")
  func sideBySide() async {
    await withTaskGroup { group in
      for index in 0..<8 {
        group.addTask {
          let sink = ScopeSink()
          await sink.collect {
            await withTaskGroup { inner in
              for _ in 0..<10 { inner.addTask { withScope("s", tags: ["n": index]) {} } }
            }
          }
          #expect(sink.scopes.count == 10)
          #expect(sink.scopes.allSatisfy { $0.tags == ["n": index] })
        }
      }
    }
  }

  @Test("what the collected body returns may be left unused")
  func unusedResult() async {
    let sink = ScopeSink()
    sink.collect { withScope("s") { 1 } }
    await sink.collect {
      await withScope("s") {
        await Task.yield()
        return 2
      }
    }
    #expect(sink.scopes.count == 2)
  }

  @Test("a sink can test a policy")
  func policy() throws {
    let sink = ScopeSink(policy: .failed)
    sink.collect {
      withScope("fine") {}
      withScope("bad") { Scope.current?.fail("x") }
    }
    #expect(sink.scopes.map(\.name) == ["bad"])
  }
}
