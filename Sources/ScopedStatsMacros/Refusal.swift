#if Macros
  import SwiftDiagnostics
  import SwiftSyntax

  /// Where `@Timed` cannot be used, and what to do there: the errors that the compiler shows.
  enum Refusal: DiagnosticMessage {
    case notAFunction
    case noBody
    case rethrowing
    /// What it is that a closure cannot have: `borrowing parameter`, say.
    case ownership(String)

    var message: String {
      switch self {
      case .notAFunction:
        "@Timed goes on a function or method; put timer(\"key\") { … } into the body here"
      case .noBody:
        "@Timed needs a body to time; put it on the functions that implement this requirement"
      case .rethrowing:
        "@Timed cannot time a function that rethrows; let it throw a generic error, as in throws(Failure)"
      case .ownership(let owned):
        "@Timed cannot hand on a \(owned); put timer(\"key\") { … } into the body here"
      }
    }

    var diagnosticID: MessageID { MessageID(domain: "ScopedStats", id: "\(self)") }
    var severity: DiagnosticSeverity { .error }

    func error(at node: some SyntaxProtocol) -> DiagnosticsError {
      DiagnosticsError(diagnostics: [Diagnostic(node: node, message: self)])
    }
  }
#endif
