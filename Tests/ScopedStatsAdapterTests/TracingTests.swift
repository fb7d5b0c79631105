#if Tracing
  import Instrumentation
  import ScopedStats
  import ScopedStatsTesting
  import Testing
  import Tracing

  @testable import ScopedStatsTracing

  private struct Oops: Error {}

  private struct Headers: Extractor, Injector {
    func extract(key: String, from carrier: [String: String]) -> String? { carrier[key] }
    func inject(_ value: String, forKey key: String, into carrier: inout [String: String]) {
      carrier[key] = value
    }
  }

  @Suite("Tracing")
  struct TracingTests {
    let sink = ScopeSink()

    @Test("a root span becomes a scope, and the spans within it its timers")
    func spans() async throws {
      let tracer = ScopedStatsTracer(emitter: sink.emitter)
      let value = await tracer.withSpan("GET /users", ofKind: .server) { span in
        span.attributes["http.response.status_code"] = 200
        span.attributes["url.path"] = "/users/17"
        span.attributes["canary"] = true
        for _ in 0..<3 {
          await tracer.withSpan("db.query") { _ in
            await tracer.withSpan("db.wait") { _ in await Task.yield() }
          }
        }
        return 5
      }
      #expect(value == 5)
      let scope = try sink.only("GET /users")
      try scope.expectTimer("db.query", calls: 3)
      try scope.expectTimer("db.wait", calls: 3)
      try scope.expectTag("http.response.status_code", 200)
      #expect(scope.tags["canary"] == .bool(true))
      #expect(scope.tags["url.path"] == nil)
      #expect(scope.id?.utf8.count == 32)
      #expect(sink.scopes.count == 1)
    }

    @Test("what is counted within a span is counted in its scope, child tasks and handles included")
    func countedWithin() async throws {
      let tracer = ScopedStatsTracer(emitter: sink.emitter)
      let reads = ScopedStats.Counter("reads")
      await tracer.withSpan("GET /users") { _ in
        incr("rows", by: 3)
        timer("render") {}
        reads.incr()
        Scope.current?.tag("tenant", "blue")
        await tracer.withSpan("db.query") { _ in
          async let other: Void = incr("rows", by: 4)
          await other
          withScope("inner") { incr("cells") }
        }
      }
      incr("rows", by: 100)
      let scope = try sink.only("GET /users")
      try scope.expectCounter("rows", 7)
      try scope.expectCounter("reads", 1)
      try scope.expectCounter("cells", 1)
      try scope.expectTimer("render", calls: 1)
      try scope.expectTag("tenant", "blue")
    }

    @Test("a root span within a withScope is a scope of its own, and both get what it counts")
    func rootWithinScope() async throws {
      let tracer = ScopedStatsTracer(emitter: sink.emitter)
      await withScope("outer", emitter: sink.emitter) {
        incr("o")
        await tracer.withSpan("root") { _ in
          incr("i")
          Scope.current?.tag("who", "root")
          await tracer.withSpan("child") { _ in
            async let other: Void = incr("deep")
            await other
            withScope("inner", emitter: sink.emitter) { incr("cells") }
            incr("after")
          }
          await timer("render") { await Task.yield() }
        }
        incr("o")
        Scope.current?.tag("who", "outer")
      }
      #expect(sink.scopes.map(\.name) == ["inner", "root", "outer"])
      let (root, outer) = (try sink.only("root"), try sink.only("outer"))
      for scope in [root, outer] {
        for key in ["i", "deep", "cells", "after"] { try scope.expectCounter(key, 1) }
        try scope.expectTimer("child", calls: 1)
        try scope.expectTimer("render", calls: 1)
        try scope.expectTag("who", scope.name)
      }
      try outer.expectCounter("o", 2)
      try root.result.expectNothing(of: "o")
      let inner = try sink.only("inner").result
      try inner.expectCounter("cells", 1)
      try inner.expectNothing(of: "after")
    }

    @Test("a span that has ended gets nothing more, and the scope that it was within does")
    func endedWithinScope() throws {
      let tracer = ScopedStatsTracer(emitter: sink.emitter)
      withScope("outer", emitter: sink.emitter) {
        let (ended, open) = (tracer.startSpan("ended"), tracer.startSpan("open"))
        ended.end()
        InstrumentationContext.$current.withValue(ended.context) { incr("late") }
        incr("outer alone")
        open.end()
      }
      try sink.only("ended").result.expectNothing(of: "late")
      try sink.only("open").result.expectNothing(of: "outer alone")
      try sink.only("outer").expectCounter("late", 1)
      try sink.only("outer").expectCounter("outer alone", 1)
    }

    @Test("what the program says of its scope outweighs what the span says")
    func saidByProgram() throws {
      let tracer = ScopedStatsTracer(emitter: sink.emitter)
      #expect(throws: Oops.self) {
        try tracer.withSpan("request") { span in
          span.attributes["tenant"] = "red"
          Scope.current?.name = "GET /users"
          Scope.current?.tag("tenant", "blue")
          Scope.current?.fail("Timeout")
          throw Oops()
        }
      }
      let scope = try sink.only("GET /users")
      #expect(scope.error == "Timeout")
      try scope.expectTag("tenant", "blue")
    }

    @Test("a span's scope is not counted in by spans of another trace that begin within it")
    func otherTrace() throws {
      let tracer = ScopedStatsTracer(emitter: sink.emitter)
      tracer.withSpan("outer") { _ in
        tracer.withSpan("job", context: .topLevel) { _ in incr("rows") }
      }
      try sink.only("job").expectCounter("rows", 1)
      try sink.only("outer").result.expectNothing(of: "rows")
    }

    @Test("a name that is known only at the end is the scope's")
    func lateName() throws {
      let tracer = ScopedStatsTracer(emitter: sink.emitter)
      tracer.withSpan("request") { $0.operationName = "/users/{id}" }
      #expect(sink.scopes.map(\.name) == ["/users/{id}"])
    }

    @Test("an error and an error status make the scope fail")
    func errors() throws {
      let tracer = ScopedStatsTracer(emitter: sink.emitter)
      #expect(throws: Oops.self) { try tracer.withSpan("thrown") { _ in throw Oops() } }
      tracer.withSpan("said") { $0.setStatus(.init(code: .error, message: "Full")) }
      tracer.withSpan("fine") { $0.setStatus(.init(code: .ok)) }
      #expect(sink.scopes.map(\.error) == ["Oops", "Full", nil])
    }

    @Test("a status that says all is well outweighs an error that was recorded")
    func mendedError() throws {
      let tracer = ScopedStatsTracer(emitter: sink.emitter)
      tracer.withSpan("tried twice") { span in
        span.recordError(Oops())
        span.setStatus(.init(code: .ok))
      }
      #expect(try sink.only("tried twice").error == nil)
    }

    @Test(
      "a server's request fails from status 500 on, and a client's mistake is no failure",
      arguments: [
        (200, false, nil), (404, true, nil), (404, false, nil), (500, true, "Oops"),
        (503, false, "503"), (200, true, "Oops"),
      ] as [(Int, Bool, String?)])
    func statusCodes(status: Int, isThrown: Bool, error: String?) throws {
      let tracer = ScopedStatsTracer(emitter: sink.emitter)
      tracer.withSpan("GET /", ofKind: .server) { span in
        span.attributes["http.response.status_code"] = status
        if isThrown { span.recordError(Oops()) }
      }
      #expect(try sink.only("GET /").error == error)
    }

    @Test(
      "an error that is thrown out of a server's request is judged by its status",
      arguments: [(404, nil), (400, nil), (500, "Oops"), (200, "Oops"), (nil, "Oops")]
        as [(Int?, String?)])
    func thrownStatusCodes(status: Int?, error: String?) async throws {
      let tracer = ScopedStatsTracer(emitter: sink.emitter)
      func answer(_ span: ScopeSpan) throws {
        span.attributes["http.response.status_code"] = status
        throw Oops()
      }
      #expect(throws: Oops.self) {
        try tracer.withSpan("GET /", ofKind: .server) { try answer($0) }
      }
      await #expect(throws: Oops.self) {
        try await tracer.withSpan("GET /", ofKind: .server) { span in
          await Task.yield()
          try answer(span)
        }
      }
      #expect(sink.scopes.map(\.error) == [error, error])
    }

    @Test("a status with a message, or without an error, says that a request failed, even a 404")
    func saidToFail() throws {
      let tracer = ScopedStatsTracer(emitter: sink.emitter)
      for isThrown in [true, false] {
        tracer.withSpan("GET /", ofKind: .server) { span in
          span.attributes["http.response.status_code"] = 404
          if isThrown { span.recordError(Oops()) }
          span.setStatus(.init(code: .error, message: isThrown ? "Full" : nil))
        }
      }
      #expect(sink.scopes.map(\.error) == ["Oops", "error"])
    }

    @Test("what a client was answered does not hide that it threw")
    func clientErrors() throws {
      let tracer = ScopedStatsTracer(emitter: sink.emitter)
      tracer.withSpan("GET", ofKind: .client) { span in
        span.attributes["http.response.status_code"] = 404
        span.recordError(Oops())
      }
      #expect(try sink.only("GET").error == "Oops")
    }

    @Test(
      "a root that is named by its route alone gets the method in front",
      arguments: ["http.request.method", "http.method"])
    func routes(attribute: String) throws {
      let tracer = ScopedStatsTracer(emitter: sink.emitter)
      tracer.withSpan("request", ofKind: .server) { span in
        span.attributes[attribute] = "GET"
        span.attributes["http.route"] = "/users/{id}"
        span.operationName = "/users/{id}"
      }
      tracer.withSpan("GET /users/{id}") { span in
        span.attributes[attribute] = "GET"
        span.attributes["http.route"] = "/users/{id}"
      }
      #expect(sink.scopes.map(\.name) == ["GET /users/{id}", "GET /users/{id}"])
    }

    @Test("spans of requests side by side, and of their child tasks, stay in their own scopes")
    func sideBySide() async throws {
      let tracer = ScopedStatsTracer(emitter: sink.emitter)
      await withTaskGroup { requests in
        for number in 0..<50 {
          requests.addTask {
            await tracer.withSpan("\(number)") { _ in
              await withTaskGroup { queries in
                for _ in 0..<number {
                  queries.addTask { await tracer.withSpan("query") { _ in await Task.yield() } }
                }
              }
            }
          }
        }
      }
      #expect(sink.scopes.count == 50)
      for scope in sink.scopes {
        #expect(scope.result[timer: "query"]?.count ?? 0 == Int(scope.name))
      }
    }

    @Test("the trace comes in by a header, and goes out by it")
    func propagation() throws {
      let tracer = ScopedStatsTracer(emitter: sink.emitter)
      var context = InstrumentationContext.topLevel
      let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
      tracer.extract(
        ["traceparent": "00-\(trace)-00f067aa0ba902b7-01"], into: &context, using: Headers())
      var out: [String: String] = [:]
      tracer.withSpan("s", context: context) { span in
        tracer.inject(span.context, into: &out, using: Headers())
      }
      #expect(try sink.only("s").id == trace)
      #expect(out["traceparent"]?.hasPrefix("00-\(trace)-") == true)
      #expect(out["traceparent"]?.contains("00f067aa0ba902b7") == false)
    }

    @Test(
      "a header that says no trace is ignored",
      arguments: [
        "", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
      ])
    func badHeader(header: String) {
      #expect(TraceParent(parsing: header) == nil)
    }

    @Test("spans that other tasks begin, change and end all count, and the scope is sent once")
    func spansOfTasks() async throws {
      let tracer = ScopedStatsTracer(emitter: sink.emitter)
      let root = tracer.startSpan("root")
      await withTaskGroup { group in
        for task in 0..<64 {
          group.addTask {
            let span = tracer.startSpan("child", context: root.context)
            root.attributes["task"] = task
            root.operationName = "late"
            await Task { span.end() }.value
          }
        }
      }
      await withTaskGroup { group in
        for _ in 0..<8 { group.addTask { root.end() } }
      }
      #expect(sink.scopes.count == 1)
      let scope = try sink.only("late")
      try scope.expectTimer("child", calls: 64)
      #expect(scope.tags["task"] != nil)
    }

    @Test(
      "a span that ends twice, or after its root, does no harm, and one that never ends neither")
    func lateEnds() throws {
      let tracer = ScopedStatsTracer(emitter: sink.emitter)
      let root = tracer.startSpan("root")
      let child = tracer.startSpan("child", context: root.context)
      _ = tracer.startSpan("never")
      root.end()
      root.end()
      child.end()
      #expect(!root.isRecording)
      #expect(sink.scopes.map(\.name) == ["root"])
      #expect(sink.scopes.first?.result.timers.isEmpty == true)
    }
  }
#endif
