#if Macros
  /// Times every call of a function or method, under the key `calls.` and its qualified name:
  ///
  ///     struct Shop {
  ///       @Timed
  ///       func checkout(_ cart: Cart) async throws -> Receipt {  // calls.Shop.checkout
  ///         try await till.charge(cart)
  ///       }
  ///     }
  ///
  /// It works on functions that are synchronous or not, that throw or not, and that are generic. What
  /// the function returns and throws stays as it is. The package trait `Macros` turns it on.
  @attached(body)
  public macro Timed() = #externalMacro(module: "ScopedStatsMacros", type: "TimedMacro")

  /// Times every call of a function or method, under its qualified name and with tags.
  @attached(body)
  public macro Timed(tags: Tags) =
    #externalMacro(module: "ScopedStatsMacros", type: "TimedMacro")

  /// Times every call of a function or method, under a key of its own.
  @attached(body)
  public macro Timed(_ key: String, tags: Tags = [:]) =
    #externalMacro(module: "ScopedStatsMacros", type: "TimedMacro")
#endif
