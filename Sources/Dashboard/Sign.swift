/// Signs of the dashboard's own: each says in one cell what colour alone must not say.
enum Sign {
  /// First seen within the window.
  static let new = "+"
}
