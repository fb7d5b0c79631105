import ScopedStats

/// What a test expected and did not find: one sentence with what there was. It is thrown, so that it
/// fails a test of any framework.
public struct UnmetExpectation: Error, Hashable, CustomStringConvertible {
  /// The sentence.
  public let description: String

  init(_ description: String) { self.description = description }
}

extension ScopeResult {
  /// Expects a counter to have been counted up to a sum, over all entries that have the tags.
  public func expectCounter(
    _ key: String, _ sum: Double, tags: Tags = [:]
  ) throws(UnmetExpectation) {
    guard self[key, tags] != sum else { return }
    let found = self[key, tags].map { "is \(plain($0))" } ?? "was not counted"
    throw UnmetExpectation(
      "The counter \(name(key, tags)) \(found); expected \(plain(sum)). There is: \(description)")
  }

  /// Expects a timer to have been called a number of times, over all entries that have the tags.
  public func expectTimer(
    _ key: String, calls: Int, tags: Tags = [:]
  ) throws(UnmetExpectation) {
    let found = self[timer: key, tags]?.count ?? 0
    guard found != calls else { return }
    let times =
      found == 0 ? "was not called" : found == 1 ? "was called once" : "was called \(found) times"
    throw UnmetExpectation(
      "The timer \(name(key, tags)) \(times); expected \(calls). There is: \(description)")
  }

  /// Expects that nothing was counted or timed with a key.
  public func expectNothing(of key: String) throws(UnmetExpectation) {
    guard self[key] != nil || self[timer: key] != nil else { return }
    throw UnmetExpectation("There should be nothing of \(key). There is: \(description)")
  }

  private func name(_ key: String, _ tags: Tags) -> String {
    tags.isEmpty ? key : "\(key) \(tags)"
  }

  /// A whole number without a point, as it was most likely written.
  private func plain(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
  }
}

extension EmittedScope {
  /// Expects a counter of the scope to have been counted up to a sum.
  public func expectCounter(
    _ key: String, _ sum: Double, tags: Tags = [:]
  ) throws(UnmetExpectation) {
    try result.expectCounter(key, sum, tags: tags)
  }

  /// Expects a timer of the scope to have been called a number of times.
  public func expectTimer(
    _ key: String, calls: Int, tags: Tags = [:]
  ) throws(UnmetExpectation) {
    try result.expectTimer(key, calls: calls, tags: tags)
  }

  /// Expects the scope to have a tag; values are compared as text.
  public func expectTag(_ key: String, _ value: some TagConvertible) throws(UnmetExpectation) {
    guard tags[key]?.text != value.tagValue.text else { return }
    let found = tags[key].map { "is \($0.text)" } ?? "is not set"
    throw UnmetExpectation(
      "The tag \(key) of “\(name)” \(found); expected \(value.tagValue.text).")
  }

  /// Expects the scope to have failed with a kind of error, or not to have failed where it is nil.
  public func expectError(_ error: String?) throws(UnmetExpectation) {
    guard self.error != error else { return }
    let found = self.error.map { "failed with \($0)" } ?? "did not fail"
    throw UnmetExpectation(
      "“\(name)” \(found); expected \(error.map { "it to fail with \($0)" } ?? "no error").")
  }
}
