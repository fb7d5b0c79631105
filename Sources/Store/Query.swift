import Intake

/// A question to the scopes held: which of them, put together how, how far back.
package struct Query: Hashable, Sendable {
  package var filter: Filter
  /// Tag keys. Without any, there is one group a scope name; with some, one a name and their values.
  package var groupBy: [String]
  package var window: Window
  /// From which duration on a scope does harm: what it took beyond is summed up a group.
  package var slowAbove: Duration

  /// Where nobody says otherwise: people notice a wait of half a second.
  package static let slowAboveStandard = Duration.milliseconds(500)

  package init(
    filter: Filter = .all, groupBy: [String] = [], window: Window = .oneMinute,
    slowAbove: Duration = Query.slowAboveStandard
  ) {
    self.filter = filter
    self.groupBy = groupBy
    self.window = window
    self.slowAbove = slowAbove
  }

  /// The threshold as chunks have durations; one beyond 292 years is that long.
  var slowAboveNanoseconds: UInt64 {
    UInt64(min(max(0, slowAbove / .nanoseconds(1)), 9.2e18))
  }
}

/// One line of the ranking, named: a scope and the values of the tags that it is grouped by.
package struct GroupKey: Hashable, Sendable {
  package let scope: String
  /// In the order of `Query.groupBy`; nil where the scope lacks the tag.
  package let values: [String?]

  package init(scope: String, values: [String?] = []) {
    self.scope = scope
    self.values = values
  }
}
