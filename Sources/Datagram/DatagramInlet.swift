/// Where datagrams are taken from: sockets, or in a test what a script says.
package protocol DatagramInlet: ~Copyable {
  /// Waits for datagrams, at most as long as said, and lends each one to `body`, as
  /// `DatagramReceiver` does.
  ///
  /// - Returns: how many datagrams there were.
  /// - Throws: `DatagramError` when no more is to come.
  mutating func receive(
    timeout: Duration,
    _ body: (_ datagram: RawSpan, _ source: DatagramSource, _ facts: DatagramFacts) -> Void
  ) throws(DatagramError) -> Int

  /// What may wait in the kernel for each socket, in bytes as it counts them: those of datagrams, and
  /// about a kilobyte for each.
  var waitingBytesMax: Int { get }

  /// How much of that waits now in the fullest socket's buffer, or nil where it cannot be told. Asking
  /// costs a fraction of what reading does, and tells of drops as well.
  mutating func askWaitingBytes() -> Int?

  /// How many datagrams the kernel dropped so far: what it said with the last datagram or when it was
  /// asked, and all of it after a wait in which nothing came.
  var kernelDropCount: UInt64 { get }

  /// Has `kernelDropCount` say what it is as of now.
  mutating func askForKernelDrops()
}
