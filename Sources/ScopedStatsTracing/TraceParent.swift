#if Tracing
  /// Which trace a span belongs to, as the header `traceparent` says it (W3C Trace Context, level 1):
  ///
  ///     00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
  ///     version  trace, 16 bytes            parent, 8 bytes  flags
  struct TraceParent: Sendable, Hashable {
    static let header = "traceparent"

    let traceID: String
    let spanID: String
    private let flags: String

    /// A trace that begins here.
    static func random() -> TraceParent {
      TraceParent(traceID: hex(.random(in: 1 ... .max)) + hex(.random(in: 1 ... .max)), flags: "01")
    }

    private init(traceID: String, flags: String) {
      self.traceID = traceID
      self.flags = flags
      spanID = Self.hex(.random(in: 1 ... .max))
    }

    /// Nil where the header says no trace. A later version is read as far as it is known.
    init?(parsing header: String) {
      let fields = header.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
      guard fields.count >= 4, zip(fields, [2, 32, 16, 2]).allSatisfy({ Self.isHex($0, $1) }),
        fields[0] != "ff", fields.count == 4 || fields[0] != "00",
        fields[1].contains(where: { $0 != "0" }), fields[2].contains(where: { $0 != "0" })
      else { return nil }
      (traceID, spanID, flags) = (fields[1], fields[2], fields[3])
    }

    /// Another span of the same trace.
    func child() -> TraceParent { TraceParent(traceID: traceID, flags: flags) }

    var text: String { "00-\(traceID)-\(spanID)-\(flags)" }

    private static func isHex(_ text: String, _ count: Int) -> Bool {
      text.utf8.count == count && text.utf8.allSatisfy { 48...57 ~= $0 || 97...102 ~= $0 }
    }

    private static func hex(_ number: UInt64) -> String {
      let digits = String(number, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
  }
#endif
