import CDatagram

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

typealias MessageHeader = cdatagram_message

/// Sets a socket option that holds a number, and says whether the kernel took it.
@discardableResult
func setOption(of socket: Int32, _ level: Int32, _ name: Int32, _ value: Int32) -> Bool {
  var value = value
  return setsockopt(socket, level, name, &value, socklen_t(MemoryLayout<Int32>.size)) == 0
}

/// How much may wait at a socket, as the kernel counts it; 0 where it does not say.
func receiveBuffer(of socket: Int32) -> Int {
  var value: Int32 = 0
  var length = socklen_t(MemoryLayout<Int32>.size)
  return getsockopt(socket, SOL_SOCKET, SO_RCVBUF, &value, &length) == 0 ? Int(value) : 0
}

/// What the kernel says beside a datagram, as far as it does.
struct DatagramControl {
  /// How many datagrams were dropped before it; wraps.
  var drops: UInt32?
  /// The size of all but the last datagram that it left in one piece.
  var segmentBytes: Int?
  /// When it came, in microseconds of Unix time.
  var arrivedMicroseconds: Int64?
}

/// What the kernel says of a socket's memory.
struct SocketMemory {
  /// How much waits to be read, with what the kernel needs around it.
  let waitingBytes: Int
  /// How many datagrams it dropped so far; wraps.
  let drops: UInt32
}

/// Receives datagrams by one call each until there are no more or the headers are full: what is
/// left where the system cannot read many. Returns how many, or -1 with `errno`.
func receiveOneByOne(
  from socket: Int32, into headers: UnsafeMutableBufferPointer<MessageHeader>
) -> Int {
  for index in headers.indices {
    let count = recvmsg(socket, &headers[index].header, flagsOfReceive)
    if count < 0 { return index == 0 ? -1 : index }
    headers[index].length = UInt32(count)
  }
  return headers.count
}

/// Receives many datagrams by one call where the system can. Returns how many, or -1 with `errno`.
func receiveMany(
  from socket: Int32, into headers: UnsafeMutableBufferPointer<MessageHeader>
) -> Int {
  let count = Int(cdatagram_receive_many(socket, headers.baseAddress, UInt32(headers.count)))
  return count < 0 && errno == ENOSYS ? receiveOneByOne(from: socket, into: headers) : count
}

/// Two ends of a pipe, neither of which waits: what is written to one makes the other readable.
/// Nil with `errno`.
func makeWakeDescriptors() -> (read: Int32, write: Int32)? {
  var ends: [Int32] = [0, 0]
  guard pipe(&ends) == 0 else { return nil }
  for end in ends {
    _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
    _ = fcntl(end, F_SETFD, FD_CLOEXEC)
  }
  return (ends[0], ends[1])
}

/// Sends on a connected socket, without waiting. Here it is not hidden by methods called `send`.
func sendNow(_ bytes: UnsafeRawBufferPointer, on socket: Int32) -> Int {
  send(socket, bytes.baseAddress, bytes.count, flagsOfSend)
}

/// What the system calls the error, as in “Permission denied”.
func errorText(_ code: Int32) -> String { String(cString: strerror(code)) }
