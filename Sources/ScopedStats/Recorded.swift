import Synchronization

/// How many recordings are open in the process, so that code outside of any is told so by one load.
@usableFromInline let openRecordings = Atomic<Int>(0)

/// What `incr` and `timer` do where something is being recorded, somewhere.
@usableFromInline
enum Recorded {
  /// Whether a recording is open anywhere in the process: one load.
  @inlinable static var isAnywhere: Bool { openRecordings.load(ordering: .relaxed) != 0 }

  @usableFromInline
  static func add(_ amount: Double, _ key: StaticString) {
    guard let scope = ScopeReference.current, amount.isFinite else { return }
    scope.write { $0.add(amount, to: key) }
  }

  /// One tag is passed by itself, in registers: a set of tags costs more to pass than to count.
  @inlinable
  @inline(__always)
  static func add(_ amount: Double, _ key: StaticString, _ tags: Tags) {
    if tags.count == 1 {
      add(amount, key, tags.key0, tags.value0)
    } else {
      addMany(amount, key, tags)
    }
  }

  @usableFromInline
  static func add(_ amount: Double, _ key: StaticString, _ tagKey: String, _ tagValue: TagValue) {
    guard let scope = ScopeReference.current, amount.isFinite else { return }
    scope.write { $0.add(amount, to: key, tagKey, tagValue) }
  }

  @usableFromInline
  static func addMany(_ amount: Double, _ key: StaticString, _ tags: Tags) {
    guard let scope = ScopeReference.current, amount.isFinite else { return }
    scope.write { $0.add(amount, to: key, tags: tags) }
  }

  @usableFromInline
  static func add(_ amount: Double, _ key: String, _ tags: Tags) {
    guard let scope = ScopeReference.current, amount.isFinite else { return }
    scope.write { $0.add(amount, to: key, tags: tags) }
  }

  @usableFromInline
  static func add(_ amount: Double, _ metric: MetricName) {
    guard let scope = ScopeReference.current, amount.isFinite else { return }
    scope.write { $0.add(amount, to: metric) }
  }

  @usableFromInline
  static func add(nanoseconds: UInt64, _ key: StaticString, to scope: ScopeReference) {
    scope.write { $0.add(nanoseconds: nanoseconds, to: key) }
  }

  @usableFromInline
  static func add(nanoseconds: UInt64, _ key: StaticString, _ tags: Tags, to scope: ScopeReference)
  {
    if tags.count == 1 {
      scope.write { $0.add(nanoseconds: nanoseconds, to: key, tags.key0, tags.value0) }
    } else {
      scope.write { $0.add(nanoseconds: nanoseconds, to: key, tags: tags) }
    }
  }

  @usableFromInline
  static func add(nanoseconds: UInt64, _ key: String, _ tags: Tags, to scope: ScopeReference) {
    scope.write { $0.add(nanoseconds: nanoseconds, to: key, tags: tags) }
  }
}
