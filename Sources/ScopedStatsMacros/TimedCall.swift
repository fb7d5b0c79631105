#if Macros
  import SwiftSyntax
  import SwiftSyntaxMacros

  /// The call of `timer` that a function's body is put into, in pieces.
  struct TimedCall {
    /// `try await `, as far as the function has them.
    let effects: String
    /// The key, and the tags where they are given.
    let arguments: String
    /// How the closure begins.
    let signature: String

    init(
      _ attribute: AttributeSyntax, _ function: FunctionDeclSyntax,
      in context: some MacroExpansionContext
    ) {
      let specifiers = function.signature.effectSpecifiers
      let isAsynchronous = specifiers?.asyncSpecifier != nil
      let throwing = Self.throwing(specifiers?.throwsClause)
      effects = (throwing == nil ? "" : "try ") + (isAsynchronous ? "await " : "")
      arguments = Self.arguments(of: attribute, function, in: context)
      signature = Self.signature(
        isAsynchronous: isAsynchronous, throwing: throwing,
        result: function.signature.returnClause?.type)
    }

    /// How the function throws, unless it says that it never does.
    private static func throwing(_ clause: ThrowsClauseSyntax?) -> String? {
      clause?.type?.trimmedDescription == "Never" ? nil : clause?.trimmedDescription
    }

    private static func arguments(
      of attribute: AttributeSyntax, _ function: FunctionDeclSyntax,
      in context: some MacroExpansionContext
    ) -> String {
      let given = attribute.arguments?.as(LabeledExprListSyntax.self) ?? []
      let key =
        given.first { $0.label == nil }?.expression.trimmedDescription
        ?? "\"\(defaultKey(of: function, in: context))\""
      guard let tags = given.first(where: { $0.label?.text == "tags" }) else { return key }
      return "\(key), tags: \(tags.expression.trimmedDescription)"
    }

    /// `calls.` and the function's name, with those of the types and functions that it is in.
    private static func defaultKey(
      of function: FunctionDeclSyntax, in context: some MacroExpansionContext
    ) -> String {
      let around = context.lexicalContext.reversed().compactMap(name)
      return (["calls"] + around + [plain(function.name.text)]).joined(separator: ".")
    }

    private static func name(of node: Syntax) -> String? {
      if let extended = node.as(ExtensionDeclSyntax.self) {
        return extended.extendedType.trimmedDescription
      }
      if let function = node.as(FunctionDeclSyntax.self) { return plain(function.name.text) }
      guard node.asProtocol((any DeclGroupSyntax).self) != nil else { return nil }
      return node.asProtocol((any NamedDeclSyntax).self).map { plain($0.name.text) }
    }

    private static func plain(_ name: String) -> String { name.filter { $0 != "`" } }

    /// The type of a result that is opaque (`some View`) cannot be said of a closure: there it is
    /// inferred. One that is unwrapped by itself (`View!`) is an optional there.
    private static func signature(
      isAsynchronous: Bool, throwing: String?, result: TypeSyntax?
    ) -> String {
      let effects = (isAsynchronous ? "async " : "") + (throwing.map { $0 + " " } ?? "")
      let unwrapped = result?.as(ImplicitlyUnwrappedOptionalTypeSyntax.self)?.wrappedType
      let type =
        unwrapped.map { "\($0.trimmedDescription)?" } ?? result?.trimmedDescription ?? "Void"
      let words = type.split { !($0.isLetter || $0.isNumber || $0 == "_") }
      return words.contains("some") ? "() \(effects)in" : "() \(effects)-> \(type) in"
    }
  }
#endif
