#if Tracing
  import Instrumentation
  import ScopedStats
  import Tracing

  /// A span of `ScopedStatsTracer`: of a root, the scope itself; of any other, one call of a timer.
  public final class ScopeSpan: Span {
    /// What becomes of a span.
    enum Role: Sendable {
      case scope(ofServer: Bool)
      case timer
    }

    private struct State: Sendable {
      var name: String
      var attributes = SpanAttributes()
      var recordedError: String?
      var status: SpanStatus?
      var isEnded = false
    }

    /// What spans within this one are found by: its scope and its trace.
    public let context: InstrumentationContext
    private let scope: OpenScope
    private let role: Role
    private let isTag: @Sendable (String) -> Bool
    private let startNanoseconds: UInt64
    /// What the scope was called when the span began.
    private let firstName: String
    private let state: Guarded<State>

    init(
      _ name: String, in scope: OpenScope, role: Role, context: InstrumentationContext,
      isTag: @escaping @Sendable (String) -> Bool, startNanoseconds: UInt64
    ) {
      self.context = context
      self.scope = scope
      self.role = role
      self.isTag = isTag
      self.startNanoseconds = startNanoseconds
      firstName = name
      state = Guarded(State(name: name))
    }

    /// Of a root the scope's name, of any other the timer's key, as it is when the span ends.
    public var operationName: String {
      get { state.withLock { $0.name } }
      set { state.withLock { $0.name = newValue } }
    }

    /// Of a root the scope's tags, as they are when the span ends; of any other without effect.
    public var attributes: SpanAttributes {
      get { state.withLock { $0.attributes } }
      set { state.withLock { $0.attributes = newValue } }
    }

    /// Whether the span has not ended yet.
    public var isRecording: Bool { state.withLock { !$0.isEnded } }

    /// Says whether a root's scope failed, and with what message; `ok` takes a failure back.
    public func setStatus(_ status: SpanStatus) {
      state.withLock { $0.status = status }
    }

    /// Says that a root's scope failed, with the name of the error's type.
    public func recordError<Instant: TracerInstant>(
      _ error: any Error, attributes: SpanAttributes, at instant: @autoclosure () -> Instant
    ) {
      state.withLock { $0.recordedError = String(describing: type(of: error)) }
    }

    /// Events have no place in a scope.
    public func addEvent(_ event: SpanEvent) {}
    /// Links have no place in a scope.
    public func addLink(_ link: SpanLink) {}

    /// Ends the span: a root's scope is sent, any other adds a call to its timer. Ending it twice
    /// does nothing the second time.
    public func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
      let ended = state.withLock { state -> State? in
        guard !state.isEnded else { return nil }
        state.isEnded = true
        return state
      }
      guard let ended else { return }
      switch role {
      case .scope(let ofServer): endScope(ended, ofServer: ofServer)
      case .timer:
        let end = instant().nanosecondsSinceEpoch
        let nanoseconds = Int64(clamping: end > startNanoseconds ? end - startNanoseconds : 0)
        scope.add(.nanoseconds(nanoseconds), to: MetricTimer(ended.name))
      }
    }

    private func endScope(_ ended: State, ofServer: Bool) {
      let request = RequestAttributes(ended.attributes)
      // What the program said of the scope itself outweighs what the span says.
      if scope.scope.name == firstName { scope.scope.name = request.name(for: ended.name) }
      if scope.scope.error == nil, let error = error(of: ended, request: ofServer ? request : nil) {
        scope.scope.fail(error)
      }
      ended.attributes.forEach { name, value in
        guard isTag(name), scope.scope.tags[name] == nil, let value = TagValue(value) else {
          return
        }
        scope.scope.tag(name, value)
      }
      scope.end()
    }

    /// How the scope failed; `request` is nil where it is no server's.
    ///
    /// `withSpan` says of whatever its body throws that it is an error, without a message. Of a
    /// server's request that is judged by the status, as an error is that was only recorded.
    private func error(of ended: State, request: RequestAttributes?) -> String? {
      let recorded = ended.recordedError
      if let status = ended.status {
        if status.code == .ok { return nil }
        if recorded == nil || status.message != nil {
          return recorded ?? status.message ?? "error"
        }
      }
      return request.map { $0.error(for: recorded) } ?? recorded
    }
  }

  extension TagValue {
    /// Nil for lists, which are no tag.
    init?(_ attribute: SpanAttribute) {
      switch attribute {
      case .int32(let value): self = .int(Int(value))
      case .int64(let value): self = .int(Int(clamping: value))
      case .double(let value): self = .double(value)
      case .bool(let value): self = .bool(value)
      case .string(let value): self = .string(value)
      case .stringConvertible(let value): self = .string(value.description)
      default: return nil
      }
    }
  }
#endif
