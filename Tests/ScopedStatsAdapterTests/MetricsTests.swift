#if Metrics
  import CoreMetrics
  import ScopedStats
  import ScopedStatsMetrics
  import ScopedStatsTesting
  import Testing

  @Suite("Metrics")
  struct MetricsTests {
    @Test("counters and timers made by swift-metrics land in the scope that they are used in")
    func landing() throws {
      let factory = MultiplexMetricsHandler(factories: [
        ScopedStatsMetrics(), NOOPMetricsHandler.instance,
      ])
      let requests = CoreMetrics.Counter(
        label: "requests", dimensions: [("method", "GET")], factory: factory)
      let bytes = FloatingPointCounter(label: "bytes", factory: factory)
      let query = CoreMetrics.Timer(label: "db.query", factory: factory)
      let gauge = Gauge(label: "connections", factory: factory)
      requests.increment()
      let sink = ScopeSink()
      sink.collect {
        withScope("GET /users") {
          requests.increment(by: 2)
          bytes.increment(by: 1.5)
          query.recordNanoseconds(3_000)
          query.recordNanoseconds(-1)
          gauge.record(17)
          requests.reset()
        }
      }
      let scope = try sink.only("GET /users")
      try scope.expectCounter("requests", 2, tags: ["method": "GET"])
      try scope.expectCounter("bytes", 1.5)
      try scope.expectTimer("db.query", calls: 2)
      #expect(scope.result[timer: "db.query"]?.total == .nanoseconds(3_000))
      #expect(scope.result.counters.count == 2)
    }
  }
#endif
