/// One thing that tells slow scopes from others, with how much it explains and what it rests on.
package struct Finding: Sendable {
  package enum What: Sendable {
    case timer(TimerFinding)
    /// The time in no timer, per scope.
    case unaccounted(typical: Duration, slow: Duration, share: Double)
    case tags(TagFinding)
    /// A counter, per scope.
    case counter(MetricName, typical: Double, slow: Double)
    /// Scopes that failed, as parts of the others and of the slow ones; or of one instance that failed,
    /// where that is rare: then `slow` is 1.
    case errors(typical: Double, slow: Double, isRarity: Bool)
  }

  package var what: What
  /// How many slow scopes have it, weighted.
  package var support: Double
  /// The terms of a filter that lets these scopes through and few others.
  package var terms: [String]
  /// What it is ranked by; see `Explanation.rank`.
  var score = 0.0
}

/// A timer that slow scopes spend more time in.
///
/// The split is exact: `extra` is `moreCalls` and `slowerCalls` together.
///
///     extra = (calls slow − calls typical) × per call typical
///           + calls slow × (per call slow − per call typical)
package struct TimerFinding: Sendable {
  /// Its key, and its tags where it stands for one metric alone.
  package var name: MetricName
  /// Tags that slow scopes have more often, and with which they spend most of their time in it.
  package var place: [TagText] = []
  /// Whether it is about calls without these tags, too: their figures are those of all its calls.
  package var isElsewhereToo = false
  /// The time per slow scope beyond that per other scope.
  package var extra: Duration
  /// Of the extra time per scope. Timers are inclusive, so shares may add up to more than 1.
  package var share: Double
  /// Calls per scope.
  package var typicalCalls: Double
  package var slowCalls: Double
  package var typicalPerCall: Duration
  package var slowPerCall: Duration
  package var moreCalls: Duration
  package var slowerCalls: Duration
}

/// A tag, or a pair of tags, that slow scopes have more often.
package struct TagFinding: Sendable {
  /// One or two; of two, it is both together.
  package var tags: [TagText]
  /// The parts of the other scopes and of the slow ones that have it, 0 to 1.
  package var typicalShare: Double
  package var slowShare: Double

  /// Whether it says of one instance that the tag is rare: then `slowShare` is 1.
  package var isRarity = false

  /// How many times as common it is; nil where no other scope has it.
  package var lift: Double? { typicalShare > 0 ? slowShare / typicalShare : nil }
}

extension TimerFinding {
  /// - Parameters:
  ///   - extra: of the whole scope, in nanoseconds, above zero.
  init(
    _ name: MetricName, typical: (calls: Double, nanoseconds: Double),
    slow: (calls: Double, nanoseconds: Double), ofExtra extra: Double
  ) {
    let slowPerCall = slow.calls > 0 ? slow.nanoseconds / slow.calls : 0
    // Where the others make no call, every call is one more.
    let typicalPerCall = typical.calls > 0 ? typical.nanoseconds / typical.calls : slowPerCall
    let added = slow.nanoseconds - typical.nanoseconds
    self.name = name
    self.extra = Duration(nanoseconds: added)
    share = added / extra
    typicalCalls = typical.calls
    slowCalls = slow.calls
    self.typicalPerCall = Duration(nanoseconds: typicalPerCall)
    self.slowPerCall = Duration(nanoseconds: slowPerCall)
    moreCalls = Duration(nanoseconds: (slow.calls - typical.calls) * typicalPerCall)
    // The rest, so that both are the whole to the nanosecond.
    slowerCalls = self.extra - moreCalls
  }
}
