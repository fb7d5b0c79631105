import Intake

extension Filter {
  /// Why no scope can pass, term by term: one sentence for each that asks for what no line has
  /// brought. None where each could hold, if not all together.
  ///
  /// Cost: proportional to the catalog.
  package func obstacles(in catalog: Catalog) -> [String] {
    terms.filter { !$0.isExclusion }.compactMap { $0.condition.obstacle(of: $0.text, in: catalog) }
  }
}

extension FilterCondition {
  /// - Parameter typed: the term.
  fileprivate func obstacle(of typed: String, in catalog: Catalog) -> String? {
    switch self {
    case .namePart(let part): Self.namePart(part, typed, catalog)
    case .text(.name, .isOne(let names)): Self.name(names, catalog)
    case .text(.tag(let key), let test): Self.tag(key, test, catalog)
    case .duration(.equal, _):
      "\(typed) asks for scopes that took just that, to the nanosecond: dur> or dur< asks for more."
    case .text, .duration: nil
    case .number(let key, _, _): catalog.hasMetric(key) ? nil : Self.metric(key, catalog)
    case .time(let key, _, _):
      catalog.hasMetric(key, .timer)
        ? nil
        : catalog.hasMetric(key)
          ? "\(Filter.quotedKey(key)) is a counter: without a unit, as "
            + "\(Filter.quotedKey(key))>10, it is asked for."
          : Self.metric(key, catalog)
    }
  }

  private static func namePart(_ part: String, _ typed: String, _ catalog: Catalog) -> String? {
    let quoted = typed.hasPrefix("\"") ? typed : "\"\(typed)\""
    if ["or", "and", "not", "&&", "||"].contains(part) {
      return "\(quoted) is taken as a part of names: terms side by side all have to hold, and "
        + "status=500,503 is either of two."
    }
    if catalog.scopeNames.contains(where: { $0.lowercased().contains(part) }) { return nil }
    return "No scope has \(quoted) in its name."
  }

  private static func name(_ asked: [String], _ catalog: Catalog) -> String? {
    let names = catalog.scopeNames
    guard !asked.contains(where: names.contains) else { return nil }
    let quoted = asked.map(Filter.quotedIfNeeded)
    return "No scope has the name \(quoted.joined(separator: " or "))."
  }

  private static func tag(_ key: String, _ test: TextTest, _ catalog: Catalog) -> String? {
    let name = Filter.quotedKey(key)
    let values = catalog.values(ofTag: key)
    if values.isEmpty { return "There is no tag \(name)." }
    guard case .isOne(let asked) = test, !asked.contains(where: values.contains) else { return nil }
    let terms = asked.map { "\(name)=\(Filter.quotedIfNeeded($0))" }
    return "No scope has \(terms.joined(separator: " or "))."
  }

  /// Of a key that nothing is counted or timed by.
  private static func metric(_ key: String, _ catalog: Catalog) -> String {
    let name = Filter.quotedKey(key)
    return catalog.values(ofTag: key).isEmpty
      ? "There is no counter and no timer \(name)."
      : "\(name) is a tag, and tags are no numbers: \(name)=500,503 or \(name)~^5 asks for it."
  }
}

extension Catalog {
  /// Whether there is a counter or timer of a key.
  fileprivate func hasMetric(_ key: String, _ kind: Metric.Kind? = nil) -> Bool {
    guard let id = id(of: key) else { return false }
    return metrics.contains { $0.key == id && (kind == nil || $0.kind == kind) }
  }
}
