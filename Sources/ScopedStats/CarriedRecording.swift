import Synchronization

/// Where an open scope is found that the library did not bind to the task itself: a tracer carries
/// its scopes in the tracing system's own context.
///
/// It is asked where no recording is bound, or where some carried scope was opened within a bound
/// one: `incr` within `withScope` alone costs what it did.
package final class CarriedRecording: Sendable {
  private let find: @Sendable () -> OpenScope?

  private static let installed = AtomicLazyReference<CarriedRecording>()

  private init(_ find: @escaping @Sendable () -> OpenScope?) { self.find = find }

  /// Says where to look, for the rest of the process. The first one to say so is heard.
  package static func look(_ find: @escaping @Sendable () -> OpenScope?) {
    _ = installed.storeIfNil(CarriedRecording(find))
  }

  /// The scope that is carried here, or nil where there is none.
  static var scope: OpenScope? { installed.load()?.find() }
}
