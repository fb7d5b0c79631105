#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The door that datagrams come in by: sockets, and the memory that they are read into.
///
/// One thread owns it. Others may hold its `waker`. What cannot happen: a datagram's bytes that
/// outlive the call they were lent to, or a wait that cannot be ended.
package struct DatagramReceiver: ~Copyable, DatagramInlet {
  /// How datagrams are read.
  package enum Reading: Sendable {
    /// As many by one call as the system can.
    case batched
    /// One by one: what is left on systems that cannot do better. It is here to be tested.
    case single
  }

  /// What is asked of the kernel for each socket. Linux grants twice as much, which is 87 ms of 300,000
  /// datagrams a second, and is taken only while they wait.
  package static let bufferBytes = 16 << 20
  /// The longest datagram that is read whole; of a longer one, the beginning.
  package static let datagramBytesMax = 65_535

  /// Ends a wait from another thread.
  package let waker: Waker
  /// How many datagrams the kernel dropped so far, for want of space in its buffers: what it said with
  /// the last datagram or when it was asked, and all of it after a wait in which nothing came.
  package private(set) var kernelDropCount: UInt64 = 0
  /// How many socket addresses there are, and which, each as bound.
  package var addresses: [DatagramAddress] { sockets.map(\.address) }

  /// What the kernel has granted to the socket that got least. A Unix socket has none of its own: there
  /// a few datagrams wait, whatever their size.
  package var waitingBytesMax: Int {
    sockets.lazy.map { $0.address.port == nil ? 0 : receiveBuffer(of: $0.descriptor) }.min() ?? 0
  }

  private let sockets: [ListeningSocket]
  private let bufferBytes: Int
  private let batch: ReceiveBatch
  private let reading: Reading
  private var polled: [pollfd]

  /// Binds every address, port 0 meaning any free one.
  ///
  /// - Throws: `DatagramError` of kind `unavailable` for the first address that is not to be had.
  package init(
    listeningOn addresses: [DatagramAddress], bufferBytes: Int = Self.bufferBytes,
    datagramBytesMax: Int = Self.datagramBytesMax, reading: Reading = .batched
  ) throws(DatagramError) {
    try self.init(
      sockets: try addresses.map { address throws(DatagramError) in
        try ListeningSocket(binding: address, bufferBytes: bufferBytes)
      }, bufferBytes: bufferBytes, datagramBytesMax: datagramBytesMax, reading: reading)
  }

  private init(
    sockets: [ListeningSocket], bufferBytes: Int, datagramBytesMax: Int, reading: Reading
  ) throws(DatagramError) {
    waker = try Waker()
    self.sockets = sockets
    self.bufferBytes = bufferBytes
    batch = ReceiveBatch(payloadBytesMax: datagramBytesMax)
    self.reading = reading
    let descriptors = sockets.map(\.descriptor) + [waker.readDescriptor]
    polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
  }

  /// Whether the system gives several receivers on one address a share each.
  package static var canShareAddresses: Bool { sharesAddresses }

  /// Another receiver on the same internet addresses, for another thread.
  ///
  /// The kernel shares out the datagrams by their senders' addresses (`SO_REUSEPORT`): those from one
  /// socket all come to one receiver, as long as there are as many receivers. A Unix socket stays the
  /// first one's.
  ///
  /// - Throws: `DatagramError` of kind `unavailable` when there is no further socket.
  package func makeTwin() throws(DatagramError) -> sending DatagramReceiver {
    var shared: [DatagramAddress] = []
    for socket in sockets where socket.address.port != nil {
      try socket.share()
      shared.append(socket.address)
    }
    return try DatagramReceiver(
      besideOthersOn: shared, bufferBytes: bufferBytes, datagramBytesMax: batch.payloadBytesMax,
      reading: reading)
  }

  private init(
    besideOthersOn addresses: [DatagramAddress], bufferBytes: Int, datagramBytesMax: Int,
    reading: Reading
  ) throws(DatagramError) {
    try self.init(
      sockets: try addresses.map { address throws(DatagramError) in
        try ListeningSocket(binding: address, bufferBytes: bufferBytes, for: .shared)
      }, bufferBytes: bufferBytes, datagramBytesMax: datagramBytesMax, reading: reading)
  }

  /// Waits for datagrams, at most as long as said, and lends each one to `body`.
  ///
  /// One call reads one batch of each socket, so it comes back soon however much arrives. It returns
  /// early, with nothing, when woken or when a signal came.
  ///
  /// - Parameters:
  ///   - timeout: zero looks without waiting; it is rounded up to whole milliseconds.
  ///   - body: gets the bytes, who sent them, and what else the kernel says of them.
  /// - Returns: how many datagrams there were.
  /// - Throws: `DatagramError` of kind `system` when a socket is of no use any more.
  package mutating func receive(
    timeout: Duration,
    _ body: (_ datagram: RawSpan, _ source: DatagramSource, _ facts: DatagramFacts) -> Void
  ) throws(DatagramError) -> Int {
    // Who rests between batches finds something as a rule, and needs no wait.
    let count = try readAll(body)
    if count > 0 { return count }
    guard try wait(timeout) else {
      askForKernelDrops()
      return 0
    }
    return try readAll(body)
  }

  /// One batch of each socket.
  private mutating func readAll(
    _ body: (RawSpan, DatagramSource, DatagramFacts) -> Void
  ) throws(DatagramError) -> Int {
    var count = 0
    for socket in sockets { count += try readBatch(from: socket, body) }
    return count
  }

  /// Whether any socket has something.
  private mutating func wait(_ timeout: Duration) throws(DatagramError) -> Bool {
    let (seconds, attoseconds) = timeout.components
    let milliseconds =
      max(0, seconds) * 1000 + (max(0, attoseconds) + 999_999_999_999_999) / 1_000_000_000_000_000
    let ready = poll(&polled, nfds_t(polled.count), Int32(clamping: milliseconds))
    if ready < 0, errno != EINTR {
      throw DatagramError(.system, "Waiting for datagrams failed: \(errorText(errno)).")
    }
    guard ready > 0 else { return false }
    if polled[sockets.count].revents != 0 { waker.clear() }
    return polled[..<sockets.count].contains { $0.revents != 0 }
  }

  private mutating func readBatch(
    from socket: ListeningSocket, _ body: (RawSpan, DatagramSource, DatagramFacts) -> Void
  ) throws(DatagramError) -> Int {
    let count =
      switch reading {
      case .batched: receiveMany(from: socket.descriptor, into: batch.headers)
      case .single: receiveOneByOne(from: socket.descriptor, into: batch.headers)
      }
    if count < 0 {
      switch errno {
      case EAGAIN, EINTR, ECONNREFUSED, ENOBUFS, ENOMEM: return 0
      default:
        throw DatagramError(
          .system, "Reading from \(socket.address) failed: \(errorText(errno)).")
      }
    }
    var datagrams = 0
    for index in 0..<count {
      datagrams += lend(index, of: socket, body)
      batch.reset(index)
    }
    return datagrams
  }

  /// Lends one message, which is one datagram, or several that the kernel left in one piece because
  /// their sender had made them so (segmentation offload): all but the last of one size.
  private mutating func lend(
    _ index: Int, of socket: ListeningSocket,
    _ body: (RawSpan, DatagramSource, DatagramFacts) -> Void
  ) -> Int {
    let control = readControl(of: batch.headers[index].header)
    if let drops = control.drops { kernelDropCount += socket.newDrops(drops) }
    let bytes = batch.payload(index)
    let source = batch.source(index)
    let isCut = batch.isCut(index)
    guard let segmentBytes = control.segmentBytes, 0 < segmentBytes, segmentBytes < bytes.count
    else {
      body(
        bytes.bytes, source,
        DatagramFacts(isCut: isCut, arrivedMicroseconds: control.arrivedMicroseconds))
      return 1
    }
    var start = 0
    var count = 0
    while start < bytes.count {
      let end = min(start + segmentBytes, bytes.count)
      let segment = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
      body(
        segment.bytes, source,
        DatagramFacts(
          isCut: isCut && end == bytes.count, arrivedMicroseconds: control.arrivedMicroseconds))
      start = end
      count += 1
    }
    return count
  }

  /// Has `kernelDropCount` say what it is as of now. A datagram brings the count of drops before it; what
  /// was dropped after the last one only the socket itself can tell.
  package mutating func askForKernelDrops() { _ = askWaitingBytes() }

  /// How much waits in the fullest socket's buffer, in bytes as the kernel counts them, or nil where it
  /// does not tell: on macOS, and of a Unix socket, whose senders' buffers hold what waits. Asks for
  /// `kernelDropCount` on the way.
  package mutating func askWaitingBytes() -> Int? {
    var waitingBytes: Int? = 0
    for socket in sockets {
      let memory = readMemory(of: socket.descriptor)
      if let memory { kernelDropCount += socket.newDrops(memory.drops) }
      let bytes = socket.address.port == nil ? nil : memory?.waitingBytes
      waitingBytes = if let waitingBytes, let bytes { max(waitingBytes, bytes) } else { nil }
    }
    return waitingBytes
  }
}
