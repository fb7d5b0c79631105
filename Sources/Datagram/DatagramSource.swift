/// Who sent a datagram: kept as numbers, made into text only for whoever asks.
package struct DatagramSource: Hashable, Sendable {
  /// The sender's address, or nil for a Unix socket, whose senders have no name.
  package let address: DatagramAddress?

  package init(address: DatagramAddress?) {
    self.address = address
  }
}

extension DatagramSource: CustomStringConvertible {
  /// `127.0.0.1:53412`, `[fe80::1%2]:53412`, or `unix`.
  package var description: String {
    switch address {
    case .ipv6(let bits, _, let port) where bits >> 32 == 0xFFFF:
      // An IPv4 sender, heard on an IPv6 socket.
      DatagramAddress.ipv4(UInt32(truncatingIfNeeded: bits), port: port).description
    case let address?: address.description
    case nil: "unix"
    }
  }
}
