/// Metrics of a group of scopes as reports, copies and exports write them: seconds everywhere.
extension JSONWriter {
  /// A counter as an object.
  ///
  /// - Parameter more: writes further members.
  package mutating func counter(
    _ name: MetricName, sum: Double, perScope: Double, more: (inout JSONWriter) -> Void = { _ in }
  ) {
    object { json in
      name.write(to: &json)
      json.member("sum", sum)
      json.member("per_scope", perScope)
      more(&json)
    }
  }

  /// A timer as an object: `per_scope` is its time in a scope.
  ///
  /// - Parameter more: writes further members.
  package mutating func timer(
    _ name: MetricName, count: Double, total: Duration, perScope: Duration, max: Duration?,
    more: (inout JSONWriter) -> Void = { _ in }
  ) {
    object { json in
      name.write(to: &json)
      json.member("count", count)
      json.member("total_dur", seconds: total)
      json.member("per_scope", seconds: perScope)
      if let max { json.member("max_dur", seconds: max) }
      more(&json)
    }
  }
}

extension MetricName {
  /// Writes `key`, and `tags` where it has any, as members of the object in hand.
  fileprivate func write(to json: inout JSONWriter) {
    json.member("key", key)
    guard !tags.isEmpty else { return }
    json.key("tags")
    json.object { object in
      for tag in tags { object.member(tag.key, tag.value) }
    }
  }
}
