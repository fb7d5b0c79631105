extension Duration {
  /// A length of time as it is typed: `250ms`, `1.5s`, `1m`. Nil for everything else, a bare number
  /// and a negative one included.
  package init?(text: String) {
    guard case .nanoseconds(let nanoseconds)? = Quantity(text), nanoseconds >= 0 else {
      return nil
    }
    self.init(nanoseconds: nanoseconds)
  }
}
