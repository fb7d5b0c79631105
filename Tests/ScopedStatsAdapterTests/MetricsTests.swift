#if Metrics
  import CoreMetrics
  import ScopedStats
  import ScopedStatsMetrics
  import ScopedStatsTesting
  import Synchronization
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

    @Test("the backend that was there gets all that it got before, in scopes and outside")
    func multiplexing() throws {
      let backend = Backend()
      let factory = MultiplexMetricsHandler(factories: [ScopedStatsMetrics(), backend])
      let requests = CoreMetrics.Counter(label: "requests", factory: factory)
      let query = CoreMetrics.Timer(label: "db.query", factory: factory)
      let sizes = CoreMetrics.Recorder(label: "sizes", factory: factory)
      let load = Meter(label: "load", factory: factory)
      requests.increment()
      let sink = ScopeSink()
      sink.collect {
        withScope("GET /users") {
          requests.increment(by: 2)
          query.recordMilliseconds(3)
          sizes.record(1_024)
          load.set(0.5)
        }
      }
      query.recordMilliseconds(4)
      #expect(
        backend.received == [
          "requests 1", "requests 2", "db.query 3000000", "sizes 1024", "load 0.5",
          "db.query 4000000",
        ])
      let scope = try sink.only("GET /users")
      #expect(scope.result.counters.map(\.key) == ["requests"])
      try scope.expectCounter("requests", 2)
      #expect(scope.result[timer: "db.query"]?.total == .milliseconds(3))
      #expect(scope.result.timers.map(\.key) == ["db.query"])
    }

    @Test("one counter used by scopes side by side counts for each, and dimensions tell it apart")
    func sideBySide() async throws {
      let hits = { (kind: String) in
        CoreMetrics.Counter(
          label: "hits", dimensions: [("kind", kind)], factory: ScopedStatsMetrics())
      }
      let (redis, memory) = (hits("redis"), hits("memory"))
      let sink = ScopeSink()
      await sink.collect {
        await withTaskGroup { group in
          for number in 0..<20 {
            group.addTask {
              await withScope("\(number)") {
                redis.increment(by: number)
                await Task { memory.increment() }.value
              }
            }
          }
        }
      }
      #expect(sink.scopes.count == 20)
      for scope in sink.scopes {
        #expect(scope.result["hits", ["kind": "redis"]] == Double(scope.name))
        #expect(scope.result["hits", ["kind": "memory"]] == 1)
      }
    }
  }

  /// A backend that keeps what it is told, as text.
  private final class Backend: MetricsFactory {
    private let log = Log()

    var received: [String] { log.lines.withLock { $0 } }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
      Handler(label, log)
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
      Handler(label, log)
    }

    func makeRecorder(
      label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
      Handler(label, log)
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
      Handler(label, log)
    }

    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}

    final class Log: Sendable {
      let lines = Mutex<[String]>([])
    }

    final class Handler: CounterHandler, MeterHandler, RecorderHandler, TimerHandler {
      private let label: String
      private let log: Log

      init(_ label: String, _ log: Log) { (self.label, self.log) = (label, log) }

      private func add(_ value: some CustomStringConvertible) {
        log.lines.withLock { $0.append("\(label) \(value)") }
      }

      func increment(by amount: Int64) { add(amount) }
      func reset() {}
      func set(_ value: Int64) { add(value) }
      func set(_ value: Double) { add(value) }
      func increment(by amount: Double) { add(amount) }
      func decrement(by amount: Double) { add(-amount) }
      func record(_ value: Int64) { add(value) }
      func record(_ value: Double) { add(value) }
      func recordNanoseconds(_ duration: Int64) { add(duration) }
    }
  }
#endif
