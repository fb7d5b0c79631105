import Intake

/// A question to the scopes held: which of them, put together how, how far back.
package struct Query: Hashable, Sendable {
  package var filter: Filter
  /// Tag keys. Without any, there is one group a scope name; with some, one a name and their values.
  package var groupBy: [String]
  package var window: Window

  package init(filter: Filter = .all, groupBy: [String] = [], window: Window = .oneMinute) {
    self.filter = filter
    self.groupBy = groupBy
    self.window = window
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
