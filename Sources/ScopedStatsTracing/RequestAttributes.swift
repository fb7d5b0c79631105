#if Tracing
  import ScopedStats
  import Tracing

  /// What the attributes of a root span say of an HTTP request, by OpenTelemetry's names for them: the
  /// stable ones, and those from before.
  struct RequestAttributes {
    private let method: String?
    private let route: String?
    private let status: Int?

    init(_ attributes: SpanAttributes) {
      method = Self.text(attributes, "http.request.method", "http.method")
      route = Self.text(attributes, "http.route")
      status = Self.number(attributes, "http.response.status_code", "http.status_code")
    }

    /// The span's name. Some frameworks name spans by the route alone, which would put `GET /users`
    /// and `POST /users` into one scope; the convention is method and route.
    func name(for name: String) -> String {
      guard let method, name == route else { return name }
      return "\(method) \(name)"
    }

    /// How a server's request failed: below 500 the client is to blame, and the request is answered as
    /// it should be; from 500 on it failed, whether an error was thrown or not.
    func error(for recorded: String?) -> String? {
      guard let status else { return recorded }
      switch status {
      case 400..<500: return nil
      case 500...: return recorded ?? String(status)
      default: return recorded
      }
    }

    private static func text(_ attributes: SpanAttributes, _ names: String...) -> String? {
      for case .string(let text)? in names.map({ value(attributes, $0) }) { return text }
      return nil
    }

    private static func number(_ attributes: SpanAttributes, _ names: String...) -> Int? {
      for case .int(let number)? in names.map({ value(attributes, $0) }) { return number }
      return nil
    }

    private static func value(_ attributes: SpanAttributes, _ name: String) -> TagValue? {
      attributes.get(name).flatMap(TagValue.init)
    }
  }
#endif
