#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The memory that datagrams are received into: made once, used for every batch.
///
///     headers   [h][h][h]…     what the kernel fills in: length, flags, and pointers to
///     names     [a][a][a]…     the sender's address
///     controls  [c][c][c]…     drops so far, segment size, time of arrival
///     payloads  [▒▒▒▒…··][▒▒▒▒…··]…
///
/// All of it is allocated by `init`, lies still, and is freed by `deinit`; the pointers in the
/// headers are into it and have the same life. Nobody else has a pointer into it: a datagram's bytes
/// are lent to a closure as a span.
struct ReceiveBatch: ~Copyable {
  /// Datagrams by one call. More gained nothing: `recvmmsg` costs little beside 64 datagrams.
  static let countMax = 64
  private static let controlBytes = 128
  /// Payloads are a bit further apart than they are long: with a power of two between them, the
  /// beginnings of all would compete for the same few lines of the cache.
  private static let paddingBytes = 576 + 1

  let payloadBytesMax: Int
  let headers: UnsafeMutableBufferPointer<MessageHeader>
  private let vectors: UnsafeMutablePointer<iovec>
  private let names: UnsafeMutablePointer<sockaddr_storage>
  private let controls: UnsafeMutableRawPointer
  private let payloads: UnsafeMutableRawPointer

  init(payloadBytesMax: Int) {
    let count = Self.countMax
    let strideBytes = (payloadBytesMax + Self.paddingBytes) & ~63
    self.payloadBytesMax = payloadBytesMax
    headers = .allocate(capacity: count)
    headers.initialize(repeating: MessageHeader())
    vectors = .allocate(capacity: count)
    names = .allocate(capacity: count)
    names.initialize(repeating: sockaddr_storage(), count: count)
    controls = .allocate(byteCount: count * Self.controlBytes, alignment: 16)
    payloads = .allocate(byteCount: count * strideBytes, alignment: 64)
    for index in 0..<count {
      (vectors + index).initialize(
        to: iovec(iov_base: payloads + index * strideBytes, iov_len: payloadBytesMax))
      headers[index].header.msg_iov = vectors + index
      headers[index].header.msg_iovlen = 1
      headers[index].header.msg_name = UnsafeMutableRawPointer(names + index)
      headers[index].header.msg_control = controls + index * Self.controlBytes
      reset(index)
    }
  }

  deinit {
    headers.deallocate()
    vectors.deallocate()
    names.deallocate()
    controls.deallocate()
    payloads.deallocate()
  }

  /// The kernel writes lengths over the capacities, so they are set again before the next batch.
  func reset(_ index: Int) {
    headers[index].header.msg_namelen = numericCast(MemoryLayout<sockaddr_storage>.size)
    headers[index].header.msg_controllen = numericCast(Self.controlBytes)
    headers[index].header.msg_flags = 0
  }

  func isCut(_ index: Int) -> Bool { headers[index].header.msg_flags & flagOfCut != 0 }

  func source(_ index: Int) -> DatagramSource {
    let header = headers[index].header
    return DatagramSource(
      address: DatagramAddress(
        UnsafeRawBufferPointer(start: header.msg_name, count: Int(header.msg_namelen))))
  }

  func payload(_ index: Int) -> UnsafeRawBufferPointer {
    let count = min(Int(headers[index].length), payloadBytesMax)
    return UnsafeRawBufferPointer(start: vectors[index].iov_base, count: count)
  }
}
