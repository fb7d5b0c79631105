import Foundation
import Synchronization

/// A UDP socket on a free port of 127.0.0.1, and the thread that reads it.
final class Ears: Sendable {
  let port: UInt16
  private let socket: Int32
  private let isClosing = Atomic<Bool>(false)
  private let heard = Mutex(Data())
  private let isDone = DispatchSemaphore(value: 0)

  init() throws {
    socket = Foundation.socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    var size: Int32 = 8 << 20
    setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    var pause = timeval(tv_sec: 0, tv_usec: 50_000)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &pause, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let (fd, bytes) = (socket, length)
    let failure = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(fd, pointer, bytes) == 0 && getsockname(fd, pointer, &length) == 0 ? 0 : errno
      }
    }
    guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EIO) }
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [self] in listen() }
  }

  /// Reads what has come so far and no more, and returns all of it by lines.
  func close() throws -> [HeardScope] {
    isClosing.store(true, ordering: .releasing)
    isDone.wait()
    Foundation.close(socket)
    return try heard.withLock { $0 }.split(separator: UInt8(ascii: "\n"))
      .map { try JSONDecoder().decode(HeardScope.self, from: $0) }
  }

  private func listen() {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      // Asked before reading: whatever was there when closing began is read first.
      let isLast = isClosing.load(ordering: .acquiring)
      let count = recv(socket, &buffer, buffer.count, isLast ? Int32(MSG_DONTWAIT) : 0)
      if count > 0 {
        heard.withLock { $0.append(contentsOf: buffer[..<count]) }
      } else if isLast {
        break
      }
    }
    isDone.signal()
  }
}
