#if Tracing
  import Instrumentation
  import ScopedStats
  import Tracing

  /// A backend of swift-distributed-tracing: a root span becomes a scope, the spans within it become
  /// its timers. A server that traces already shows up in stats-top with one line:
  ///
  ///     InstrumentationSystem.bootstrap(ScopedStatsTracer())
  ///
  /// The scope has the root span's name as it is when the span ends, its attributes as tags, its
  /// status or error, and the trace's id, which comes in and goes out by the header `traceparent`
  /// (W3C Trace Context). A span that ends after its root has ended is not counted.
  ///
  /// What `incr`, `timer` and `Scope.current` are called for within a span belongs to the span's
  /// scope, or to a `withScope` further in. A root span within a `withScope` is a scope of its own.
  ///
  /// Of HTTP requests it knows what OpenTelemetry calls their attributes: a root named by its route
  /// alone gets the method in front, and a server's scope fails with status 500 and above, not with an
  /// error that was the client's.
  public struct ScopedStatsTracer: Tracer {
    private let emitter: Emitter?
    private let isTag: @Sendable (String) -> Bool

    /// A tracer, to be given to `InstrumentationSystem.bootstrap` once.
    ///
    /// - Parameters:
    ///   - emitter: where scopes are sent; `Emitter.shared` when nil.
    ///   - isTag: which attributes of root spans become tags, by their name. A tag is there to tell
    ///     kinds of requests apart, so attributes that are different each time are left out.
    public init(
      emitter: Emitter? = nil,
      attributes isTag: @escaping @Sendable (String) -> Bool = ScopedStatsTracer.tellsKindsApart
    ) {
      self.emitter = emitter
      self.isTag = isTag
      CarriedRecording.look { InstrumentationContext.current?[OpenScopeKey.self] }
    }

    /// Whether an attribute has few values: all but addresses, ports, paths, queries, sizes and the
    /// names of programs, as OpenTelemetry calls them.
    public static func tellsKindsApart(_ attribute: String) -> Bool {
      let manyValued = [
        "url.", "http.target", "http.url", "client.", "net.", "network.peer.", "network.local.",
        "server.", "user_agent.", "http.user_agent", "http.request.body", "http.response.body",
        "http.request_content", "http.response_content", "http.request.header",
        "http.response.header", "thread.", "hb.request.id",
      ]
      return !manyValued.contains(where: attribute.hasPrefix)
    }

    /// Starts a span: a scope of its own where `context` has none, else a timer of that scope.
    public func startSpan<Instant: TracerInstant>(
      _ operationName: String, context: @autoclosure () -> InstrumentationContext,
      ofKind kind: SpanKind, at instant: @autoclosure () -> Instant, function: String,
      file fileID: String, line: UInt
    ) -> ScopeSpan {
      var context = context()
      let parent = context[OpenScopeKey.self]
      let scope = parent ?? OpenScope(operationName, emitter: emitter)
      let trace = (context[TraceParentKey.self] ?? .random()).child()
      context[OpenScopeKey.self] = scope
      context[TraceParentKey.self] = trace
      if parent == nil { scope.scope.id = trace.traceID }
      return ScopeSpan(
        operationName, in: scope,
        role: parent == nil ? .scope(ofServer: kind == .server) : .timer, context: context,
        isTag: isTag, startNanoseconds: instant().nanosecondsSinceEpoch)
    }

    /// Sends what is packed so far.
    @available(*, deprecated)
    public func forceFlush() { (emitter ?? .shared).flush() }

    /// Reads the trace that a request belongs to; a header that says none is ignored.
    public func extract<Carrier, Extract: Extractor>(
      _ carrier: Carrier, into context: inout InstrumentationContext, using extractor: Extract
    ) where Extract.Carrier == Carrier {
      guard let header = extractor.extract(key: TraceParent.header, from: carrier) else { return }
      if let parent = TraceParent(parsing: header) { context[TraceParentKey.self] = parent }
    }

    /// Says to the receiver of a request which trace it belongs to.
    public func inject<Carrier, Inject: Injector>(
      _ context: InstrumentationContext, into carrier: inout Carrier, using injector: Inject
    ) where Inject.Carrier == Carrier {
      guard let parent = context[TraceParentKey.self] else { return }
      injector.inject(parent.text, forKey: TraceParent.header, into: &carrier)
    }
  }

  enum OpenScopeKey: InstrumentationContextKey {
    typealias Value = OpenScope
  }

  enum TraceParentKey: InstrumentationContextKey {
    typealias Value = TraceParent
  }
#endif
