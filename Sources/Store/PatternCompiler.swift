/// What a regular expression says, before it is steps.
indirect enum PatternNode {
  case take(CharacterSet)
  case check(Pattern.Place)
  case sequence([PatternNode])
  case either([PatternNode])
  /// Without a most, as often as it likes.
  case repeated(PatternNode, least: Int, most: Int?)
}

/// Lays a pattern out as steps, repetitions written out.
struct PatternCompiler {
  private var steps: [Pattern.Step] = []
  /// Nodes laid out so far. Those that come to no step, as `()`, can be repeated too often as well.
  private var nodeCount = 0

  mutating func steps(for node: PatternNode) throws(Pattern.Fault) -> [Pattern.Step] {
    try append(node)
    try emit(.match)
    return steps
  }

  private mutating func emit(_ step: Pattern.Step) throws(Pattern.Fault) {
    guard steps.count < Pattern.stepLimit else { throw Self.tooMuch }
    steps.append(step)
  }

  private static let tooMuch = Pattern.Fault(
    message: "This regular expression repeats too much: use smaller numbers.")

  private mutating func append(_ node: PatternNode) throws(Pattern.Fault) {
    nodeCount += 1
    guard nodeCount <= 4 * Pattern.stepLimit else { throw Self.tooMuch }
    switch node {
    case .take(let set): try emit(.take(set))
    case .check(let place): try emit(.check(place))
    case .sequence(let nodes): for node in nodes { try append(node) }
    case .either(let nodes): try appendEither(nodes[...])
    case .repeated(let node, let least, let most):
      for _ in 0..<least { try append(node) }
      guard let most else { return try appendLoop(node) }
      for _ in least..<most { try appendOptional(node) }
    }
  }

  private mutating func appendEither(_ nodes: ArraySlice<PatternNode>) throws(Pattern.Fault) {
    guard let first = nodes.first else { return }
    guard nodes.count > 1 else { return try append(first) }
    let fork = steps.count
    try emit(.jump(0))
    try append(first)
    let jump = steps.count
    try emit(.jump(0))
    steps[fork] = .fork(fork + 1, steps.count)
    try appendEither(nodes.dropFirst())
    steps[jump] = .jump(steps.count)
  }

  private mutating func appendLoop(_ node: PatternNode) throws(Pattern.Fault) {
    let fork = steps.count
    try emit(.jump(0))
    try append(node)
    try emit(.jump(fork))
    steps[fork] = .fork(fork + 1, steps.count)
  }

  private mutating func appendOptional(_ node: PatternNode) throws(Pattern.Fault) {
    let fork = steps.count
    try emit(.jump(0))
    try append(node)
    steps[fork] = .fork(fork + 1, steps.count)
  }
}
