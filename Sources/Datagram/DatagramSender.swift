#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Sends datagrams to one address, and never waits.
///
/// Any thread may send: a datagram is one system call, which the kernel does whole or not at all.
package struct DatagramSender: ~Copyable, Sendable {
  /// What became of a datagram.
  package enum Outcome: Sendable {
    /// The kernel took it. Whether anybody listens is not known.
    case sent
    /// The kernel had no room for it, or it was too long.
    case dropped
  }

  /// What is asked of the kernel for datagrams on their way; Unix sockets hold them there until read.
  private static let bufferBytes: Int32 = 4 << 20

  package let address: DatagramAddress
  private let descriptor: Int32

  /// Opens a socket. A receiver need not be there.
  ///
  /// - Throws: `DatagramError` of kind `address` for port 0, and of kind `unavailable` where there is
  ///   no such network, or no socket.
  package init(to address: DatagramAddress) throws(DatagramError) {
    if address.port == 0 {
      throw DatagramError(
        .address, "Nothing can be sent to port 0 of \(address): write a port from 1 to 65535.")
    }
    let descriptor = makeSocket(family: address.family)
    guard descriptor >= 0 else {
      throw DatagramError(.unavailable, "No socket for \(address): \(errorText(errno)).")
    }
    setOption(of: descriptor, SOL_SOCKET, SO_SNDBUF, Self.bufferBytes)
    // A Unix socket stays unconnected: its receiver may come later, or come again as another file.
    if address.family != AF_UNIX {
      guard SocketAddress(address).withPointer({ connect(descriptor, $0, $1) }) == 0 else {
        let reason = errorText(errno)
        close(descriptor)
        throw DatagramError(.unavailable, "Cannot send to \(address): \(reason).")
      }
    }
    self.address = address
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Sends one datagram now or not at all.
  package func send(_ datagram: RawSpan) -> Outcome {
    datagram.withUnsafeBytes { bytes in
      if attempt(bytes) { return .sent }
      // On a connected socket this is about a datagram before, to which nobody listened; the kernel
      // tells it in place of sending this one.
      if errno == ECONNREFUSED || errno == EINTR, attempt(bytes) { return .sent }
      // Nobody listens: the same as a datagram that nobody picked up.
      return errno == ECONNREFUSED || errno == ENOENT ? .sent : .dropped
    }
  }

  private func attempt(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard case .unix = address else {
      return sendNow(bytes, on: descriptor) >= 0
    }
    return SocketAddress(address).withPointer {
      sendto(descriptor, bytes.baseAddress, bytes.count, flagsOfSend, $0, $1) >= 0
    }
  }
}
