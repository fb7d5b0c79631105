import Datagram
import ScopedStats
import Synchronization

/// One intake thread: it runs a loop over sockets of its own until the handover says to stop.
final class IntakeThread: Sendable {
  private let waker: Waker
  private let failure: Failure
  private let thread: Mutex<Thread?>

  /// Starts the thread.
  ///
  /// - Throws: `DatagramError` when no thread is to be had.
  init(
    running loop: consuming sending IntakeLoop<DatagramReceiver>, wokenBy waker: Waker
  ) throws(DatagramError) {
    let (failure, parcel) = (Failure(), Parcel(loop))
    do throws(SystemError) {
      let thread = try Thread {
        guard var loop = parcel.open() else { return }
        do throws(DatagramError) {
          try loop.run()
        } catch {
          failure.set(error)
        }
      }
      self.thread = Mutex(thread)
    } catch {
      throw DatagramError(.system, "No thread could be started: \(error.text).")
    }
    self.waker = waker
    self.failure = failure
  }

  /// What made it end before it was asked to.
  var error: DatagramError? { failure.error }

  /// Waits for its end. The handover has to have been told to stop.
  func join() {
    waker.wake()
    if let thread = thread.withLock({ $0.take() }) { thread.join() }
  }

  private final class Failure: Sendable {
    private let box = Guarded<DatagramError?>(nil)
    var error: DatagramError? { box.withLock { $0 } }
    func set(_ error: DatagramError) { box.withLock { $0 = error } }
  }
}

/// Takes one value that must not be copied from one thread to another.
private final class Parcel: Sendable {
  private let content: Mutex<IntakeLoop<DatagramReceiver>?>

  init(_ content: consuming sending IntakeLoop<DatagramReceiver>) { self.content = Mutex(content) }

  /// The content, the first time; then nil.
  func open() -> IntakeLoop<DatagramReceiver>? { content.withLock { $0.take() } }
}
