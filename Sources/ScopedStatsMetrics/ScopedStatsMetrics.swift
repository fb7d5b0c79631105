#if Metrics
  import CoreMetrics
  import ScopedStats

  /// A backend of swift-metrics: what is counted and timed inside of a scope lands in that scope.
  ///
  ///     MetricsSystem.bootstrap(
  ///       MultiplexMetricsHandler(factories: [ScopedStatsMetrics(), backendThatIsThereAlready]))
  ///
  /// Counters and timers are what scopes have, so those come over, with their dimensions as tags.
  /// Gauges, meters and recorders have no sum that would mean anything for one scope, and are left
  /// to the other backend. Outside of a scope nothing is counted here.
  public struct ScopedStatsMetrics: MetricsFactory {
    /// A factory; it keeps nothing, and any number of them do the same.
    public init() {}

    /// A counter of the scope that it is used in.
    public func makeCounter(
      label: String, dimensions: [(String, String)]
    ) -> any CoreMetrics.CounterHandler {
      ScopeCounter(label, dimensions)
    }

    /// A counter of the scope that it is used in, for amounts that need not be whole.
    public func makeFloatingPointCounter(
      label: String, dimensions: [(String, String)]
    ) -> any CoreMetrics.FloatingPointCounterHandler {
      ScopeCounter(label, dimensions)
    }

    /// A timer of the scope that it is used in.
    public func makeTimer(
      label: String, dimensions: [(String, String)]
    ) -> any CoreMetrics.TimerHandler {
      ScopeTimer(label, dimensions)
    }

    /// A meter that does nothing.
    public func makeMeter(
      label: String, dimensions: [(String, String)]
    ) -> any CoreMetrics.MeterHandler {
      NOOPMetricsHandler.instance
    }

    /// A recorder that does nothing.
    public func makeRecorder(
      label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any CoreMetrics.RecorderHandler {
      NOOPMetricsHandler.instance
    }

    /// Nothing: a handler owns nothing that has to be given back.
    public func destroyCounter(_ handler: any CoreMetrics.CounterHandler) {}
    /// Nothing.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    /// Nothing.
    public func destroyMeter(_ handler: any MeterHandler) {}
    /// Nothing.
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    /// Nothing.
    public func destroyTimer(_ handler: any TimerHandler) {}
  }

  private func tags(of dimensions: [(String, String)]) -> Tags {
    var tags = Tags()
    for (key, value) in dimensions { tags[key] = .string(value) }
    return tags
  }

  private final class ScopeCounter: CounterHandler, FloatingPointCounterHandler {
    private let counter: ScopedStats.Counter

    init(_ label: String, _ dimensions: [(String, String)]) {
      counter = ScopedStats.Counter(label, tags: tags(of: dimensions))
    }

    func increment(by amount: Int64) { counter.incr(by: Double(amount)) }
    func increment(by amount: Double) { counter.incr(by: amount) }
    /// A scope's counter begins at nought by itself.
    func reset() {}
  }

  private final class ScopeTimer: TimerHandler {
    private let timer: MetricTimer

    init(_ label: String, _ dimensions: [(String, String)]) {
      timer = MetricTimer(label, tags: tags(of: dimensions))
    }

    func recordNanoseconds(_ duration: Int64) {
      timer.add(.nanoseconds(duration))
    }
  }
#endif
