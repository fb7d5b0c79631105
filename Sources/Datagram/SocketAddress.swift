#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What the longest path of a Unix socket may take, in bytes, its end marker not counted.
let unixPathBytesMax = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1

/// An address as the kernel takes it.
struct SocketAddress {
  private(set) var storage = sockaddr_storage()
  private(set) var length: socklen_t

  init(_ address: DatagramAddress) {
    switch address {
    case .ipv4(let bits, let port):
      var name = sockaddr_in()
      name.sin_family = sa_family_t(AF_INET)
      name.sin_port = port.bigEndian
      name.sin_addr.s_addr = bits.bigEndian
      length = socklen_t(MemoryLayout<sockaddr_in>.size)
      withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: name, as: sockaddr_in.self) }
    case .ipv6(let bits, let zone, let port):
      var name = sockaddr_in6()
      name.sin6_family = sa_family_t(AF_INET6)
      name.sin6_port = port.bigEndian
      name.sin6_scope_id = zone
      withUnsafeMutableBytes(of: &name.sin6_addr) {
        $0.storeBytes(of: bits.bigEndian, as: UInt128.self)
      }
      length = socklen_t(MemoryLayout<sockaddr_in6>.size)
      withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: name, as: sockaddr_in6.self) }
    case .unix(let path):
      var name = sockaddr_un()
      name.sun_family = sa_family_t(AF_UNIX)
      // The initial value is all zeros, so the path has its end marker.
      withUnsafeMutableBytes(of: &name.sun_path) {
        $0.copyBytes(from: path.utf8.prefix(unixPathBytesMax))
      }
      length = socklen_t(MemoryLayout<sockaddr_un>.size)
      withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: name, as: sockaddr_un.self) }
    }
    #if canImport(Darwin)
      storage.ss_len = __uint8_t(length)
    #endif
  }

  func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    withUnsafePointer(to: storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
    }
  }
}

extension DatagramAddress {
  var family: Int32 {
    switch self {
    case .ipv4: AF_INET
    case .ipv6: AF_INET6
    case .unix: AF_UNIX
    }
  }

  /// The address that the kernel wrote, or nil where it is none of ours (a nameless Unix sender).
  init?(_ name: UnsafeRawBufferPointer) {
    let family = name.count < 4 ? 0 : Int32(name.loadUnaligned(as: sockaddr.self).sa_family)
    switch family {
    case AF_INET where name.count >= MemoryLayout<sockaddr_in>.size:
      let name = name.loadUnaligned(as: sockaddr_in.self)
      self = .ipv4(UInt32(bigEndian: name.sin_addr.s_addr), port: UInt16(bigEndian: name.sin_port))
    case AF_INET6 where name.count >= MemoryLayout<sockaddr_in6>.size:
      let name = name.loadUnaligned(as: sockaddr_in6.self)
      let bits = withUnsafeBytes(of: name.sin6_addr) { $0.loadUnaligned(as: UInt128.self) }
      self = .ipv6(
        UInt128(bigEndian: bits), zone: name.sin6_scope_id,
        port: UInt16(bigEndian: name.sin6_port))
    default:
      return nil
    }
  }
}

/// Looks a host up, numbers first, so that no resolver is asked about a numeric address.
func resolve(host: String, port: UInt16) throws(DatagramError) -> DatagramAddress {
  var hints = addrinfo()
  hints.ai_socktype = datagramSocketType
  var list: UnsafeMutablePointer<addrinfo>?
  let status = getaddrinfo(host, nil, &hints, &list)
  guard status == 0 else {
    throw DatagramError(
      .address, "There is no host “\(host)” to be found: \(String(cString: gai_strerror(status))).")
  }
  defer { freeaddrinfo(list) }
  var found: DatagramAddress?
  var next = list
  while let entry = next {
    next = entry.pointee.ai_next
    let bytes = UnsafeRawBufferPointer(
      start: entry.pointee.ai_addr, count: Int(entry.pointee.ai_addrlen))
    switch DatagramAddress(bytes) {
    case .ipv4(let bits, _): return .ipv4(bits, port: port)
    case .ipv6(let bits, let zone, _): found = found ?? .ipv6(bits, zone: zone, port: port)
    default: continue
    }
  }
  guard let found else {
    throw DatagramError(.address, "The host “\(host)” has no internet address.")
  }
  return found
}
