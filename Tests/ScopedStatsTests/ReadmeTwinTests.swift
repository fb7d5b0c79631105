import ScopedStats
import Testing

/// Every example of the Python library's README, in Swift, with the result that it promises.
@Suite("The Python README, in Swift")
struct ReadmeTwinTests {
  @Test("quick start")
  func quickStart() throws {
    // Create a recorder
    let recorder = Recorder()

    // Collect metrics within a context
    recorder.record {
      incr("requests")
      incr("cache.hits", tags: ["type": "redis"])

      func slowFunction() {
        timer("calls.slow_function") {
          // Your code here
        }
      }

      slowFunction()
    }

    // Get results only if something was slow
    let stats = recorder.result().flat
    #expect(
      stats.keys.sorted() == [
        "cache.hits", "calls.slow_function.count", "calls.slow_function.total_dur", "requests",
        "total_recording_duration",
      ])
    #expect(stats["requests"] == 1)
    #expect(stats["cache.hits"] == 1)
    #expect(stats["calls.slow_function.count"] == 1)
    let duration = try #require(stats["calls.slow_function.total_dur"])
    #expect(duration >= 0 && duration <= stats["total_recording_duration"] ?? -1)
  }

  @Test("a timer with a key and tags of its own")
  func timerWithTags() {
    let recorder = Recorder()
    recorder.record {
      timer("custom_name", tags: ["shard": 2]) {}
    }
    #expect(recorder.result().flat["custom_name.count"] == 1)
    #expect(recorder.result(filter: ["shard": 2]).flat["custom_name.count"] == 1)
  }

  @Test("a counter with an amount")
  func amount() {
    let recorder = Recorder()
    recorder.record { incr("key", by: 5, tags: ["a": "b"]) }
    #expect(recorder.result().flat["key"] == 5)
  }

  @Test("conditional slow request analysis")
  func slowRequest() {
    let recorder = Recorder()

    recorder.record {
      // Your request handling code
      incr("db.queries")
      incr("cache.misses", tags: ["service": "user-api"])
    }

    // Only log detailed stats for slow requests
    var logged: [String] = []
    if recorder.result().duration > .zero {
      logged.append("Slow request: \(recorder.result())")
    }
    #expect(logged.count == 1)
    #expect(logged[0].contains("cache.misses service=user-api: 1\ndb.queries: 1"))
  }

  @Test("tagged metrics with filtering")
  func filtering() {
    let recorder = Recorder()

    recorder.record {
      incr("api.calls", tags: ["endpoint": "/users", "method": "GET"])
      incr("api.calls", tags: ["endpoint": "/posts", "method": "POST"])
    }

    // Get only GET requests
    let getStats = recorder.result(filter: ["method": "GET"]).flat
    #expect(getStats["api.calls"] == 1)
    #expect(getStats.keys.sorted() == ["api.calls", "total_recording_duration"])
  }

  @Test("nothing recorded is an empty dictionary")
  func nothing() {
    #expect(Recorder().result().flat.isEmpty)
  }
}
