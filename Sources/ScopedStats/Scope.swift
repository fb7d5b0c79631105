/// The scope that is being recorded here, to say more about while it runs:
///
///     Scope.current?.tag("status", response.status)
///     Scope.current?.fail("Timeout")
///     Scope.current?.id = request.id
///
/// Once the scope has ended, all of this does nothing.
public struct Scope: Sendable {
  let reference: ScopeReference

  /// The innermost scope that the current task is in, or nil outside of any.
  public static var current: Scope? {
    guard Recorded.isAnywhere else { return nil }
    return ScopeReference.current.map(Scope.init(reference:))
  }

  /// Adds a tag to the scope; a key that is there gets the new value.
  public func tag(_ key: String, _ value: some TagConvertible) {
    let value = value.tagValue
    reference.withHeader { $0.tags.set(key, value) }
  }

  /// Says that the scope failed, and with what kind of error: a word, by which errors are counted.
  /// An error thrown out of the scope says so by itself, with its type's name, unless this was said.
  public func fail(_ error: String) {
    // On the wire an empty one would mean that it did not fail.
    reference.withHeader { $0.error = error.isEmpty ? "error" : error }
  }

  /// The kind of error that was said, or nil where none was.
  package var error: String? { reference.withHeader { $0.error } ?? nil }

  /// What the scope is called. A server that knows its route late sets it late.
  public var name: String {
    get { reference.withHeader { $0.name } ?? "" }
    nonmutating set { reference.withHeader { $0.name = newValue } }
  }

  /// A request or trace id, shown with the instance.
  public var id: String? {
    get { reference.withHeader { $0.id } ?? nil }
    nonmutating set { reference.withHeader { $0.id = newValue } }
  }

  /// The scope's tags, as they are now.
  public var tags: Tags { reference.withHeader { $0.tags } ?? [:] }
}
