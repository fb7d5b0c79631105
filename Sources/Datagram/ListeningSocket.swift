#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// One bound socket, closed with its owner, its Unix path removed if it is still ours.
final class ListeningSocket {
  let descriptor: Int32
  /// The address as bound: with the port that was given out where 0 was asked for.
  let address: DatagramAddress
  private let file: FileIdentity?
  /// The running count of kernel drops as last heard of; it wraps.
  private var dropsSeen: UInt32 = 0

  /// What an address is bound for.
  enum Use {
    /// For this socket alone, so that nobody who has it goes unnoticed.
    case alone
    /// Beside another socket that was shared.
    case shared
  }

  init(
    binding address: DatagramAddress, bufferBytes: Int, for use: Use = .alone
  ) throws(DatagramError) {
    if case .unix(let path) = address { try removeStaleSocket(at: path) }
    let descriptor = makeSocket(family: address.family)
    guard descriptor >= 0 else {
      throw DatagramError(.unavailable, "No socket for \(address): \(errorText(errno)).")
    }
    if use == .shared { _ = Datagram.share(descriptor) }
    let name = SocketAddress(address)
    guard name.withPointer({ bind(descriptor, $0, $1) }) == 0 else {
      let code = errno
      close(descriptor)
      throw Self.refusal(of: address, code)
    }
    setReceiveBuffer(of: descriptor, bytes: bufferBytes)
    setReceiveOptions(of: descriptor, family: address.family)
    self.descriptor = descriptor
    self.address = Self.boundAddress(of: descriptor) ?? address
    if case .unix(let path) = address { file = FileIdentity(path: path) } else { file = nil }
  }

  /// Lets another socket of this program have the address as well. It is bound alone before that, so
  /// another program that has the address, shared or not, is still noticed.
  func share() throws(DatagramError) {
    guard Datagram.share(descriptor) else {
      throw DatagramError(
        .unavailable, "\(address) cannot be shared by several receivers: \(errorText(errno)).")
    }
  }

  deinit {
    if case .unix(let path) = address, let file, FileIdentity(path: path) == file { unlink(path) }
    close(descriptor)
  }

  /// What was dropped since the count was last heard of.
  func newDrops(_ runningCount: UInt32) -> UInt64 {
    // Counts may come out of order; less than half way round means ahead.
    let difference = runningCount &- dropsSeen
    guard difference < 1 << 31 else { return 0 }
    dropsSeen = runningCount
    return UInt64(difference)
  }

  private static func boundAddress(of descriptor: Int32) -> DatagramAddress? {
    var name = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let status = withUnsafeMutablePointer(to: &name) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
    }
    guard status == 0 else { return nil }
    return withUnsafeBytes(of: name) {
      DatagramAddress(UnsafeRawBufferPointer(rebasing: $0.prefix(Int(length))))
    }
  }

  private static func refusal(of address: DatagramAddress, _ code: Int32) -> DatagramError {
    let reason =
      switch code {
      case EADDRINUSE: "another program has it; stop that one, or listen on another port"
      case EADDRNOTAVAIL: "this machine does not have that address"
      case EACCES, EPERM: "this user may not; ports from 1024 on are free for all"
      case ENOENT: "the folder does not exist"
      default: errorText(code)
      }
    return DatagramError(.unavailable, "Cannot listen on \(address): \(reason).")
  }
}

/// Which file a path leads to.
private struct FileIdentity: Equatable {
  let device: UInt64
  let inode: UInt64

  init?(path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(status.st_ino)
  }
}

/// Removes a socket that nobody listens on any more. Anything else at the path stays.
private func removeStaleSocket(at path: String) throws(DatagramError) {
  var status = stat()
  guard lstat(path, &status) == 0 else { return }
  let address = DatagramAddress.unix(path: path)
  guard status.st_mode & S_IFMT == S_IFSOCK else {
    throw DatagramError(
      .unavailable, "Cannot listen on \(address): there is a file, and it is no socket.")
  }
  let probe = makeSocket(family: AF_UNIX)
  defer { close(probe) }
  if SocketAddress(address).withPointer({ connect(probe, $0, $1) }) == 0 {
    throw DatagramError(
      .unavailable, "Cannot listen on \(address): another program has it; choose another path.")
  }
  if errno == ECONNREFUSED { unlink(path) }
}
