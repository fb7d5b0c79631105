/// How long measuring may take: a few minutes, or as long as the whole takes.
enum Effort {
  case quick, full

  func callAsFunction<Value>(quick: Value, full: Value) -> Value {
    switch self {
    case .quick: quick
    case .full: full
    }
  }
}
