import Intake

/// Which scopes count as slow when it is asked why.
package enum SlowSet: Hashable, Sendable {
  /// Those at or above the border of the group's `Profile`: about the slowest 5 %.
  case slowest
  /// Those in a part of the heat map.
  case box(LatencyBox)
  /// One alone.
  case instance(Instance.Identity)
}

extension Instance {
  /// What tells a scope from others of its name. Its place does not do: it changes when chunks are
  /// merged.
  package struct Identity: Hashable, Sendable {
    package var end: Timestamp
    package var duration: Duration
    package var id: String?
  }

  /// What tells it from others of its name.
  package var identity: Identity { Identity(end: end, duration: duration, id: id) }
}
