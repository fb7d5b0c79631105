/// Where datagrams go to or come in: an internet address with its port, or a Unix socket's path.
///
/// It holds numbers and no host name, so that the address that is shown is the one that is used.
package enum DatagramAddress: Hashable, Sendable {
  /// The four bytes of an IPv4 address, the first one on top: 127.0.0.1 is `0x7F00_0001`.
  case ipv4(UInt32, port: UInt16)
  /// The sixteen bytes of an IPv6 address, the first one on top, and the zone's index or 0.
  case ipv6(UInt128, zone: UInt32 = 0, port: UInt16)
  /// The path of a Unix datagram socket.
  case unix(path: String)

  /// The port that senders and stats-top meet at when nothing else is said.
  package static let defaultPort: UInt16 = 8127

  /// 127.0.0.1:8127.
  package static let standard = DatagramAddress.ipv4(0x7F00_0001, port: defaultPort)

  /// The port, or nil where there are none.
  package var port: UInt16? {
    switch self {
    case .ipv4(_, let port), .ipv6(_, _, let port): port
    case .unix: nil
    }
  }

  /// Whether datagrams to it stay on this machine: loopback, or a Unix socket.
  package var isLocal: Bool {
    switch self {
    case .ipv4(let bits, _): bits >> 24 == 127
    case .ipv6(let bits, _, _): bits == 1 || bits >> 24 == 0xFFFF_7F
    case .unix: true
    }
  }

  /// How many bytes of lines go into one datagram: little on a network, so that it need not be
  /// broken up on its way; more where there is no network in between.
  package var payloadBytes: Int { isLocal ? 8_192 : 1_432 }
}

extension DatagramAddress: CustomStringConvertible {
  /// As it may be parsed again: `127.0.0.1:8127`, `[::1]:8127`, `unix:/run/stats.sock`.
  package var description: String {
    switch self {
    case .ipv4(let bits, let port): "\(Self.text(ofIPv4: bits)):\(port)"
    case .ipv6(let bits, let zone, let port): "[\(Self.text(ofIPv6: bits, zone: zone))]:\(port)"
    case .unix(let path): "unix:\(path)"
    }
  }

  static func text(ofIPv4 bits: UInt32) -> String {
    "\(bits >> 24).\(bits >> 16 & 255).\(bits >> 8 & 255).\(bits & 255)"
  }

  /// The shortest form, by RFC 5952: lower case, the longest run of zeros left out.
  static func text(ofIPv6 bits: UInt128, zone: UInt32) -> String {
    if bits >> 32 == 0xFFFF { return "::ffff:" + text(ofIPv4: UInt32(truncatingIfNeeded: bits)) }
    let groups = (0..<8).map { UInt16(truncatingIfNeeded: bits >> UInt128((7 - $0) * 16)) }
    let gap = longestZeroRun(in: groups)
    func hex(_ groups: ArraySlice<UInt16>) -> String {
      groups.map { String($0, radix: 16) }.joined(separator: ":")
    }
    let text =
      gap.count < 2
      ? hex(groups[...]) : hex(groups[..<gap.lowerBound]) + "::" + hex(groups[gap.upperBound...])
    return zone == 0 ? text : "\(text)%\(zone)"
  }

  private static func longestZeroRun(in groups: [UInt16]) -> Range<Int> {
    var longest = 0..<0
    var start = 0
    for (index, group) in groups.enumerated() {
      if group != 0 {
        start = index + 1
      } else if index + 1 - start > longest.count {
        longest = start..<(index + 1)
      }
    }
    return longest
  }
}
