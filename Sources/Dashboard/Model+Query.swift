import Intake
import Store

extension Model {
  /// Puts another query in force, and answers it from what is held, at once.
  ///
  /// Cost: one pass over the window's scopes when the query is another one, nothing otherwise.
  mutating func applyQuery() {
    let query = query
    guard query != ranking.query else { return }
    // Groups of another grouping are other groups: what was opened of the old ones is closed.
    if query.groupBy != ranking.query.groupBy {
      pages.removeAll { page in
        switch page {
        case .scope, .box, .instance, .why, .compare: true
        case .tags, .problems, .help: false
        }
      }
    }
    freeze?.look(through: query.window)
    ranking = Ranking(query, extras: scopes.extras)
    for index in pages.indices { pages[index].ask(query, of: ranking) }
    advanceAnswers()
  }

  /// Groups by a tag, or no longer.
  mutating func toggleGroup(by key: String) {
    if let index = groupBy.firstIndex(of: key) {
      groupBy.remove(at: index)
      say("no longer grouped by \(key)")
    } else {
      groupBy.append(key)
      say("grouped by \(groupBy.joined(separator: ", "))")
    }
    scopes.cursor.moveToFirst()
    applyQuery()
  }

  /// Groups by no tag any more.
  mutating func ungroup() {
    groupBy = []
    say("no longer grouped by tags")
    scopes.cursor.moveToFirst()
    applyQuery()
  }

  /// Adds terms to the filter, and says so.
  ///
  /// - Parameter opposite: a term that the first one takes the place of.
  mutating func narrow(by terms: [String], insteadOf opposite: String? = nil) {
    let wasOff = filterLine.isOff
    var error: FilterError?
    for term in terms {
      filterLine.add(term, insteadOf: opposite)
      error = error ?? filterLine.lastError
    }
    if let error {
      say(error.message, .warning)
    } else {
      say((wasOff ? "the filter is on again: " : "filter: ") + filterLine.applied.text)
    }
    applyQuery()
  }
}
