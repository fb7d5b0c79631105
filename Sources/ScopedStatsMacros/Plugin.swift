#if Macros
  import SwiftCompilerPlugin
  import SwiftSyntaxMacros

  /// What the compiler starts to expand `@Timed`.
  @main
  struct Plugin: CompilerPlugin {
    let providingMacros: [any Macro.Type] = [TimedMacro.self]
  }
#else
  /// Without the trait there is nothing to expand, and swift-syntax is neither fetched nor built.
  @main
  struct Plugin {
    static func main() {}
  }
#endif
