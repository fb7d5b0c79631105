import Datagram
import Intake
import ScopedStats
import Synchronization

/// The intake thread, seen from the main thread: where it listens, what it has handed over.
struct IntakeThread: ~Copyable {
  /// The addresses, each as bound.
  let addresses: [DatagramAddress]
  private let handover: Handover
  private let failure: Failure
  private let waker: Waker
  private let thread: Thread

  /// Binds the addresses and starts the thread.
  ///
  /// - Throws: `DatagramError` when an address or a thread is not to be had.
  static func start(
    listeningOn addresses: [DatagramAddress], allow: AllowList, limits: Limits = Limits()
  ) throws(DatagramError) -> IntakeThread {
    let receiver = try DatagramReceiver(listeningOn: addresses)
    let (bound, waker) = (receiver.addresses, receiver.waker)
    let (handover, failure) = (Handover(), Failure())
    let parcel = Parcel(
      IntakeLoop(inlet: receiver, allow: allow, handover: handover, limits: limits))
    do throws(SystemError) {
      let thread = try Thread {
        guard var loop = parcel.open() else { return }
        do throws(DatagramError) {
          try loop.run()
        } catch {
          failure.set(error)
        }
      }
      return IntakeThread(
        addresses: bound, handover: handover, failure: failure, waker: waker, thread: thread)
    } catch {
      throw DatagramError(.system, "No thread could be started: \(error.text).")
    }
  }

  /// What came in since the last call, in order.
  ///
  /// - Throws: `DatagramError` when the sockets failed; nothing comes in any more.
  func takeAll() throws(DatagramError) -> [Delivery] {
    if let error = failure.error { throw error }
    return handover.takeAll()
  }

  /// Ends the thread, waits for it, and hands over what it still had.
  @discardableResult
  consuming func stop() -> [Delivery] {
    handover.stop()
    waker.wake()
    let handover = handover
    thread.join()
    return handover.takeAll()
  }

  /// What made the thread end before it was asked to.
  fileprivate final class Failure: Sendable {
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
