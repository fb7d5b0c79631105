import Datagram
import Foundation
import Synchronization

/// A thread that sends one line over and over as fast as it can, until it is told to stop, or has sent
/// as many as it may.
final class Flood: Sendable {
  /// What one flood may send: far more than a socket's buffer holds. Below a million the screen shows
  /// counts to the last digit.
  static let datagramsMax: UInt64 = 300_000

  private let isOver = Atomic<Bool>(false)
  private let isDone = DispatchSemaphore(value: 0)
  private let sent = Atomic<UInt64>(0)

  /// - Throws: `DatagramError` when there is no socket.
  init(_ line: String, to port: UInt16) throws {
    let sender = try DatagramSender(to: .ipv4(0x7F00_0001, port: port))
    let bytes = Array((line + "\n").utf8)
    let parcel = Mutex<DatagramSender?>(sender)
    Thread.detachNewThread { [self] in
      let sender = parcel.withLock { $0.take() }
      var count: UInt64 = 0
      while !isOver.load(ordering: .relaxed), count < Self.datagramsMax {
        if sender?.send(bytes.span.bytes) == .sent { count += 1 }
      }
      sent.store(count, ordering: .relaxed)
      isDone.signal()
    }
  }

  /// Stops it, and says how many datagrams the kernel took from it.
  func stop() -> UInt64 {
    isOver.store(true, ordering: .relaxed)
    isDone.wait()
    isDone.signal()
    return sent.load(ordering: .relaxed)
  }
}
