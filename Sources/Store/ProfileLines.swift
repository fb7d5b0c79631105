import Intake

/// A timer within a group of scopes.
package struct TimerLine: Sendable {
  /// The timer in one set of scopes: all, the typical or the slow.
  package struct Part: Sendable, Equatable {
    /// Calls per scope.
    package var callsPerScope: Double
    package var perCall: Duration
    package var perScope: Duration
    /// Of the scopes' duration, 0 to 1; recursion and parallel work can make it exceed 1.
    package var share: Double
  }

  package var name: MetricName
  /// Over all scopes of the group.
  package var all: Part
  package var typical: Part
  /// Nil when there is no slow set.
  package var slow: Part?
  /// Over all scopes: how many calls, how long together, the longest one where it was sent.
  package var count: Double
  package var total: Duration
  package var max: Duration?
}

/// The time that no timer accounts for: the duration less the sum of all timers, not below zero.
/// Timers are inclusive, so where they nest it is less than the truth.
package struct UnaccountedLine: Sendable {
  package struct Part: Sendable, Equatable {
    package var perScope: Duration
    package var share: Double
  }

  package var all: Part
  package var typical: Part
  package var slow: Part?
}

/// A counter within a group of scopes.
package struct CounterLine: Sendable {
  package var name: MetricName
  package var sum: Double
  /// Per scope of the group, whether it has the counter or not.
  package var perScope: Double
  package var typicalPerScope: Double
  package var slowPerScope: Double?
}

/// A metric by name: its key and its own tags, sorted by key.
package struct MetricName: Hashable, Sendable {
  package var key: String
  package var tags: [TagText]

  package init(key: String, tags: [TagText]) {
    self.key = key
    self.tags = tags
  }
}

/// A tag as text.
package struct TagText: Hashable, Sendable {
  package var key: String
  package var value: String
  package var kind: TagValueKind
}
