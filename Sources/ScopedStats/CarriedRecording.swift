import Synchronization

/// Where an open recording is found that the library did not bind to the task itself: a tracer
/// carries its scopes in the tracing system's own context.
///
/// It is asked only where no recording is bound, so that `incr` within `withScope` costs what it did.
package final class CarriedRecording: Sendable {
  private let find: @Sendable () -> Recording?

  private static let installed = AtomicLazyReference<CarriedRecording>()

  private init(_ find: @escaping @Sendable () -> Recording?) { self.find = find }

  /// Says where to look, for the rest of the process. The first one to say so is heard.
  package static func look(_ find: @escaping @Sendable () -> Recording?) {
    _ = installed.storeIfNil(CarriedRecording(find))
  }

  /// The recording that is carried here, or nil where there is none.
  static var reference: ScopeReference? { installed.load()?.find()?.reference }
}
