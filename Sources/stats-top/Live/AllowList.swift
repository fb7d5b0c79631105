import ArgumentParser
import Datagram

/// Networks that are heard: `10.0.0.0/8`, `fd00::/8`, or a single address.
struct NetworkArgument: ExpressibleByArgument, Hashable, Sendable {
  /// As typed.
  let text: String
  private let prefix: UInt128
  private let prefixBits: Int

  init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
    guard let first = parts.first, parts.count <= 2 else { return nil }
    let host = first.contains(":") ? "[\(first)]:1" : "\(first):1"
    guard let address = try? DatagramAddress(parsing: host),
      let (bits, width) = Self.bits(of: address)
    else { return nil }
    guard let length = parts.count == 2 ? Int(parts[1]) : width, 0...width ~= length else {
      return nil
    }
    text = argument
    // An IPv4 network is one of the IPv6 addresses that stand for IPv4.
    prefix = bits
    prefixBits = length + 128 - width
  }

  func contains(_ address: DatagramAddress) -> Bool {
    guard let (bits, _) = Self.bits(of: address) else { return false }
    return prefixBits == 0 || (bits ^ prefix) >> UInt128(128 - prefixBits) == 0
  }

  private static func bits(of address: DatagramAddress) -> (UInt128, width: Int)? {
    switch address {
    case .ipv4(let bits, _): (0xFFFF_0000_0000 | UInt128(bits), 32)
    case .ipv6(let bits, _, _): (bits, 128)
    case .unix: nil
    }
  }
}

/// Who is heard: everybody, or only senders in some networks. A Unix socket's senders always are:
/// the file's permissions say who may send there.
struct AllowList: Sendable {
  let networks: [NetworkArgument]

  func allows(_ source: DatagramSource) -> Bool {
    guard !networks.isEmpty, let address = source.address else { return true }
    return networks.contains { $0.contains(address) }
  }
}
