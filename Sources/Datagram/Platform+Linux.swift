#if os(Linux)
  #if canImport(Musl)
    import Musl
  #else
    import Glibc
  #endif

  /// What only Linux has. `Platform+Darwin.swift` says the same things for macOS.
  let datagramSocketType = Int32(SOCK_DGRAM.rawValue)
  let flagsOfSend = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)
  let flagsOfReceive = Int32(MSG_DONTWAIT)
  let flagOfCut = Int32(MSG_TRUNC)

  /// From linux/udp.h, which the Glibc module does not show: let segments come in one piece.
  private let udpReceiveOffload: Int32 = 104
  /// From asm-generic/socket.h: say when each datagram came. The message has the same number.
  private let receiveTimestamp: Int32 = 35
  /// From asm-generic/socket.h: the memory figures of a socket, and from linux/sock_diag.h which of them
  /// say how much waits and how many datagrams were dropped.
  private let socketMemoryInfo: Int32 = 55
  private let socketMemoryWaitingIndex = 0
  private let socketMemoryDropsIndex = 8

  /// A socket that neither blocks nor is passed on to child processes, or -1.
  func makeSocket(family: Int32) -> Int32 {
    let flags = Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    return socket(family, datagramSocketType | flags, 0)
  }

  /// Asks for a count of drops, for the time of arrival, and for segments in one piece. A kernel that has
  /// none of them is fine.
  func setReceiveOptions(of socket: Int32, family: Int32) {
    setOption(of: socket, SOL_SOCKET, SO_RXQ_OVFL, 1)
    setOption(of: socket, SOL_SOCKET, receiveTimestamp, 1)
    if family != AF_UNIX { setOption(of: socket, Int32(IPPROTO_UDP), udpReceiveOffload, 1) }
  }

  /// Whether several sockets on one address get the datagrams in shares.
  let sharesAddresses = true

  /// Lets other sockets of this user be bound to a socket's address, which have to say so too, before
  /// they are bound.
  func share(_ socket: Int32) -> Bool { setOption(of: socket, SOL_SOCKET, SO_REUSEPORT, 1) }

  /// The size of the receive buffer: past the system's limit where this process may.
  func setReceiveBuffer(of socket: Int32, bytes: Int) {
    if !setOption(of: socket, SOL_SOCKET, SO_RCVBUFFORCE, Int32(clamping: bytes)) {
      setOption(of: socket, SOL_SOCKET, SO_RCVBUF, Int32(clamping: bytes))
    }
  }

  /// What waits on a socket and what was dropped on it, or nil where the kernel won't say.
  func readMemory(of socket: Int32) -> SocketMemory? {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: socketMemoryDropsIndex + 1) {
      figures in
      let byteCount = figures.count * MemoryLayout<UInt32>.size
      var length = socklen_t(byteCount)
      let status = getsockopt(
        socket, SOL_SOCKET, socketMemoryInfo, figures.baseAddress, &length)
      guard status == 0, Int(length) >= byteCount else { return nil }
      return SocketMemory(
        waitingBytes: Int(figures[socketMemoryWaitingIndex]), drops: figures[socketMemoryDropsIndex]
      )
    }
  }

  /// What the kernel says beside a datagram.
  ///
  ///     ┌ length (8) ┬ level (4) ┬ type (4) ┬ value (4 or 16) ┬ padding to 8 ┐ and the next
  func readControl(of header: msghdr) -> DatagramControl {
    var control = DatagramControl()
    var rest = UnsafeRawBufferPointer(
      start: header.msg_control, count: Int(header.msg_controllen))[...]
    let headBytes = MemoryLayout<cmsghdr>.stride
    while rest.count >= headBytes + 4 {
      let message = UnsafeRawBufferPointer(rebasing: rest)
      let head = message.loadUnaligned(as: cmsghdr.self)
      let value = message.loadUnaligned(fromByteOffset: headBytes, as: UInt32.self)
      if head.cmsg_level == SOL_SOCKET, head.cmsg_type == SO_RXQ_OVFL { control.drops = value }
      if head.cmsg_level == Int32(IPPROTO_UDP), head.cmsg_type == udpReceiveOffload {
        control.segmentBytes = Int(value)
      }
      if head.cmsg_level == SOL_SOCKET, head.cmsg_type == receiveTimestamp,
        message.count >= headBytes + MemoryLayout<timespec>.size
      {
        let time = message.loadUnaligned(fromByteOffset: headBytes, as: timespec.self)
        control.arrivedMicroseconds = Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
      }
      let stride = (max(Int(head.cmsg_len), headBytes) + 7) & ~7
      rest = rest.dropFirst(stride)
    }
    return control
  }
#endif
