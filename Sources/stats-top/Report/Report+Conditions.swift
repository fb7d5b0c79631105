import Store
import TextUI

/// `--fail-if`: what turns a report into a check.
extension Report {
  /// Which of the conditions hold, as one sentence that names the worst group of each; nil where
  /// none does. All groups that the filter leaves are held against them, shown or past the limit.
  func failure(of conditions: [FigureCondition]) -> String? {
    let clauses = conditions.compactMap { condition -> String? in
      let offenders = condition.offenders(among: rows)
      guard let worst = offenders.first, let value = condition.value(of: worst) else { return nil }
      let noun = condition.figure.rawValue
      let figure = "\(noun) \(condition.figure == .errors ? "are" : "is") \(value.text)"
      let others = offenders.count > 1 ? ", and for \(offenders.count - 1) more" : ""
      return "\(condition.text) holds for \(name(of: worst.key)), whose \(figure)\(others)"
    }
    return clauses.isEmpty ? nil : clauses.joined(separator: "; ") + "."
  }

  /// Why a condition cannot be judged, as a sentence; nil where all can be.
  func obstacle(to conditions: [FigureCondition]) -> String? {
    guard span == nil, !rows.isEmpty, let rate = conditions.first(where: { $0.figure == .rate })
    else { return nil }
    let reason =
      tally.undated > 0
      ? "\(Figure.counted(Double(tally.undated), "line")) without an end"
      : "all scopes finished at one moment"
    return "\(rate.text) cannot be judged, since there are no rates: \(reason)."
  }

  /// A group as a sentence calls it: its scope, and the tags that it is grouped by.
  private func name(of key: GroupKey) -> String {
    let tags = zip(groupBy, key.values).map { tag, value in
      value.map { "\(tag)=\($0)" } ?? "!\(tag)"
    }
    return ([key.scope] + tags).joined(separator: " ")
  }
}

extension FigureCondition.Value {
  /// As people read it.
  fileprivate var text: String {
    switch self {
    case .nanoseconds(let value): Figure.duration(seconds: value / 1e9).text
    case .number(let value): Figure.count(value).text
    case .perSecond(let value): Figure.rate(perSecond: value).text
    case .fraction(let value): Figure.share(value).text
    }
  }
}
