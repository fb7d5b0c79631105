import CYardstick
import Foundation
import Synchronization

/// The bare sender and receiver, in Swift's words.
enum Yardstick {
  /// Returns how many datagrams were sent. A rate of 0 is as fast as it goes.
  static func send(
    _ datagram: [UInt8], to port: UInt16, seconds: Double, perSecond: Double
  ) -> UInt64 {
    datagram.withUnsafeBufferPointer {
      yardstick_send(port, $0.baseAddress, $0.count, seconds, perSecond)
    }
  }

  /// Receives what another thread sends and throws it away; nil where there is no socket.
  static func receive(_ datagram: [UInt8], seconds: Double) -> Passage? {
    var port: UInt16 = 0
    let descriptor = yardstick_open(&port)
    guard descriptor >= 0 else { return nil }
    let flow = Flow()
    let sender = Sender(datagram, to: port, seconds: seconds, as: flow)
    var taken = 0.0
    let received = yardstick_receive(descriptor, flow.counter, &taken)
    return Passage(sent: sender.finish(), received: received, seconds: taken)
  }
}

/// What went from a sender to a receiver.
struct Passage {
  let sent: UInt64
  let received: UInt64
  /// From the first datagram to the last.
  let seconds: Double

  var perSecond: Double { Double(received) / seconds }
  var lost: UInt64 { sent - min(sent, received) }
}

/// The count by which a receiver holds its sender back.
///
/// It is shared by two threads: what is behind the pointer is one atomic number.
final class Flow: @unchecked Sendable {
  let counter: OpaquePointer?

  init() { counter = yardstick_flow_make() }

  deinit { yardstick_flow_free(counter) }

  func take(_ count: Int) { yardstick_flow_take(counter, UInt64(count)) }
}

/// The bare sender on a thread of its own, as fast as its receiver takes, for a time.
final class Sender: Sendable {
  private let sent = Mutex<UInt64?>(nil)
  private let done = DispatchSemaphore(value: 0)

  init(_ datagram: [UInt8], to port: UInt16, seconds: Double, as flow: Flow) {
    Thread.detachNewThread { [self] in
      let count = datagram.withUnsafeBufferPointer {
        yardstick_send_as_taken(port, $0.baseAddress, $0.count, seconds, flow.counter)
      }
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
