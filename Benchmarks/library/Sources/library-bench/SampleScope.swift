import ScopedStats

/// The scope that encoding and sending are measured with: two tags, an id, four counters, four timers.
enum SampleScope {
  private static let tags: Tags = ["service": "api", "host": "web-1"]
  private static let misses = Counter("cache.misses", tags: ["type": "redis"])
  private static let render = MetricTimer("render")
  private static let auth = MetricTimer("auth")
  private static let json = MetricTimer("json")
  private static let query = MetricTimer("db.query")

  /// Records it and gives it to an emitter, so many times.
  static func emit(_ count: Int, to emitter: Emitter) {
    for _ in 0..<count {
      withScope("GET /users", tags: tags, emitter: emitter) {
        Scope.current?.id = "b1f0"
        incr("requests")
        incr("rows", by: 12)
        incr("hits", by: 7)
        misses.incr(by: 3)
        render.add(.microseconds(3_100))
        auth.add(.microseconds(400))
        json.add(.microseconds(200))
        query.add(.microseconds(8_100))
      }
    }
  }

  /// The same as a value that Foundation can write.
  struct Line: Encodable {
    struct Value: Encodable {
      var value: Double
      var tags: [String: String]
    }
    struct Calls: Encodable {
      var count: Int
      var total_dur: Double
    }
    struct Counters: Encodable {
      var requests = 1.0
      var rows = 12.0
      var hits = 7.0
      var misses = [Value(value: 3, tags: ["type": "redis"])]
    }

    var v = 1
    var scope = "GET /users"
    var dur = 0.01234
    var end = 1_763_800_000.123456
    var id = "b1f0"
    var tags = ["service": "api", "host": "web-1"]
    var counters = Counters()
    var timers = [
      "render": Calls(count: 1, total_dur: 0.0031), "auth": Calls(count: 1, total_dur: 0.0004),
      "json": Calls(count: 1, total_dur: 0.0002), "db.query": Calls(count: 1, total_dur: 0.0081),
    ]
    var src = "1f0c8e5d2a7b"
    var seq = 123_456
  }
}
