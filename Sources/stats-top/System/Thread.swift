#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A thread of the system's, for work that blocks: it must not take one of the few threads that
/// Swift's tasks share.
struct Thread: ~Copyable {
  private let handle: pthread_t

  /// Starts a thread with a body that ends by itself.
  ///
  /// - Throws: the system's error number when no thread is to be had.
  init(_ body: @escaping @Sendable () -> Void) throws(SystemError) {
    // The new thread takes over the one reference that this makes, and gives it up at its end.
    let argument = Unmanaged.passRetained(Body(body)).toOpaque()
    #if canImport(Darwin)
      var started: pthread_t?
      let failure = pthread_create(&started, nil, Self.run, argument)
    #else
      var started = pthread_t()
      let failure = pthread_create(&started, nil, { Self.run($0) }, argument)
    #endif
    guard failure == 0 else {
      Unmanaged<Body>.fromOpaque(argument).release()
      throw SystemError(number: failure)
    }
    #if canImport(Darwin)
      guard let started else { throw SystemError(number: EAGAIN) }
    #endif
    handle = started
  }

  /// Waits for the body's end.
  consuming func join() { pthread_join(handle, nil) }

  private static func run(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
    return nil
  }

  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
}

/// An error of the system's, by its number.
struct SystemError: Error {
  let number: Int32

  /// The system's words for it.
  var text: String { String(cString: strerror(number)) }
}
