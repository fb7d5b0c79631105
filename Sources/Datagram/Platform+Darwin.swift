#if canImport(Darwin)
  import Darwin

  /// What macOS has in place of what `Platform+Linux.swift` uses. It counts no drops.

  let datagramSocketType = SOCK_DGRAM
  let flagsOfSend = MSG_DONTWAIT
  let flagsOfReceive = MSG_DONTWAIT
  let flagOfCut = MSG_TRUNC

  func makeSocket(family: Int32) -> Int32 {
    let descriptor = socket(family, SOCK_DGRAM, 0)
    guard descriptor >= 0 else { return -1 }
    makePrivate(descriptor)
    setOption(of: descriptor, SOL_SOCKET, SO_NOSIGPIPE, 1)
    return descriptor
  }

  /// macOS gives all datagrams to one of them.
  let sharesAddresses = false

  func share(_ socket: Int32) -> Bool { setOption(of: socket, SOL_SOCKET, SO_REUSEPORT, 1) }

  func setReceiveOptions(of socket: Int32, family: Int32) {}

  /// macOS refuses what is above its limit, so less is asked for until it agrees.
  func setReceiveBuffer(of socket: Int32, bytes: Int) {
    var bytes = bytes
    while bytes > 65_536, !setOption(of: socket, SOL_SOCKET, SO_RCVBUF, Int32(clamping: bytes)) {
      bytes /= 2
    }
  }

  func readMemory(of socket: Int32) -> SocketMemory? { nil }

  func readControl(of header: msghdr) -> DatagramControl { DatagramControl() }

  private func makePrivate(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }
#endif
