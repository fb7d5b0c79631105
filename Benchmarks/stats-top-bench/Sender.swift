import Foundation
import Synchronization

/// The bare sender on a thread of its own, as fast as it goes, for a time.
final class Sender: Sendable {
  private let sent = Mutex<UInt64?>(nil)
  private let done = DispatchSemaphore(value: 0)

  init(_ datagram: [UInt8], to port: UInt16, seconds: Double, perSecond: Double = 0) {
    Thread.detachNewThread { [self] in
      let count = Yardstick.send(datagram, to: port, seconds: seconds, perSecond: perSecond)
      sent.withLock { $0 = count }
      done.signal()
    }
  }

  /// Waits for its end, and says how many datagrams were sent.
  func finish() -> UInt64 {
    done.wait()
    return sent.withLock { $0 } ?? 0
  }

  var isDone: Bool { sent.withLock { $0 } != nil }
}
