#if Macros
  import SwiftSyntax
  import SwiftSyntaxBuilder
  import SwiftSyntaxMacros

  /// `@Timed`: puts a function's body into `timer`, under a key of its own or the function's name.
  ///
  ///     @Timed                                   func load(id: Int) async throws -> Book {
  ///     func load(id: Int) async throws -> Book    return try await ScopedStats.timer("calls.load") {
  ///     {                                     ─▶     () async throws -> Book in
  ///       …                                          …
  ///     }                                          }
  ///                                              }
  ///
  /// The closure says `async`, `throws` and the type of the result as the function does, so that the
  /// body is checked as it was, and a body of one expression stays one. It does not escape, so
  /// parameters that are `inout`, and a mutating method's `self`, are within its reach.
  public struct TimedMacro: BodyMacro {
    /// The new body; an error where a closure could not do what the function does.
    public static func expansion(
      of attribute: AttributeSyntax,
      providingBodyFor declaration: some DeclSyntaxProtocol & WithOptionalCodeBlockSyntax,
      in context: some MacroExpansionContext
    ) throws -> [CodeBlockItemSyntax] {
      guard let function = declaration.as(FunctionDeclSyntax.self) else {
        throw Refusal.notAFunction.error(at: attribute)
      }
      guard let body = function.body else { throw Refusal.noBody.error(at: attribute) }
      try refuseWhatClosuresCannotDo(function)
      let call = TimedCall(attribute, function, in: context)
      return [
        """
        return \(raw: call.effects)ScopedStats.timer(\(raw: call.arguments)) { \(raw: call.signature)
        \(body.statements)
        }
        """
      ]
    }

    private static func refuseWhatClosuresCannotDo(_ function: FunctionDeclSyntax) throws {
      if let clause = function.signature.effectSpecifiers?.throwsClause,
        clause.throwsSpecifier.tokenKind == .keyword(.rethrows)
      {
        throw Refusal.rethrowing.error(at: clause)
      }
      // A plain method borrows `self` too, but lets its closures have it; a consuming one as well.
      for modifier in function.modifiers where modifier.name.text == "borrowing" {
        throw Refusal.ownership("borrowing self").error(at: modifier)
      }
      for parameter in function.signature.parameterClause.parameters {
        let specifiers = parameter.type.as(AttributedTypeSyntax.self)?.specifiers ?? []
        for specifier in specifiers.map(\.trimmedDescription)
        where ["consuming", "borrowing", "__owned", "__shared"].contains(specifier) {
          throw Refusal.ownership("\(specifier) parameter").error(at: parameter)
        }
      }
    }
  }
#endif
